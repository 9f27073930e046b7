"""Room: the audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events and their seals."""

    name = "arcada.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
