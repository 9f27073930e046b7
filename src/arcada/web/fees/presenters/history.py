"""A fee through time, with who set it; and a list as rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from arcada.audit.models import Event
from arcada.core.kernel import money as cents
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.fee_export import Exported
from arcada.interop.knowledge import load_library
from arcada.practice.access import Member
from arcada.practice.fees import holding_on
from arcada.practice.models import ClinicCode, Fee, FeeSchedule
from arcada.practice.queries import visible_to
from arcada.web.fees.presenters.lists import days_of

MOST_EVENTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An amount with its days; `change` is the step from the one before, in percent."""

    amount: str
    days: str
    change: str
    now: bool
    to_come: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who set it when, from the audit."""

    when: str
    who: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The latest first."""

    spans: Sequence[Span]
    deeds: Sequence[Deed]


def fee_history(rows: Sequence[Fee], schedule: FeeSchedule, voice: Voice, today: date) -> History:
    """Lay a fee out through time."""
    ordered = sorted(rows, key=lambda row: row.begins or date.min)
    spans = [_span(row, before, voice, today) for before, row in zip([None, *ordered], ordered, strict=False)]
    return History(spans=tuple(reversed(spans)), deeds=_deeds(rows, schedule, voice))


def _span(row: Fee, before: Fee | None, voice: Voice, today: date) -> Span:
    step = cents(100 * (row.amount - before.amount) / before.amount) if before and before.amount else None
    return Span(
        amount=phrases.money(row.amount, voice, exact=True),
        days=days_of(row.begins, row.ends, voice),
        change="" if step is None else percent(step),
        now=(row.begins is None or row.begins <= today) and (row.ends is None or today <= row.ends),
        to_come=bool(row.begins and row.begins > today),
    )


def percent(step: object) -> str:
    """A change as people say it: '+4.5 %', '−10 %'."""
    text = f"{step:+.1f}".removesuffix(".0")
    return f"{text.replace('-', phrases.MINUS)} %"


def _deeds(rows: Sequence[Fee], schedule: FeeSchedule, voice: Voice) -> tuple[Deed, ...]:
    ids = [str(row.pk) for row in rows]
    events = Event.objects.filter(practice_id=schedule.practice_id, noun="fee", noun_id__in=ids, kind="write")
    said = []
    for event in events.order_by("-at")[:MOST_EVENTS]:
        detail = event.detail
        amount, before = (
            phrases.money(detail[one], voice, exact=True) if detail.get(one) else "" for one in ("amount", "before")
        )
        words = f"{before or 'no fee'} to {amount or 'no fee'}"
        said.append(Deed(when=phrases.moment(event.at, voice, style="year"), who=event.who, said=words))
    return tuple(said)


def exported(member: Member, schedule: FeeSchedule, on: date) -> tuple[Exported, ...]:
    """The list of a day as rows of a file: one for each of the clinic's codes, else one for the procedure."""
    fees = {row.procedure: row for row in visible_to(member, Fee).filter(holding_on(on), schedule=schedule)}
    codes: dict[str, list[ClinicCode]] = {}
    for code in visible_to(member, ClinicCode).filter(gives_fee=True).exclude(procedure=""):
        codes.setdefault(code.procedure, []).append(code)
    found = []
    for procedure in sorted(load_library().procedures.values(), key=lambda one: (one.family, one.name)):
        own = codes.get(procedure.id, ())
        named = [(code.code, code.name or procedure.name) for code in own] or [("", procedure.name)]
        found += [_exported(code, name, procedure.id, fees.get(procedure.id), schedule) for code, name in named]
    return tuple(found)


def _exported(code: str, name: str, procedure: str, fee: Fee | None, schedule: FeeSchedule) -> Exported:
    return Exported(
        code=code,
        name=name,
        procedure=procedure,
        amount=fee.amount if fee else None,
        begins=fee.begins if fee else None,
        ends=fee.ends if fee else None,
        currency=schedule.currency,
    )
