"""Addresses of the money page: what a plan costs whom."""

from django.urls import path

from arcada.web.estimate.views import showing

app_name = "estimate"
ROOT = "patients/<uuid:patient_id>/money/"
urlpatterns = [
    path(ROOT, showing.show, name="show"),
]
