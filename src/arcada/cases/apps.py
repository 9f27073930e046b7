"""Room: cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Charts, plan versions, proposals, decisions, signatures."""

    name = "arcada.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
