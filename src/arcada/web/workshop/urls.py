"""Addresses of the protocols."""

from django.urls import path

from arcada.web.workshop.views import reading, rehearsing, versions, writing

app_name = "workshop"
urlpatterns = [
    path("protocols/", reading.shelf, name="shelf"),
    path("protocols/rehearsals/<uuid:rehearsal_id>/", rehearsing.rehearsal, name="rehearsal"),
    path("protocols/rehearsals/<uuid:rehearsal_id>/next/", rehearsing.carry_on, name="carry_on"),
    path("protocols/<slug:name>/", reading.protocol, name="protocol"),
    path("protocols/<slug:name>/form/", writing.form, name="form"),
    path("protocols/<slug:name>/file/", writing.file, name="file"),
    path("protocols/<slug:name>/off/", writing.switch_off, name="switch_off"),
    path("protocols/<slug:name>/versions/", versions.versions, name="versions"),
    path("protocols/<slug:name>/versions/<int:number>/", versions.version, name="version"),
    path("protocols/<slug:name>/versions/<int:number>/open/", versions.open_plans, name="open_plans"),
    path("protocols/<slug:name>/versions/<int:number>/move/", versions.move, name="move"),
    path("protocols/<slug:name>/versions/<int:number>/rehearse/", rehearsing.rehearse, name="rehearse"),
]
