"""How allauth behaves here: nobody signs up by themselves, and secrets of second factors are kept encrypted."""

import base64
import hashlib
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """People are added by a manager or owner."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail and password do not belong together. Check both, then try again.",
        "incorrect_password": "This is not your password. Check that caps lock is off, then try again.",
        "enter_current_password": "This is not your present password. Type the one that you signed in with.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the door shut."""
        return False


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted with a key made from the installation's secret."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code does not fit. Codes change every half minute: type the one shown now.",
    }

    def encrypt(self, text: str) -> str:
        """Hide a secret before it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(f"second factors:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
