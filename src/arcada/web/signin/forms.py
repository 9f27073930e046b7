"""The forms of signing in: allauth's, with a label above each field and no words inside it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

LABELS = {
    "login": "E-mail",
    "email": "E-mail",
    "oldpassword": "Present password",
    "password1": "New password",
    "password2": "New password, once more",
    "code": "Code",
    "name": "Name of the device",
    "passwordless": "Sign in with this passkey alone, without a password",
}


class Plain(forms.Form):
    """Labels in the clinic's words; no placeholder, which is gone as soon as one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)


class LoginForm(Plain, account.LoginForm):
    """E-mail and password."""


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """The present password and the new one twice."""


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Where the letter goes."""


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    """The new password twice."""


class AuthenticateForm(Plain, mfa.AuthenticateForm):
    """A code of the app, or a recovery code."""


class ReauthenticateCodeForm(Plain, mfa.ReauthenticateForm):
    """A code once more."""


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):
    """The first code of the app."""


class AddWebAuthnForm(Plain, webauthn.AddWebAuthnForm):
    """The device's name, and whether it is enough by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what 'passwordless' asks of the device."""
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = "The device then asks for a fingerprint, a face or its own code."
