"""Addresses of the search for a better order, below those of the plans."""

from django.urls import path

from arcada.web.plan.views import order_search

urlpatterns = [
    path("", order_search.show, name="order"),
    path("start/", order_search.start, name="order_start"),
    path("<uuid:search_id>/here/", order_search.here, name="order_here"),
    path("<uuid:search_id>/stop/", order_search.stop, name="order_stop"),
    path("<uuid:search_id>/use/", order_search.use, name="order_use"),
]
