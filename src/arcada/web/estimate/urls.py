"""Addresses of the money page: what a plan costs whom."""

from django.urls import path

from arcada.web.estimate.views import phasing, showing, supposing

app_name = "estimate"
ROOT = "patients/<uuid:patient_id>/money/"
urlpatterns = [
    path(ROOT, showing.show, name="show"),
    path(f"{ROOT}phase/", showing.phase, name="phase"),
    path(f"{ROOT}visit/", showing.visit, name="visit"),
    path(f"{ROOT}insurer/", showing.insurer, name="insurer"),
    path(f"{ROOT}patient/", showing.patient, name="patient"),
    path(f"{ROOT}what-if/", supposing.what_if, name="what_if"),
    path(f"{ROOT}best-days/", phasing.phasing, name="phasing"),
    path(f"{ROOT}changes/", supposing.changes, name="changes"),
    path(f"{ROOT}changes/<slug:tier>-<int:number>.json", supposing.kept_case, name="kept_case"),
]
