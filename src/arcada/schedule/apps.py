"""Room: the schedule."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Appointments and blocks."""

    name = "arcada.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
