"""Which events are wanted: of whom, about which patient, on which days, of which kind."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet

from arcada.audit.models import Event
from arcada.patients.models import Patient
from arcada.patients.queries import find
from arcada.patients.queries import visible_to as patients_of
from arcada.practice.models import Membership
from arcada.practice.queries import visible_to
from arcada.web.people.forms.providers import DayField
from arcada.web.people.forms.refusing import words
from arcada.web.trail.words import verb_label

LATELY = 5000  # verbs are offered from so many events; a rarer one can still be read in the list
GLASS = "broke_glass"
SYSTEM = "system"
KINDS = (("", "Acts and readings"), ("write", "Acts"), ("read", "Readings"), (GLASS, "Opened outside the role"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; empty fields ask for everything."""

    person: str = ""
    patient: Patient | None = None
    first: date | None = None
    last: date | None = None
    kind: str = ""
    verb: str = ""

    def told(self) -> dict[str, str]:
        """Say what was asked for, as the audit keeps it."""
        given = {
            "person": self.person,
            "first": self.first,
            "last": self.last,
            "kind": self.kind,
            "verb": self.verb,
        }
        return {name: str(value) for name, value in given.items() if value}


class FilterForm(forms.Form):
    """The filter above the list."""

    person = forms.ChoiceField(label="Who", required=False)
    patient = words("Patient", 80, type="search", placeholder="Name or chart number")
    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    verb = forms.ChoiceField(label="What was done", required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        """Offer the people of the practice, those who left too, and what was done lately."""
        super().__init__(*args, **kwargs)
        self.member = member
        people = visible_to(member, Membership).select_related("user").order_by("-active", "user__name")
        who: Any = self.fields["person"]
        who.choices = [
            ("", "Everybody"),
            *((str(row.pk), f"{row.user}{'' if row.active else ', ended'}") for row in people),
            (SYSTEM, "Arcada itself"),
        ]
        lately = visible_to(member, Event).order_by("-recorded_at").values_list("verb", flat=True)[:LATELY]
        done: Any = self.fields["verb"]
        done.choices = [
            ("", "Anything"),
            *sorted({(verb, verb_label(verb)) for verb in lately}, key=lambda one: one[1]),
        ]

    def clean_patient(self) -> Patient | None:
        """Find the patient that is meant; one and only one must fit."""
        typed = self.cleaned_data["patient"].strip()
        if not typed:
            return None
        numbered = patients_of(self.member).filter(chart_number__iexact=typed).first()
        found = [numbered] if numbered else list(find(self.member, typed, archived=True)[:2])
        if len(found) == 1:
            return found[0]
        what = "No patient fits" if not found else "More than one patient fits"
        raise forms.ValidationError(f"{what} '{typed}'. Write the chart number.")

    def clean(self) -> dict[str, Any]:
        """Ask about days in the wrong order."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", f"{last} is before {first}.")
        return given

    def wanted(self) -> Wanted:
        """Give what is asked for."""
        return Wanted(**self.cleaned_data)


def events(member: Membership, wanted: Wanted) -> QuerySet[Event]:
    """List the events that are wanted, the newest first."""
    zone = ZoneInfo(member.practice.time_zone)
    rows = visible_to(member, Event).order_by("-at", "-id")
    if wanted.person:
        rows = rows.filter(member_id=None if wanted.person == SYSTEM else UUID(wanted.person))
    if wanted.patient:
        rows = rows.filter(patient_id=wanted.patient.pk)
    if wanted.first:
        rows = rows.filter(at__gte=_morning(wanted.first, zone))
    if wanted.last:
        rows = rows.filter(at__lt=_morning(wanted.last + timedelta(days=1), zone))
    if wanted.kind:
        rows = rows.filter(verb=GLASS) if wanted.kind == GLASS else rows.filter(kind=wanted.kind)
    return rows.filter(verb=wanted.verb) if wanted.verb else rows


def older_than(rows: QuerySet[Event], member: Membership, key: str) -> QuerySet[Event]:
    """Go on after the event with this key; an unknown one begins anew."""
    try:
        last = visible_to(member, Event).filter(pk=UUID(key)).first()
    except ValueError:
        last = None
    return rows.filter(Q(at__lt=last.at) | Q(at=last.at, id__lt=last.pk)) if last else rows


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
