"""Addresses of the fees."""

from django.urls import path

from arcada.web.fees.views import codes, compare, contracts, files, given_off, lists, table, totals

app_name = "fees"
urlpatterns = [
    path("settings/fees/", lists.lists, name="lists"),
    path("settings/fees/new/", lists.new, name="new"),
    path("settings/fees/compare/", compare.compare, name="compare"),
    path("settings/fees/codes/", codes.codes, name="codes"),
    path("settings/fees/codes/<uuid:code_id>/forget/", codes.forget, name="forget_code"),
    path("settings/fees/contracts/", contracts.contracts, name="contracts"),
    path("settings/fees/contracts/<uuid:contract_id>/end/", contracts.end, name="end_contract"),
    path("settings/fees/discounts/", given_off.discounts, name="discounts"),
    path("settings/fees/discounts/new/", given_off.discount, name="new_discount"),
    path("settings/fees/discounts/<uuid:discount_id>/", given_off.discount, name="discount"),
    path("settings/fees/memberships/new/", given_off.membership, name="new_membership"),
    path("settings/fees/memberships/<uuid:membership_id>/", given_off.membership, name="membership"),
    path("settings/fees/totals/", totals.totals, name="totals"),
    path("settings/fees/tax/", totals.tax, name="tax"),
    path("settings/fees/tax/<uuid:rate_id>/end/", totals.end_rate, name="end_tax"),
    path("settings/fees/files/<uuid:import_id>/", files.columns, name="columns"),
    path("settings/fees/files/<uuid:import_id>/preview/", files.preview, name="preview"),
    path("settings/fees/files/<uuid:import_id>/code/", files.code, name="code_of_file"),
    path("settings/fees/files/<uuid:import_id>/apply/", files.apply, name="apply"),
    path("settings/fees/files/<uuid:import_id>/undo/", files.undo, name="undo"),
    path("settings/fees/files/<uuid:import_id>/drop/", files.drop, name="drop"),
    path("settings/fees/<uuid:schedule_id>/", table.show, name="show"),
    path("settings/fees/<uuid:schedule_id>/edit/", lists.edit, name="edit"),
    path("settings/fees/<uuid:schedule_id>/file/", files.upload, name="upload"),
    path("settings/fees/<uuid:schedule_id>/fees.<slug:form>", table.export, name="export"),
    path("settings/fees/<uuid:schedule_id>/of/<slug:procedure>/", table.fee, name="fee"),
    path("settings/fees/<uuid:schedule_id>/of/<slug:procedure>/cell/", table.cell, name="cell"),
    path("settings/fees/<uuid:schedule_id>/of/<slug:procedure>/remove/", table.remove, name="remove"),
]
