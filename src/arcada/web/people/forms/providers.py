"""Forms of providers: who has a column in the day book, and on which days nobody works."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arcada.patients.queries import read_date
from arcada.practice.actions.places import LONGEST_INITIALS
from arcada.practice.models import CLINICAL_ROLES, Membership, Provider, Site
from arcada.web.people.forms.refusing import RefusingForm, words

HUES = ((1, "Petrol"), (2, "Plum"), (3, "Olive"), (4, "Amber"))
EVERYBODY = "everybody"


def clinical(role: str) -> str:
    """Write a clinical role as people say it."""
    return role.replace("_", " ").capitalize()


class ColumnForm(RefusingForm):
    """Initials, clinical roles and colour."""

    initials = words("Initials", LONGEST_INITIALS, "Write one to four letters.", hint="Always shown beside the colour.")
    clinical_roles = forms.MultipleChoiceField(
        label="Treats as",
        choices=[(role, clinical(role)) for role in CLINICAL_ROLES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one clinical role."},
    )
    hue = forms.TypedChoiceField(label="Colour in the day book", choices=HUES, coerce=int, widget=forms.RadioSelect)


class ProviderForm(ColumnForm):
    """Somebody new who treats patients."""

    name = words("Name", 120, "Write the name as patients know it.")
    membership = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        required=False,
        label="Signs in as",
        empty_label="Nobody: does not sign in",
        error_messages={"invalid_choice": "Choose one of the people of the practice."},
    )
    field_order = ("name", "initials", "membership", "clinical_roles", "hue")

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        """Offer the people who have no column yet."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["membership"]
        offered.queryset = members


class ProviderChangeForm(ColumnForm):
    """A provider who is there already."""

    active = forms.BooleanField(label="Has a column in the day book", required=False)

    @staticmethod
    def filled(provider: Provider) -> dict[str, Any]:
        """Give the provider as the form shows them."""
        return {name: getattr(provider, name) for name in ProviderChangeForm.base_fields}


class DayField(forms.Field):
    """A day in any of the usual spellings."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """Read the day."""
        if not value or isinstance(value, date):
            return value or None
        read = read_date(str(value))
        if read is None:
            raise ValidationError(f"'{value}' does not read as a day. Write it as 24 December 2026 or 2026-12-24.")
        return read


class DaysOffForm(RefusingForm):
    """Days without work, both ends included."""

    of = forms.ChoiceField(label="Who is off")
    first_date = DayField(label="First day off", error_messages={"required": "Choose the first day off."})
    last_date = DayField(label="Last day off", required=False, help_text="Empty: one day.")
    reason = words("Reason", 120, hint="For the team; the day book shows it when the practice is closed.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everybody, each site and each provider."""
        super().__init__(*args, **kwargs)
        sites = [(f"site:{row.pk}", row.name) for row in Site.objects.order_by("name")]
        providers = [(f"provider:{row.pk}", row.name) for row in Provider.objects.filter(active=True)]
        choices: list[Any] = [(EVERYBODY, "Everybody: the practice is closed")]
        if len(sites) > 1:
            choices.append(("A site", sites))
        if providers:
            choices.append(("A provider", providers))
        offered: Any = self.fields["of"]
        offered.choices = choices

    def closure(self) -> dict[str, Any]:
        """Give what the action takes."""
        given = self.cleaned_data
        kind, _, key = given["of"].partition(":")
        return {
            "first_date": given["first_date"],
            "last_date": given["last_date"] or given["first_date"],
            "reason": given["reason"],
            "site": Site.objects.get(pk=key) if kind == "site" else None,
            "provider": Provider.objects.get(pk=key) if kind == "provider" else None,
        }
