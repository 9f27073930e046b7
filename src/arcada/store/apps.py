"""The store as a Django app: it holds the roles' migration and no table."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Room: the database."""

    name = "arcada.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
