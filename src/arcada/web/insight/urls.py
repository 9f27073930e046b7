"""Addresses of insight."""

from django.urls import path

from arcada.web.insight import accuracy, views

app_name = "insight"
urlpatterns = [
    path("insight/deviations/", views.show, name="deviations"),
    path("insight/deviations/file/", views.export, name="deviations_file"),
    path("insight/estimates/", accuracy.show, name="estimate_accuracy"),
    path("insight/estimates/decide/", accuracy.decide, name="decide_estimate"),
    path("insight/estimates/pace/<uuid:payer_id>/", accuracy.use_pace, name="use_pace"),
]
