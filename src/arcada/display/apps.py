"""The looks as a Django application: templates, components, static files, template tags."""

from django.apps import AppConfig


class DisplayConfig(AppConfig):
    """Has no tables."""

    name = "arcada.display"
    label = "display"
