"""Addresses of the plan pages."""

from django.urls import path

from arcada.web.plan import order_urls
from arcada.web.plan.views import compiling, deciding, editing, history, lines, plans

app_name = "plan"
ROOT = "patients/<uuid:patient_id>/plan/"
urlpatterns = [
    path(ROOT, plans.show, name="show"),
    path(f"{ROOT}compile/", compiling.start, name="compile"),
    path(f"{ROOT}progress/<uuid:run_id>/", compiling.progress_of, name="progress"),
    path(f"{ROOT}progress/<uuid:run_id>/here/", compiling.here, name="compile_here"),
    *order_urls.urlpatterns,
    path(f"{ROOT}versions/", history.versions, name="versions"),
    path(f"{ROOT}changes/", history.changes, name="changes"),
    path(f"{ROOT}versions/<int:number>/", plans.version, name="version"),
    path(f"{ROOT}why/<slug:item>/", lines.why, name="why"),
    path(f"{ROOT}why/<slug:item>/decide/", lines.decide, name="override"),
    path(f"{ROOT}price/<slug:tier>/", lines.price, name="price"),
    path(f"{ROOT}accept/<slug:tier>/", deciding.accept, name="accept"),
    path(f"{ROOT}reconsider/<slug:tier>/", deciding.think_again, name="reconsider"),
    path(f"{ROOT}recommend/<slug:tier>/", deciding.recommend_tier, name="recommend"),
    path(f"{ROOT}catalogue/", editing.catalogue, name="catalogue"),
    path(f"{ROOT}take-back/<uuid:override_id>/", editing.undo, name="take_back"),
    path(f"{ROOT}<slug:tier>/", plans.one, name="one"),
    path(f"{ROOT}<slug:tier>/edit/", editing.edit, name="edit"),
    path(f"{ROOT}<slug:tier>/edit/change/", editing.change, name="change"),
    path(f"{ROOT}<slug:tier>/edit/ways/<slug:finding>/", editing.ways, name="ways"),
    path(f"{ROOT}<slug:tier>/edit/<slug:item>/", editing.line, name="edit_line"),
]
