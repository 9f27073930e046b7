"""Room: the practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Practices, people, roles, hours, fees."""

    name = "arcada.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
