"""What changed for the patient: two kept estimates beside each other, in sentences.

Visit 5 was moved from 14 Dec 2026 to 12 Jan 2027.        the patient pays 967.50 less
    Crown on an implant, 19    1,985.00 -> 1,017.50       moved into 2027: a new yearly maximum, a new deductible
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from arcada.cases.models import Alternative
from arcada.display.phrases import Voice, money
from arcada.insurance.actions.renew import CAUGHT_UP, FIRST, PRESENTED, changes_between, figures_of
from arcada.insurance.estimating_changes import LineChange
from arcada.insurance.models import Estimate
from arcada.web.estimate.presenters.words import between, said
from arcada.web.plan.presenters.shown import Shown

STAYS = timedelta(days=30)
QUIET = (FIRST, PRESENTED, CAUGHT_UP)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line whose share is another one now."""

    title: str
    before: str
    after: str
    why: str
    dearer: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: what happened, what it means for the patient, line by line."""

    number: int
    at: datetime
    by: str
    what: str
    means: str
    before: str
    after: str
    kind: str
    lines: tuple[ChangedLine, ...]


def latest(alternative: Alternative, shown: Shown, now: datetime) -> Changed | None:
    """The newest change, as long as it is news; nothing where the last row is a first or a presented one."""
    found = history(alternative, shown, most=2)
    if not found or found[0].kind == "quiet" or now - found[0].at > STAYS:
        return None
    return found[0]


def history(alternative: Alternative, shown: Shown, *, most: int = 50) -> tuple[Changed, ...]:
    """All changes, the newest first."""
    kept = list(Estimate.objects.filter(alternative=alternative).select_related("made_by__user")[: most + 2])
    items = {one.item: one for one in alternative.items.all()}
    names = {key: shown.line({"procedure": one.procedure, "where": one.where}) for key, one in items.items()}
    found = []
    for rank, row in enumerate(kept[:most]):
        before = kept[rank + 1] if rank + 1 < len(kept) else None
        earlier = kept[rank + 2] if rank + 2 < len(kept) else None
        found.append(changed(row, before, names, shown.voice, earlier=earlier))
    return tuple(found)


def changed(
    row: Estimate, before: Estimate | None, names: dict[str, str], voice: Voice, *, earlier: Estimate | None = None
) -> Changed:
    """One kept estimate beside the one before it."""
    lines = changes_between(before, row)
    return Changed(
        number=row.number,
        at=row.made_at,
        by=str(row.made_by.user) if row.made_by else "",
        what=row.cause_text,
        means=meaning(before, row, voice, back=_is_back(row, before, earlier)),
        before=between(before.low, before.high, voice) if before else "",
        after=between(row.low, row.high, voice),
        kind=_kind(row, before),
        lines=tuple(_line(one, names, voice) for one in lines),
    )


def meaning(before: Estimate | None, row: Estimate, voice: Voice, *, back: bool = False) -> str:
    """'The patient pays $967.50 less', in a few words."""
    if before is None:
        return "The first estimate of this plan."
    if back:
        return "The estimate is what it was before the last change."
    if (before.low, before.high) == (row.low, row.high):
        return "The patient's total is the same; what each line costs is not."
    if before.low != before.high or row.low != row.high:
        return (
            f"The patient pays {between(row.low, row.high, voice)}, before {between(before.low, before.high, voice)}."
        )
    difference = row.patient_pays - before.patient_pays
    return f"The patient pays {money(abs(difference), voice)} {'more' if difference > 0 else 'less'} than before."


def _is_back(row: Estimate, before: Estimate | None, earlier: Estimate | None) -> bool:
    return before is not None and earlier is not None and figures_of(row.answer) == figures_of(earlier.answer)


def _kind(row: Estimate, before: Estimate | None) -> str:
    if before is None or row.cause in QUIET:
        return "quiet"
    return "warn" if row.patient_pays > before.patient_pays else "good"


def _line(one: LineChange, names: dict[str, str], voice: Voice) -> ChangedLine:
    return ChangedLine(
        title=names.get(one.item, one.item),
        before=_amount(one.before, voice),
        after=_amount(one.after, voice),
        why=said(sentence(one.reasons), voice),
        dearer=one.difference > 0,
    )


def sentence(reasons: Sequence[str]) -> str:
    """The reasons as one sentence: 'moved into 2027: a new yearly maximum, a new deductible'."""
    if not reasons:
        return "other figures are known now"
    first, *rest = reasons
    if not rest:
        return first
    return f"{first}: {', '.join(rest)}" if first.startswith("moved") else ", ".join(reasons)


def _amount(amount: Decimal | None, voice: Voice) -> str:
    return "\N{EN DASH}" if amount is None else money(amount, voice, exact=True)
