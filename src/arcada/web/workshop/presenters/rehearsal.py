"""A rehearsal in words: counts first, then each case that differs with its tiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from arcada.cases.models import PlanVersion
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, count, money, teeth
from arcada.interop.knowledge import load_library
from arcada.practice.models import Membership, Rehearsal
from arcada.web.shell.page import voice_of

TIERS = {"premium": "Premium", "balanced": "Balanced", "economy": "Economy"}
PLACES = {"mouth": "whole mouth", "upper_arch": "upper jaw", "lower_arch": "lower jaw"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure before and after; `up` where it grew."""

    name: str
    was: str
    now: str
    up: bool


@dataclass(frozen=True, slots=True)
class TierLine:
    """What differs in one tier."""

    tier: str
    figures: tuple[Figure, ...]
    swapped: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case that differs."""

    patient: str
    patient_id: UUID
    case: int
    state: str
    text: str
    tiers: tuple[TierLine, ...]


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """How far it is, the counts, the cases that differ."""

    id: UUID
    name: str
    title: str
    version: int | None
    done: int
    of: int
    same: int
    differ: int
    refused: int
    planned: int
    cases: tuple[CaseLine, ...]

    @property
    def going(self) -> bool:
        """Whether there are cases left to replay."""
        return self.done < self.of

    @property
    def sentence(self) -> str:
        """The result in a sentence."""
        if not self.differ + self.refused + self.planned:
            return f"None of {count(self.done, 'plan')} would differ."
        told = [f"{self.differ} would differ"] if self.differ else []
        told += [f"{self.refused} could not be planned any more"] if self.refused else []
        told += [f"{self.planned} could be planned again"] if self.planned else []
        rest = f"; {self.same} stay as they are" if self.same else ""
        return f"Of {count(self.done, 'plan')} {', '.join(told)}{rest}."


def rehearsal_page(
    member: Membership, row: Rehearsal, *, version: int | None, sees_chart: bool, sees_price: bool
) -> RehearsalPage:
    """The rehearsal as its page shows it; lines of treatment only to who may read charts, sums to who sees prices."""
    voice = voice_of(member.practice)
    states = [one["state"] for one in row.results]
    differing = [one for one in row.results if one["state"] != "same"]
    rows = PlanVersion.objects.filter(practice_id=member.practice_id).defer("answer").select_related("case__patient")
    versions = rows.in_bulk([one["version"] for one in differing])
    sight = Sight(voice, sees_chart=sees_chart, sees_price=sees_price)
    return RehearsalPage(
        id=row.pk,
        name=row.protocol,
        title=load_library().protocols[row.protocol].title,
        version=version,
        done=len(row.results),
        of=len(row.sought),
        same=states.count("same"),
        differ=states.count("differs"),
        refused=states.count("refused"),
        planned=states.count("planned"),
        cases=tuple(_case(versions[UUID(one["version"])], one, sight) for one in differing),
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """How figures are written, and what of a plan this member sees."""

    voice: Voice
    sees_chart: bool
    sees_price: bool


def _case(version: PlanVersion, told: Mapping[str, Any], sight: Sight) -> CaseLine:
    patient = version.case.patient
    terms = {one["fid"]: one["finding"] for one in version.inputs["case"]["findings"]}
    return CaseLine(
        patient=f"{patient.given_name} {patient.family_name}",
        patient_id=patient.pk,
        case=version.case.number,
        state=told["state"],
        text=told.get("text", ""),
        tiers=tuple(_tier(one, terms, sight) for one in told["tiers"]),
    )


def _tier(told: Mapping[str, Any], terms: Mapping[str, str], sight: Sight) -> TierLine:
    if not sight.sees_chart:
        return TierLine(TIERS[told["tier"]], tuple(_figures(told, sight)), (), (), (), ())
    swapped = tuple((_lines(old, sight), _lines(new, sight)) for old, new in told["swapped"])
    return TierLine(
        tier=TIERS.get(told["tier"], told["tier"]),
        figures=tuple(_figures(told, sight)),
        swapped=swapped,
        added=tuple(_line(one, sight) for one in told["added"]),
        removed=tuple(_line(one, sight) for one in told["removed"]),
        others=tuple(_others(told, terms)),
    )


def _figures(told: Mapping[str, Any], sight: Sight) -> list[Figure]:
    found = []
    if sight.sees_price:
        found.append(_figure("price", told["price"], lambda one: money(one, sight.voice)))
    found.append(_figure("visits", told["visit_count"], str))
    found.append(_figure("days", told["last_day"], str))
    found.append(_figure("minutes in the chair", told["chair_minutes"], str))
    return [one for one in found if one is not None]


def _figure(name: str, values: Sequence[Any], words: Any) -> Figure | None:
    was, now = values
    if was == now:
        return None
    told = ["none" if one is None else words(one) for one in values]
    return Figure(name, told[0], told[1], up=was is not None and now is not None and float(now) > float(was))


def _lines(items: Sequence[Mapping[str, Any]], sight: Sight) -> str:
    return "; ".join(_line(one, sight) for one in items)


def _line(item: Mapping[str, Any], sight: Sight) -> str:
    known = load_library().procedures.get(item["procedure"])
    name = known.name if known else item["procedure"].replace("_", " ")
    numbers = [one for one in item["where"] if is_tooth(one)]
    places = [PLACES.get(one, one) for one in item["where"] if not is_tooth(one)]
    where = ", ".join([*places, *([teeth(numbers, sight.voice)] if numbers else [])])
    return f"{name}, {where}" if where else name


def _others(told: Mapping[str, Any], terms: Mapping[str, str]) -> list[str]:
    found = []
    if told["moved"]:
        found.append(f"{count(told['moved'], 'line')} in another visit")
    if told["repriced"]:
        found.append(f"{count(len(told['repriced']), 'line')} at another price")
    found += [f"Left: {terms.get(one['finding'], one['finding'])}. {one['text']}" for one in told["left"]]
    found += [f"Now answered: {terms.get(one['finding'], one['finding'])}" for one in told["taken_up"]]
    found += [f"May come: {one}" for one in told["may_come"]]
    found += [f"No longer foreseen: {one}" for one in told["may_not_come"]]
    return found
