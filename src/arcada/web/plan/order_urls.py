"""Addresses of the search for a better order, below those of the plans."""

from django.urls import path

from arcada.web.plan.views import order_search

ROOT = "patients/<uuid:patient_id>/plan/order/"
urlpatterns = [
    path(ROOT, order_search.show, name="order"),
    path(f"{ROOT}start/", order_search.start, name="order_start"),
    path(f"{ROOT}<uuid:search_id>/here/", order_search.here, name="order_here"),
    path(f"{ROOT}<uuid:search_id>/stop/", order_search.stop, name="order_stop"),
    path(f"{ROOT}<uuid:search_id>/use/", order_search.use, name="order_use"),
]
