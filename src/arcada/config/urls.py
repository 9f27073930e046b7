"""Addresses of all pages: each web room brings its own."""

from django.urls import URLPattern, URLResolver, include, path

WEB_ROOMS = (
    "signin",
    "shell",
    "today",
    "intake",
    "record",
    "chart",
    "plan",
    "estimate",
    "budget",
    "cover",
    "preauth",
    "consent",
    "schedule",
    "case",
    "followup",
    "workshop",
    "insight",
    "people",
    "fees",
    "trail",
    "gallery",
)

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"arcada.web.{room}.urls")) for room in WEB_ROOMS]
handler400 = "arcada.web.signin.errors.bad_request"
handler403 = "arcada.web.signin.errors.not_allowed"
handler404 = "arcada.web.signin.errors.not_found"
handler500 = "arcada.web.signin.errors.failed"
handler429 = "arcada.web.signin.errors.too_many"
