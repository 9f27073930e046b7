"""Fields that the forms of coverage share: a day, an amount as it is typed in the practice's country."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.web.intake.forms import DayField
from arcada.web.people.amounts import read_amount

LONGEST = 20


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
