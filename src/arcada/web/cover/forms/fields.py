"""Fields that the forms of coverage share: a day, an amount as it is typed in the practice's country."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.patients.queries import read_date
from arcada.web.people.amounts import read_amount

LONGEST = 20


class DayField(forms.Field):
    """A day, typed in any of the usual spellings or picked from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """Read the day; the 29th of February of a year without one is told as such."""
        if not value or isinstance(value, date):
            return value or None
        read = read_date(str(value))
        if read is None:
            text = f"'{value}' does not read as a day. Write it as 17 May 2026 or 2026-05-17."
            raise ValidationError(text)
        return read


class AmountField(forms.Field):
    """An amount of money, or nothing; the form says in which voice it is read."""

    voice = Voice()

    def to_python(self, value: Any) -> Any:
        """Read the amount; a formula or a word is refused with a sentence."""
        typed = str(value or "").strip()[:LONGEST]
        if not typed:
            return None
        if typed.startswith("-"):
            raise ValidationError("An amount cannot be less than nothing.")
        read = read_amount(typed, self.voice)
        if isinstance(read, Refusal):
            raise ValidationError(read.text)
        return Decimal(read)


def amount(label: str, hint: str = "") -> AmountField:
    """Draw a field for an amount."""
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    return AmountField(label=label, required=False, help_text=hint, widget=forms.TextInput(attrs=attrs))


def day(label: str, hint: str = "") -> DayField:
    """Draw a field for a day."""
    return DayField(label=label, required=False, help_text=hint)
