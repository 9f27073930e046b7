"""The forms of the day book: another time for an appointment, and a new one."""

import re
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.patients.queries import find
from arcada.practice.models import Chair, Membership, Provider
from arcada.schedule.actions.appointments import LONGEST, Slot
from arcada.schedule.models import Appointment, Kind

SHORTEST = 5
NUMBER = re.compile(r"No\.\s*(\S+)\s*$")


class MoveForm(forms.Form):
    """Day, time, length, provider and chair."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Write the day as 2026-11-24."},
    )
    time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
        error_messages={"required": "Choose a time.", "invalid": "Write the time as 14:30."},
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={"required": "Say how long it takes.", "invalid": "Minutes are a number, such as 40."},
    )
    provider = forms.ChoiceField(label="With")
    chair = forms.ChoiceField(label="Chair")

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        """Offer who works here and the chairs in use."""
        super().__init__(*args, **kwargs)
        self.zone = zone
        provider, chair = (cast(forms.ChoiceField, self.fields[name]) for name in ("provider", "chair"))
        provider.choices = [(str(one.pk), one.name) for one in Provider.objects.filter(active=True)]
        chair.choices = [(str(one.pk), one.name) for one in Chair.objects.filter(active=True)]

    @staticmethod
    def filled(row: Appointment, zone: ZoneInfo) -> dict[str, Any]:
        """The values of an appointment as it stands."""
        start = row.starts_at.astimezone(zone)
        return {
            "day": start.date(),
            "time": start.time(),
            "minutes": int((row.ends_at - row.starts_at).total_seconds() // 60),
            "provider": str(row.provider_id),
            "chair": str(row.chair_id),
        }

    def slot(self) -> Slot:
        """The place that was chosen."""
        told = self.cleaned_data
        return Slot(
            Provider.objects.get(pk=told["provider"]),
            Chair.objects.get(pk=told["chair"]),
            datetime.combine(told["day"], told["time"], self.zone),
            told["minutes"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, or above the form."""
        where = {"starts_at": "time"}.get(refusal.where, refusal.where)
        self.add_error(where if where in self.fields else None, refusal.text)


class BookForm(MoveForm):
    """A new appointment: for whom, what, and the place in the day book."""

    patient = forms.CharField(
        label="Patient",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-patients"}),
        error_messages={"required": "Write the patient's name or chart number."},
    )
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices)
    title = forms.CharField(
        label="What is done",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a few words what is done, such as 'Cleaning'."},
    )
    field_order = ("patient", "kind", "title", "day", "time", "minutes", "provider", "chair")

    def patient_row(self, member: Membership) -> Patient | Refusal:
        """The patient who is meant: the chart number decides where a name fits several."""
        typed = self.cleaned_data["patient"]
        numbered = NUMBER.search(typed)
        rows = list(find(member, numbered[1] if numbered else typed)[:2])
        exact = [row for row in rows if row.chart_number == (numbered[1] if numbered else typed.strip())]
        rows = exact or rows
        if len(rows) == 1:
            return rows[0]
        what = "More than one patient fits" if rows else "No patient fits"
        return Refusal("which_patient", f"{what} '{typed}'. Write the chart number, such as No. 1034.", "patient")
