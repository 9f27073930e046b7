"""Room: insurance."""

from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    """Coverages, ledger, estimates."""

    name = "arcada.insurance"
    label = "insurance"
    default_auto_field = "django.db.models.BigAutoField"
