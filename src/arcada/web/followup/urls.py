"""Addresses of bringing patients back."""

from django.urls import path

from arcada.web.followup import acting, showing

app_name = "followup"
ONE = "bring-back/<uuid:thread_id>/"
urlpatterns = [
    path("bring-back/", showing.queue, name="queue"),
    path("bring-back/look/", acting.look, name="look"),
    path(ONE, showing.thread, name="thread"),
    path(f"{ONE}settle/", acting.settle, name="settle"),
    path(f"{ONE}silence/", acting.silence, name="silence"),
]
