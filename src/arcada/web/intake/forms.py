"""Forms of the intake: they read what was typed; what can be true is decided by the actions of `patients`."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arcada.core.kernel import Refusal
from arcada.patients.actions.interview import DAYS, HALF_DAYS, Said
from arcada.patients.actions.profile import Profile
from arcada.patients.models import Anxiety, Channel, Interview, Patient, Sex
from arcada.patients.queries import read_date

LANGUAGES = (
    ("en", "English"),
    ("es", "Spanish"),
    ("ru", "Russian"),
    ("bg", "Bulgarian"),
    ("de", "German"),
    ("fr", "French"),
    ("pl", "Polish"),
    ("ar", "Arabic"),
    ("zh", "Chinese"),
    ("vi", "Vietnamese"),
    ("ko", "Korean"),
    ("tl", "Tagalog"),
)


class DayField(forms.Field):
    """A day, typed in any of the usual spellings or picked from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """Read the day."""
        if not value or isinstance(value, date):
            return value or None
        read = read_date(str(value))
        if read is None:
            text = f"'{value}' does not read as a day. Write it as 17 May 1984 or 1984-05-17."
            raise ValidationError(text)
        return read


def _text(label: str, length: int, *, required: bool = False, missing: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages={"required": missing},
    )


class PersonForm(forms.Form):
    """The short form: who, when born, how to reach."""

    given_name = _text("Given name", 80, required=True, missing="Write the patient's given name.")
    family_name = _text("Family name", 80, required=True, missing="Write the patient's family name.")
    birth_date = DayField(label="Birth date", error_messages={"required": "Write the patient's birth date."})
    phone = _text("Phone", 40, type="tel", inputmode="tel")
    email = forms.EmailField(
        label="E-mail",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "An e-mail address looks like name@example.org. Check it, or leave it empty."},
    )
    preferred_channel = forms.ChoiceField(label="Reach them by", choices=Channel.choices, initial=Channel.PHONE)
    language = forms.ChoiceField(label="Language", choices=LANGUAGES, initial="en")

    def profile(self) -> Profile:
        """Give what was typed as a profile."""
        return Profile(**self.cleaned_data)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, or above the form."""
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal.text)


class DetailsForm(PersonForm):
    """The whole profile."""

    preferred_name = _text("Likes to be called", 80)
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)
    address = forms.CharField(label="Address", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    guardian_name = _text("Parent or guardian", 160)
    guardian_phone = _text("Their phone", 40, type="tel", inputmode="tel")
    guarantor = _text(
        "Relative who answers for the account",
        160,
        list="relatives",
        placeholder="Name or chart number; empty: the patient",
    )
    notes = forms.CharField(label="Notes for the team", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @staticmethod
    def filled(patient: Patient) -> dict[str, Any]:
        """Give the values of a patient as the form shows them."""
        names = [
            *PersonForm.base_fields,
            "preferred_name",
            "sex",
            "address",
            "guardian_name",
            "guardian_phone",
            "notes",
        ]
        relative = patient.guarantor
        told = f"{relative.given_name} {relative.family_name}, No. {relative.chart_number}" if relative else ""
        return {name: getattr(patient, name) for name in names} | {"guarantor": told}


class InterviewForm(forms.Form):
    """What the patient said in the talk before planning."""

    complaint = forms.CharField(
        label="Why have they come?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In the patient's own words; the case begins with them.",
    )
    goals = forms.CharField(label="What do they hope for?", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    budget = forms.DecimalField(label="Can spend in all", required=False, max_digits=10, decimal_places=2)
    budget_monthly = forms.DecimalField(label="Can spend a month", required=False, max_digits=10, decimal_places=2)
    anxiety = forms.ChoiceField(
        label="How do they feel about treatment?",
        choices=[(value, label) for value, label in Anxiety.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    fears = forms.CharField(label="What worries them?", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    times_note = _text("About times", 200, placeholder="Not before 10; school pick-up at 3")
    dental_history = forms.CharField(
        label="Dental history",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Last visit, earlier treatment, what went well and what did not.",
    )
    habits = forms.CharField(label="Habits", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def said(self, *, wishes: tuple[str, ...], times: tuple[str, ...]) -> Said:
        """Give what was said as the action takes it."""
        return Said(**self.cleaned_data, wishes=wishes, times=times)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, or above the form."""
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal.text)

    @staticmethod
    def filled(last: Interview | None) -> dict[str, Any]:
        """Give the last interview as the form shows it."""
        if last is None:
            return {"anxiety": Anxiety.NOT_ASKED}
        return {name: getattr(last, name) for name in InterviewForm.base_fields}


def half_days() -> tuple[tuple[str, str], ...]:
    """List the half days of the week with their names."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    words = {"am": "morning", "pm": "afternoon"}
    return tuple(
        (f"{day} {half}", f"{name} {words[half]}") for day, name in zip(DAYS, names, strict=True) for half in HALF_DAYS
    )


def amount(value: Decimal | None) -> str:
    """Write a sum as a field shows it."""
    return "" if value is None else f"{value:f}"
