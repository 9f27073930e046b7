"""Addresses of the day book and of a patient's visits."""

from django.urls import path

from arcada.web.schedule.views import appointment, daybook, new, patient

app_name = "schedule"
urlpatterns = [
    path("daybook/", daybook.daybook, name="daybook"),
    path("daybook/new/", new.new, name="new"),
    path("daybook/appointments/<uuid:appointment_id>/state/", appointment.state, name="state"),
    path("daybook/appointments/<uuid:appointment_id>/move/", appointment.move_to, name="move"),
    path("daybook/appointments/<uuid:appointment_id>/back/<str:place>/", appointment.move_back, name="move_back"),
    path("patients/<uuid:patient_id>/schedule/", patient.show, name="show"),
    path("patients/<uuid:patient_id>/schedule/book/", patient.book_all, name="book"),
    path("patients/<uuid:patient_id>/schedule/unbook/", patient.unbook_all, name="unbook"),
]
