"""Whether a coverage can be true beside what is known of the patient and of their other coverages.

begins before birth                        refused: the day lies before the patient was born
two coverages of one plan at one time      refused: one person has one policy of a plan at a time
the patient depends on themselves          refused: circular
the child is older than the subscriber     refused: circular
29 February, benefit year from that day    asked about
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from arcada.core.kernel import Refusal
from arcada.insurance.models import BenefitPlan, Coverage, Relationship, Source
from arcada.insurance.sound_benefits import fault_of_year
from arcada.patients.models import Patient

EARLIEST, FURTHEST_YEARS = date(1900, 1, 1), 5  # source: judgement
LONGEST_CREDIT = 600  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One person under one plan for some time; `key` is the coverage that it would be, if there is one already."""

    patient: Patient
    plan: BenefitPlan
    subscriber: Patient | None
    subscriber_birth_date: date | None
    relationship: str
    begins: date | None
    ends: date | None
    key: object = None


def fault_of_span(span: Span, others: Iterable[Coverage], today: date) -> Refusal | None:
    """Say what cannot be true, and in which field."""
    return next(_faults(span, list(others), today), None)


def fault_of_verifying(on: date, source: str, today: date) -> Refusal | None:
    """Say why nobody can have verified it so."""
    if source not in Source.values:
        return Refusal("unknown_source", "Say how it was verified: telephone, website, file.", "source")
    if on > today:
        return Refusal("verified_later", "It cannot have been verified on a day to come.", "verified_on")
    return None


def _faults(span: Span, others: list[Coverage], today: date) -> Iterator[Refusal]:
    yield from _days(span, today)
    yield from _relation(span)
    year = fault_of_year(span.plan.benefits, span.begins)
    if year is not None:
        yield year
    for one in others:
        if one.pk != span.key and one.policy.plan_id == span.plan.pk and _overlap(span, one):
            text = (
                f"{span.plan} covers the patient already in that time"
                f"{f', from {one.begins:%d %b %Y}' if one.begins else ''}. Open that coverage, or end it first."
            )
            yield Refusal("overlapping_coverage", text, "begins")


def _days(span: Span, today: date) -> Iterator[Refusal]:
    if span.relationship not in Relationship.values:
        yield Refusal("unknown_relationship", "Say what the patient is to the subscriber.", "relationship")
    for name, day in (("begins", span.begins), ("ends", span.ends)):
        if day is None:
            continue
        if day < span.patient.birth_date:
            yield Refusal("before_birth", "The day lies before the patient was born.", name)
        if name == "begins" and not EARLIEST <= day <= date(today.year + FURTHEST_YEARS, 12, 31):
            yield Refusal("absurd_day", "The coverage cannot begin on that day. Check the year.", name)
    if span.begins and span.ends and span.ends < span.begins:
        yield Refusal("ends_before_it_begins", "The last day lies before the first one.", "ends")


def _relation(span: Span) -> Iterator[Refusal]:
    own = span.relationship == Relationship.SELF
    if own and span.subscriber is not None and span.subscriber.pk != span.patient.pk:
        text = "The policy is somebody else's: say whether the patient is spouse, child or another dependant."
        yield Refusal("not_the_subscriber", text, "relationship")
    if not own and span.subscriber is not None and span.subscriber.pk == span.patient.pk:
        text = "The patient holds this policy and cannot depend on themselves: choose 'subscriber'."
        yield Refusal("circular_dependence", text, "relationship")
    born = span.subscriber.birth_date if span.subscriber else span.subscriber_birth_date
    if span.relationship == Relationship.CHILD and born is not None and born >= span.patient.birth_date:
        text = "The subscriber is not older than the child. Check who holds the policy."
        yield Refusal("child_older_than_subscriber", text, "relationship")


def _overlap(span: Span, other: Coverage) -> bool:
    first = span.begins or EARLIEST
    last = span.ends or date.max
    return first <= (other.ends or date.max) and (other.begins or EARLIEST) <= last
