"""How allauth behaves here: nobody signs up by themselves, and secrets of second factors are kept encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """People are added by a manager or owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the door shut."""
        return False


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted with a key made from the installation's secret."""

    def encrypt(self, text: str) -> str:
        """Hide a secret before it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(f"second factors:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
