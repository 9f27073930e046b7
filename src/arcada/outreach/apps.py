"""Room: outreach."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Threads, messages, consents."""

    name = "arcada.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
