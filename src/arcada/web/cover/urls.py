"""Addresses of coverage: the patient's pages, payers and plans, files."""

from django.urls import path

from arcada.web.cover.views import adding, answering, changing, importing, ledger, payers, plans, showing

app_name = "cover"
HERE = "patients/<uuid:patient_id>/money/coverage/"
ONE = f"{HERE}<uuid:coverage_id>/"
urlpatterns = [
    path(HERE, showing.show, name="show"),
    path(f"{HERE}new/", adding.new, name="new"),
    path(f"{HERE}answer/", answering.upload, name="answer"),
    path(f"{HERE}answer/<uuid:answer_id>/", answering.look, name="look_answer"),
    path(f"{HERE}answer/<uuid:answer_id>/take/", answering.take, name="take_answer"),
    path(ONE, changing.one, name="one"),
    path(f"{ONE}move/", changing.move, name="move"),
    path(f"{ONE}verify/", changing.verify, name="verify"),
    path(f"{ONE}end/", changing.end, name="end"),
    path(f"{ONE}remove/", changing.remove, name="remove"),
    path(f"{ONE}own/", changing.own_benefits, name="own"),
    path(f"{ONE}used/", ledger.used, name="used"),
    path(f"{ONE}ledger/", ledger.add, name="entry"),
    path(f"{ONE}ledger/<uuid:entry_id>/back/", ledger.back, name="back"),
    path("settings/payers/", payers.payers, name="payers"),
    path("settings/payers/new/", payers.new, name="new_payer"),
    path("settings/payers/<uuid:payer_id>/", payers.payer, name="payer"),
    path("settings/payers/<uuid:payer_id>/offer/", payers.offer, name="offer_payer"),
    path("settings/payers/<uuid:payer_id>/plans/new/", plans.new, name="new_plan"),
    path("settings/coverage-lists/", importing.upload, name="import"),
    path("settings/coverage-lists/<uuid:file_id>/", importing.file, name="file"),
    path("settings/coverage-lists/<uuid:file_id>/take/", importing.take, name="take"),
    path("settings/plans/<uuid:benefit_plan_id>/", plans.plan, name="plan"),
    path("settings/plans/<uuid:benefit_plan_id>/offer/", plans.offer, name="offer_plan"),
]
