"""Addresses of the audit."""

from django.urls import path

from arcada.web.trail import views

app_name = "trail"
urlpatterns = [
    path("audit/", views.show, name="show"),
    path("audit/check/", views.check, name="check"),
    path("audit/export/", views.export, name="export"),
]
