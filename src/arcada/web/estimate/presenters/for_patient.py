"""The estimate as a patient reads it: visit by visit, plain names, what is left to pay; no codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.cases.models import PlanItem
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, day, money, teeth_for_patient
from arcada.documents.words import Words, words
from arcada.insurance.estimating import EstimateNow
from arcada.insurance.question_lines import PlanLine
from arcada.patients.models import Patient
from arcada.web.estimate.presenters.sheet import payers_of
from arcada.web.estimate.presenters.words import between
from arcada.web.plan.presenters.shown import Shown

SEVERAL = 3


@dataclass(frozen=True, slots=True)
class PatientVisit:
    """One visit: when, what is done, what it costs, what the insurance pays, what is left."""

    number: int
    when: str
    booked: bool
    done: bool
    work: tuple[str, ...]
    cost: str
    insurance: str
    written_off: str
    you: str


@dataclass(frozen=True, slots=True)
class PatientLetter:
    """The whole: the visits and the sums, with the two or three sentences that explain them."""

    name: str
    visits: tuple[PatientVisit, ...]
    cost: str
    insurance: str
    written_off: str
    you: str
    sentences: tuple[str, ...]
    complete: bool
    insured: bool


def letter(now: EstimateNow, shown: Shown, patient: Patient) -> PatientLetter:
    """Write the estimate for a patient."""
    voice, language = shown.voice, words(patient.language)
    by_visit: dict[int, list[PlanLine]] = {}
    for line in now.asked.lines:
        by_visit.setdefault(line.item.last_visit, []).append(line)
    return PatientLetter(
        name=patient.preferred_name or patient.given_name,
        visits=tuple(_visit(now, number, lines, language, voice) for number, lines in sorted(by_visit.items())),
        cost=money(now.charge, voice),
        insurance=between(*now.insurers_range(), voice),
        written_off=money(now.write_off, voice) if now.write_off else "",
        you=between(now.low, now.high, voice),
        sentences=tuple(_sentences(now, voice)),
        complete=now.complete,
        insured=bool(now.asked.coverages),
    )


def _visit(now: EstimateNow, number: int, lines: Sequence[PlanLine], language: Words, voice: Voice) -> PatientVisit:
    told = [now.by_item[line.item.item] for line in lines]
    low, high = now.range_of({line.item.item for line in lines})
    on = max(line.on for line in lines)
    row = next((one for one in lines[0].item.alternative.visits.all() if one.number == number), None)
    off = sum(one.write_off for one in told)
    return PatientVisit(
        number=number,
        when=day(on, voice, style="full"),
        booked=row is not None and row.date is not None,
        done=row is not None and row.done_at is not None,
        work=tuple(dict.fromkeys(plain_work(line.item, language) for line in lines)),
        cost=money(sum(one.charge for one in told), voice),
        insurance=between(*now.insurers_range({line.item.item for line in lines}), voice),
        written_off=money(off, voice) if off else "",
        you=between(low, high, voice),
    )


def plain_work(item: PlanItem, language: Words) -> str:
    """What is done, with teeth in words."""
    found = [place for place in item.where if is_tooth(place)]
    told = f"{len(found)} teeth" if len(found) > SEVERAL else teeth_for_patient(found)
    return language.what(item.family, told, len(found))


def _sentences(now: EstimateNow, voice: Voice) -> Sequence[str]:
    payers = " and ".join(dict.fromkeys(payers_of(now).values()))
    found = []
    if payers:
        paid = between(*now.insurers_range(), voice)
        found.append(f"{payers} is expected to pay {paid}. The insurer decides only after each visit.")
    if now.write_off:
        found.append(f"Because of our contract with your insurer we do not charge {money(now.write_off, voice)}.")
    if not now.certain:
        found.append("Your share is given as a range, because your insurer has not told us everything yet.")
    found.append("If a visit moves, or something new is found, the figures may change. We will tell you first.")
    return found
