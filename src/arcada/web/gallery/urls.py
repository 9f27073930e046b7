"""Addresses of the gallery."""

from django.urls import path

from arcada.web.gallery.views import gallery

urlpatterns = [path("gallery/", gallery, name="gallery")]
