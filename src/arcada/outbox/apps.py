"""Room: the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages that wait to be sent."""

    name = "arcada.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
