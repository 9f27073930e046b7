"""Addresses of patients: the list, the new one, and what is known of one."""

from django.urls import path

from arcada.web.intake.views import details, history, interview, listing, new, overview

app_name = "intake"
urlpatterns = [
    path("patients/", listing.patients, name="patients"),
    path("patients/new/", new.new, name="new"),
    path("patients/<uuid:patient_id>/", overview.show, name="show"),
    path("patients/<uuid:patient_id>/details/", details.details, name="details"),
    path("patients/<uuid:patient_id>/archive/", details.archive, name="archive"),
    path("patients/<uuid:patient_id>/restore/", details.restore, name="restore"),
    path("patients/<uuid:patient_id>/history/", history.history, name="history"),
    path("patients/<uuid:patient_id>/history/check/", history.check, name="history_check"),
    path("patients/<uuid:patient_id>/interview/", interview.interview, name="interview"),
]
