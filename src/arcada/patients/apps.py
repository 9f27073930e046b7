"""Room: patients."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Profile and medical history."""

    name = "arcada.patients"
    label = "patients"
    default_auto_field = "django.db.models.BigAutoField"
