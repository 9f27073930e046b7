"""Forms of the people who sign in."""

from django import forms

from arcada.practice.models import Role
from arcada.web.people.forms.refusing import RefusingForm, words


class MemberForm(RefusingForm):
    """Somebody new; who has an account elsewhere keeps its name and password."""

    email = words("E-mail", 254, "Write the e-mail with which they sign in.", type="email", inputmode="email")
    name = words("Name", 120, hint="Not needed when the e-mail has an account already.")
    role = forms.ChoiceField(label="Role", choices=Role.choices, initial=Role.DESK)
    password = forms.CharField(
        label="First password",
        required=False,
        strip=False,
        help_text="Empty: they choose one themselves by 'Forgot your password?' on the sign-in page.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class RoleForm(RefusingForm):
    """Another role."""

    fields_of = {"membership": "role"}
    role = forms.ChoiceField(label="Role", choices=Role.choices)


class EndForm(RefusingForm):
    """The end of a membership."""

    fields_of = {"membership": "why"}
    why = words("Why", 200, hint="Kept in the audit.")
