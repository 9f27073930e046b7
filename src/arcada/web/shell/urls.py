"""Addresses of the frame."""

from django.urls import path

from arcada.web.shell import views

app_name = "shell"
urlpatterns = [path("find/", views.find, name="find")]
