"""Addresses of the proposal and of consent."""

from django.urls import path

from arcada.web.consent.views import consenting, keeping, proposing

app_name = "consent"
PROPOSAL, CONSENT = "patients/<uuid:patient_id>/proposal/", "patients/<uuid:patient_id>/consent/"
urlpatterns = [
    path(PROPOSAL, proposing.proposal, name="proposal"),
    path(f"{PROPOSAL}pdf/", proposing.pdf, name="pdf"),
    path(f"{PROPOSAL}<uuid:proposal_id>/", keeping.kept, name="kept"),
    path(f"{PROPOSAL}<uuid:proposal_id>/pdf/", keeping.kept_pdf, name="kept_pdf"),
    path(f"{PROPOSAL}present/", proposing.present_it, name="present"),
    path(CONSENT, consenting.show, name="show"),
    path(f"{CONSENT}sign/", consenting.sign_it, name="sign"),
    path(f"{CONSENT}documents/<uuid:document_id>/", consenting.document, name="document"),
]
