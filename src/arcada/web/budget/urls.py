"""Addresses of the payments of a patient."""

from django.urls import path

from arcada.web.budget.views import agreeing, financing, receiving, showing, signing, terms

app_name = "budget"
ROOT = "patients/<uuid:patient_id>/money/payments/"
PLAN = f"{ROOT}<uuid:payment_plan_id>/"
urlpatterns = [
    path(ROOT, showing.show, name="show"),
    path(f"{ROOT}later/", showing.ask_for_dates, name="later"),
    path(f"{ROOT}preview/", agreeing.preview, name="preview"),
    path(f"{ROOT}draft/", agreeing.draft, name="draft"),
    path(f"{PLAN}withdraw/", agreeing.withdraw, name="withdraw"),
    path(f"{PLAN}sign/", signing.sign, name="sign"),
    path(f"{PLAN}paper/", signing.paper, name="paper"),
    path(f"{PLAN}receive/", receiving.take, name="receive"),
    path(f"{ROOT}receipts/<uuid:receipt_id>/reverse/", receiving.take_back, name="reverse"),
    path("settings/payments/", terms.terms, name="terms"),
    path(f"{ROOT}lender/", financing.ask, name="ask"),
    path(f"{ROOT}lender/<uuid:financing_id>/", financing.answer, name="answer"),
]
