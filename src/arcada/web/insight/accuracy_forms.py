"""The filter of the page on estimates, and the decision on a proposal."""

from datetime import date, timedelta
from uuid import UUID

from django import forms

from arcada.core.kernel import Refusal
from arcada.insurance.models import LessonDecision, Payer
from arcada.practice.models import Membership
from arcada.web.insight.forms import EARLIEST, LATEST

LATELY = timedelta(days=365)  # a year of answers tells more than a quarter. source: judgement


class AccuracyForm(forms.Form):
    """Which services are looked at; without days those of the last year."""

    first = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    payer = forms.ChoiceField(label="Payer", required=False)

    def __init__(self, *args: object, member: Membership, today: date, **kwargs: object) -> None:
        """Offer the payers of the practice."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rows = Payer.objects.filter(practice_id=member.practice_id).order_by("name").values_list("pk", "name")
        self.fields["payer"].choices = [("", "All payers"), *((str(key), name) for key, name in rows)]  # type: ignore[attr-defined]
        self.today = today

    def clean(self) -> dict[str, object]:
        """Fill in the last year; keep the days in order."""
        cleaned = super().clean() or {}
        for name in ("first", "last"):
            if cleaned.get(name) and not EARLIEST <= cleaned[name] <= LATEST:
                self.add_error(name, "Choose a day of this century or the last.")
                cleaned.pop(name, None)
        last = cleaned.get("last") or self.today
        first = cleaned.get("first") or last - LATELY
        if first > last:
            self.add_error("first", "The first day lies after the last one. Swap them.")
        return cleaned | {"first": first, "last": last}

    def wanted(self) -> tuple[date, date, UUID | None]:
        """Give first day, last day and payer; an unclear form gives the last year of all payers."""
        if not self.is_valid():
            return self.today - LATELY, self.today, None
        told = self.cleaned_data
        return told["first"], told["last"], UUID(told["payer"]) if told["payer"] else None


class DecideForm(forms.Form):
    """What a person decides about a proposal."""

    plan = forms.UUIDField()
    code = forms.CharField(max_length=20)
    kind = forms.CharField(max_length=80)
    decision = forms.ChoiceField(choices=LessonDecision.choices)
    reason = forms.CharField(label="Why not", max_length=300, required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)

    def sentence(self, refusal: Refusal | None = None) -> str:
        """Say what is wrong, in one sentence."""
        if refusal is not None:
            return refusal.text
        return "The proposal could not be read. Load the page again and decide on it there."
