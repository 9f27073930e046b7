"""One sentence about money after something moved: what the patient pays now, and why.

    Ivan pays $507.50 less than before: Metal-ceramic crown moved into 2027, a new yearly maximum.

Said only to those who see prices, and only where a figure changed in the very same moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from arcada.cases.models.plan import AlternativeState
from arcada.display.phrases import Voice, money
from arcada.insurance.actions.renew import CAUGHT_UP, FIRST, PRESENTED, changes_between
from arcada.insurance.models import Estimate
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.shell.rail import address

NEWS = timedelta(days=3)
QUIET = (FIRST, CAUGHT_UP, PRESENTED)


@dataclass(frozen=True, slots=True)
class News:
    """What moved the patient's share lately: what happened, what it means, where it is explained."""

    what: str
    means: str
    kind: str
    url: str


def share_moved(member: Membership, patient: Patient, at: datetime, voice: Voice) -> str:
    """What an action of this moment changed for the patient; nothing where no figure did."""
    if not may(member, Permission.READ_PRICE):
        return ""
    row = _newest(patient).filter(made_at=at).first()
    return _sentence(row, patient, voice) if row else ""


def news_of(member: Membership, patient: Patient, now: datetime, voice: Voice) -> News | None:
    """The newest change of the patient's share, while it is news."""
    if not may(member, Permission.READ_PRICE):
        return None
    row = _newest(patient).filter(made_at__gte=now - NEWS).first()
    means = _sentence(row, patient, voice) if row else ""
    if row is None or not means:
        return None
    kind = "warn" if " more than " in means else "good"
    return News(row.cause_text, means, kind, address("estimate:show", patient.pk))


def _newest(patient: Patient) -> QuerySet[Estimate]:
    """The estimates on record that something moved, what was accepted before what is offered."""
    rows = Estimate.objects.filter(alternative__case__patient=patient, current=True, number__gt=1)
    rows = rows.exclude(cause__in=QUIET).exclude(alternative__state=AlternativeState.RETIRED)
    return rows.select_related("alternative").order_by("alternative__state", "-made_at", "alternative__position")


def _sentence(row: Estimate, patient: Patient, voice: Voice) -> str:
    before = Estimate.objects.filter(alternative=row.alternative_id, number=row.number - 1).first()
    if before is None or row.patient_pays == before.patient_pays:
        return ""
    name = patient.preferred_name or patient.given_name
    difference = row.patient_pays - before.patient_pays
    told = f"{name} pays {money(abs(difference), voice)} {'more' if difference > 0 else 'less'} than before"
    reasons = next((one.reasons for one in changes_between(before, row) if one.moved and one.reasons), ())
    return f"{told}: {', '.join(reasons)}." if reasons else f"{told}."
