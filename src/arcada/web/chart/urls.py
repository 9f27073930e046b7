"""Addresses of a patient's chart."""

from django.urls import path

from arcada.web.chart.views import adding, changes, findings, lines, records, show, teeth

app_name = "chart"
CHART = "patients/<uuid:patient_id>/chart/"
FINDING = f"{CHART}findings/<uuid:finding_id>/"
urlpatterns = [
    path(CHART, show.show, name="show"),
    path(f"{CHART}chosen/", show.chosen, name="chosen"),
    path(f"{CHART}suggest/", adding.suggest, name="suggest"),
    path(f"{CHART}add/", adding.add, name="add"),
    path(f"{CHART}lines/", lines.chart_lines, name="lines"),
    path(f"{CHART}teeth/", teeth.set_state, name="set_state"),
    path(f"{CHART}undo/", changes.undo, name="undo"),
    path(f"{CHART}redo/", changes.redo, name="redo"),
    path(f"{CHART}snapshots/", changes.keep_snapshot, name="keep_snapshot"),
    path(f"{CHART}records/", records.ask_for_record, name="ask_for_record"),
    path(f"{CHART}records/taken/", records.taken_today, name="taken_today"),
    path(f"{CHART}records/without/", records.go_on_without, name="go_without"),
    path(f"{FINDING}details/", findings.details, name="details"),
    path(f"{FINDING}evidence/", findings.evidence, name="evidence"),
    path(f"{FINDING}confirm/", findings.confirm, name="confirm"),
    path(f"{FINDING}withdraw/", findings.withdraw, name="withdraw"),
]
