"""Forms of the case page: a new case, a task."""

from typing import Any, cast

from django import forms

from arcada.core.kernel import Refusal
from arcada.practice.models import Membership, Provider, Role


class OpenCaseForm(forms.Form):
    """A new course of treatment."""

    title = forms.CharField(
        label="Name of the case",
        max_length=160,
        widget=forms.TextInput(attrs={"placeholder": "Upper left pain", "autocomplete": "off"}),
        error_messages={"required": "Give the case a name that the team will recognise."},
    )
    dentist = forms.ChoiceField(label="Dentist in charge", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the dentists of the practice."""
        super().__init__(*args, **kwargs)
        rows = Provider.objects.filter(active=True, clinical_roles__contains=["dentist"])
        dentist = cast(forms.ChoiceField, self.fields["dentist"])
        dentist.choices = [("", "Not decided"), *((str(row.pk), row.name) for row in rows)]

    def dentist_row(self) -> Provider | None:
        """Give the dentist that was chosen."""
        chosen = self.cleaned_data["dentist"]
        return Provider.objects.filter(pk=chosen).first() if chosen else None


class TaskForm(forms.Form):
    """Something that somebody has to do by a day."""

    title = forms.CharField(
        label="What is to be done",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say what is to be done."},
    )
    who = forms.ChoiceField(label="By whom")
    due_date = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the day until which it is to be done.", "invalid": "Choose a day."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the roles, and each person under their role."""
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(active=True).select_related("user").order_by("user__name")
        who = cast(forms.ChoiceField, self.fields["who"])
        who.choices = [
            ("Anyone who is", [(role.value, role.label) for role in Role]),
            ("A person", [(str(one.pk), f"{one.user}, {one.get_role_display().lower()}") for one in people]),
        ]

    def role_and_owner(self) -> tuple[str, Membership | None]:
        """Give the role, and the person where one was chosen."""
        chosen = self.cleaned_data["who"]
        if chosen in Role.values:
            return chosen, None
        owner = Membership.objects.select_related("user").get(pk=chosen)
        return owner.role, owner

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, or above the form."""
        where = {"role": "who", "owner": "who"}.get(refusal.where, refusal.where)
        self.add_error(where if where in self.fields else None, refusal.text)
