"""The filter of the report: from which day, to which day, of whom."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from arcada.cases.deviations import Period
from arcada.practice.models import Membership, Role

LATELY = timedelta(days=90)  # a quarter. source: judgement
LONGEST = timedelta(days=3660)
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)  # days near the ends of the calendar have no neighbours


class PeriodForm(forms.Form):
    """Which departures are wanted; without days the last quarter."""

    first = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    by = forms.ChoiceField(label="Clinician", required=False)

    def __init__(self, *args: object, member: Membership, today: date, **kwargs: object) -> None:
        """Offer the dentists of the practice."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rows = Membership.objects.filter(practice_id=member.practice_id, role=Role.DENTIST).select_related("user")
        people = sorted((str(row.user), str(row.pk)) for row in rows)
        self.fields["by"].choices = [("", "Everybody"), *((key, name) for name, key in people)]  # type: ignore[attr-defined]
        self.zone = ZoneInfo(member.practice.time_zone)
        self.today = today

    def clean(self) -> dict[str, object]:
        """Fill in the last quarter; keep the days in order."""
        cleaned = super().clean() or {}
        for name in ("first", "last"):
            if cleaned.get(name) and not EARLIEST <= cleaned[name] <= LATEST:
                self.add_error(name, "Choose a day of this century or the last.")
                cleaned.pop(name, None)
        last = cleaned.get("last") or self.today
        first = cleaned.get("first") or last - LATELY
        if first > last:
            self.add_error("first", "The first day lies after the last one. Swap them.")
        elif last - first > LONGEST:
            self.add_error("first", "That is more than ten years. Choose fewer days.")
        return cleaned | {"first": first, "last": last}

    def period(self) -> Period:
        """Give the period; an unclear form gives the last quarter."""
        if not self.is_valid():
            return Period(first=self.today - LATELY, last=self.today, zone=self.zone)
        told = self.cleaned_data
        by = UUID(told["by"]) if told["by"] else None
        return Period(first=told["first"], last=told["last"], zone=self.zone, by=by)
