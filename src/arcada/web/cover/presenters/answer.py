"""A payer's electronic answer before it is taken: what it says, and what it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.answer_merge import general_used, merged
from arcada.insurance.meters import effective_benefits, standing_of
from arcada.insurance.models import Coverage
from arcada.insurance.plain_benefits import CELLS, typed_of
from arcada.insurance.plain_rows import AGES, LIMITS, NETWORKS, ROWS
from arcada.insurance.queries import unknown_of
from arcada.interop.fhir_eligibility import Eligibility
from arcada.web.cover.forms.plan import LABELS
from arcada.web.cover.presenters.open_questions import ROW_LABELS
from arcada.web.cover.presenters.plan_words import other_rules

NAMES = (
    {f"pays_{row.id}": f"{row.label}: the plan pays" for row in ROWS}
    | {f"wait_{row.id}": f"{row.label}: months to wait" for row in ROWS}
    | {f"often_{limit.id}": f"{limit.label}: how often" for limit in LIMITS}
    | {f"age_{age.id}": f"{age.label}: through age" for age in AGES}
    | dict(LABELS)
    | {"network": "This office is"}
)
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that would be another one afterwards."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """What an answer says."""

    day: str
    text: str
    in_force: bool | None
    period: str
    changes: Sequence[Change]
    other_changes: Sequence[str]
    aside: Sequence[str]
    ask_first: str
    may_take: bool


def answer_shown(coverage: Coverage, answer: Eligibility, voice: Voice, today: date) -> AnswerShown:
    """Put an answer into words, beside what is on record."""
    plan = coverage.policy.plan
    before = typed_of(effective_benefits(coverage), unknown_of(coverage))
    after_ = merged(plan.benefits, plan.unknown, answer.said)
    after = typed_of(after_.benefits, after_.unknown)
    changes = [
        Change(name=NAMES[name], before=_said(name, before), after=_said(name, after))
        for name in [*(cell.field for cell in CELLS), "network"]
        if before[name] != after[name]
    ]
    changes += _days(coverage, answer, voice) + _used(coverage, answer, voice, today)
    begins, ends = (phrases.day(one, voice, style="year") if one else "" for one in (answer.begins, answer.ends))
    return AnswerShown(
        day=phrases.day(answer.created, voice, style="year"),
        text=answer.text,
        in_force=answer.in_force,
        period=f"{begins} to {ends}" if begins and ends else begins,
        changes=changes,
        other_changes=_others(plan.benefits, after_.benefits),
        aside=answer.said.aside,
        ask_first=", ".join(ROW_LABELS.get(scope[4:], scope[4:].replace("_", " ")) for scope in answer.said.ask_first),
        may_take=answer.in_force is not False,
    )


def _said(name: str, typed: Mapping[str, str]) -> str:
    value = typed[name]
    if name == "network":
        return NETWORKS.get(value, UNKNOWN).lower()
    if value in ("", "?"):
        return UNKNOWN if name.startswith("pays_") or value == "?" else "none"
    if value == "no":
        return "not covered" if name.startswith("pays_") else "none"
    return f"{value} %" if name.startswith("pays_") else value


def _days(coverage: Coverage, answer: Eligibility, voice: Voice) -> list[Change]:
    found = []
    if coverage.begins is None and answer.begins is not None:
        first = phrases.day(answer.begins, voice, style="year")
        found.append(Change(name="Covered since", before=UNKNOWN, after=first))
    now = phrases.day(coverage.verified_on, voice, style="year") if coverage.verified_on else "never"
    then = phrases.day(answer.created, voice, style="year")
    return [*found, *([Change(name="Verified", before=now, after=then)] if now != then else [])]


def _used(coverage: Coverage, answer: Eligibility, voice: Voice, today: date) -> list[Change]:
    standing = standing_of(coverage, today)
    known = "accumulators" not in unknown_of(coverage)
    found = []
    for name, kind, told in (
        ("Used of the maximum this year", "maximum", general_used(answer.said.maximums)),
        ("Deductible met this year", "deductible", general_used(answer.said.deductibles)),
    ):
        meters = standing.meters if standing else ()
        now = next((one.used for one in meters if one.kind == kind and not one.scope and not one.family), None)
        if told is not None and (now != told or not known):
            before = phrases.money(now, voice) if now is not None and known else UNKNOWN
            found.append(Change(name=name, before=before, after=phrases.money(told, voice)))
    return found


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Say which rules the form cannot show come anew."""
    old = set(other_rules(dict(before)))
    return [one for one in other_rules(dict(after)) if one not in old]
