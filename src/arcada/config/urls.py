"""Addresses of all pages: each web room brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

WEB_ROOMS = (
    "signin",
    "shell",
    "today",
    "intake",
    "record",
    "chart",
    "plan",
    "consent",
    "schedule",
    "case",
    "people",
    "trail",
    "gallery",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"arcada.web.{room}.urls"))
    for room in WEB_ROOMS
    if find_spec(f"arcada.web.{room}") and find_spec(f"arcada.web.{room}.urls")
]
handler400 = "arcada.web.signin.errors.bad_request"
handler403 = "arcada.web.signin.errors.not_allowed"
handler404 = "arcada.web.signin.errors.not_found"
handler500 = "arcada.web.signin.errors.failed"
handler429 = "arcada.web.signin.errors.too_many"
