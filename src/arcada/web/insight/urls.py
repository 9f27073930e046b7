"""Addresses of insight."""

from django.urls import path

from arcada.web.insight import views

app_name = "insight"
urlpatterns = [
    path("insight/deviations/", views.show, name="deviations"),
    path("insight/deviations/file/", views.export, name="deviations_file"),
]
