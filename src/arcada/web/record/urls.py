"""Address of the question why."""

from django.urls import path

from arcada.web.record import views

app_name = "record"
urlpatterns = [path("patients/<uuid:patient_id>/open/", views.open_record, name="open")]
