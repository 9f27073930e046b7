"""Room: coordination."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Journey ticks and tasks."""

    name = "arcada.coordination"
    label = "coordination"
    default_auto_field = "django.db.models.BigAutoField"
