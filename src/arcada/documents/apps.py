"""Room: documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers and their seal; keeps no table."""

    name = "arcada.documents"
    label = "documents"
