"""The main job on a fresh patient, by the same acts as on the pages: chart, plan, present, sign, book.

Each act is a transaction of its own, as a click is.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from arcada.cli.demo.courses import Course, Team
from arcada.cli.demo.house import house_of
from arcada.cli.demo.journeys import BEFORE_TALK, BOOKED, SIGNED, Ticks
from arcada.cli.demo.names import FAMILIES, WOMEN
from arcada.cli.demo.sample import closed, taken
from arcada.cli.demo.stories import FRESH
from arcada.cli.demo.sure import sure
from arcada.cli.demo.talks import Talks, arrange
from arcada.display.phrases import Voice, duration, moment, money

if TYPE_CHECKING:
    from arcada.cases.models import PlanVersion, SignedDocument
    from arcada.patients.models import Patient
    from arcada.practice.models import Practice
    from arcada.schedule.models import Appointment

FOLDER = "demo"
BORN = timedelta(days=43 * 365)
Within = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of the main job, in lines."""

    lines: tuple[str, ...]


def main_job(practice_id: UUID, now: datetime) -> Done:
    """Do it for somebody who was never here before."""
    from django.conf import settings

    from arcada.store.tenancy import in_practice

    within = partial(in_practice, practice_id)
    with within():
        house = house_of(practice_id)
        practice = house.owner.practice
        team = Team(house, now, Ticks(house))
        course = _first_exam(team, _fresh_patient(team, now.date()))
        patient = course.patient
    with within():
        case = team.begin(course)
    with within():
        version = team.compile(case, now)
        told = _plans(version, _voice(practice))
        team.ticks.say(course.dice(), case, BEFORE_TALK[:1], now)
        team.review(course.dice(), version, now)
    with within():
        proposal = team.present(version, "balanced", now)
        team.talked(course, case, now)
    with within():
        chosen = team.accept(proposal, now)
    with within():
        path = _kept(team.sign(proposal, now), patient, Path(settings.HOME) / FOLDER)
    with within():
        booked = _visits(team.book(chosen, now), practice)
        team.ticks.say(course.dice(), case, (*SIGNED, *BOOKED), now)
        team.ticks.write(now)
    who = f"{patient.given_name} {patient.family_name} (chart number {patient.chart_number})"
    found = f"{who}: {len(FRESH.seen)} findings charted, three plans compiled."
    return Done((found, *told, f"Presented, accepted and signed: the {chosen.tier} plan.", f"  {path}", *booked))


def _fresh_patient(team: Team, today: date) -> "Patient":
    """Somebody new; each run takes the next name, so that nobody is taken for somebody known."""
    from arcada.patients.actions import register_patient, take_history
    from arcada.patients.actions.profile import Profile
    from arcada.patients.actions.take_history import Told
    from arcada.patients.models import Patient

    n = Patient.objects.count()
    profile = Profile(
        given_name=WOMEN[n * 7 % len(WOMEN)],
        family_name=FAMILIES[n * 11 % len(FAMILIES)],
        birth_date=today - BORN,
        sex="female",
        phone=f"(872) 555-01{n % 100:02}",
        notes="Made by the demo to do the main job on.",
    )
    desk = team.house.member("desk")
    rang = team.now - timedelta(days=7)  # a week before the examination
    patient = sure(register_patient(by=desk, at=rang, profile=profile, another_person=True))
    told = Told(growth_complete=True, asa=1, allergies=("penicillin",))
    dentist = team.house.member("dentist")
    sure(take_history(by=dentist, at=rang, patient=patient, told=told, expected_number=0))
    return patient


def _first_exam(team: Team, patient: "Patient") -> Course:
    """The examination that was held just now, or at the last free hour of the dentist before."""
    talks = Talks(team.house, closed(), taken(), ZoneInfo(team.house.owner.practice.time_zone), team.now)
    course = Course(patient, FRESH, "booked", team.now, "balanced")
    return arrange(talks, [course], 0, discuss=False)[0]


def _voice(practice: "Practice") -> Voice:
    return Voice(currency=practice.currency, country=practice.country, zone=ZoneInfo(practice.time_zone))


def _plans(version: "PlanVersion", voice: Voice) -> list[str]:
    """The three alternatives with what tells them apart."""
    answer: Mapping[str, Any] = version.answer
    told = []
    for one in answer["alternatives"]:
        price = money(one["price"], voice) if one["price"] is not None else "no fee"
        short = "" if one.get("price_complete", True) else ", and what has no fee"
        visits, weeks = len(one["visits"]), -(-one["last_day"] // 7)
        told.append(f"  {one['tier']:<9} {price}{short}; {visits} visits in {weeks} weeks")
    return told


def _kept(document: "SignedDocument", patient: "Patient", folder: Path) -> Path:
    """Write the sealed paper to a file, so that it can be opened; the database keeps the paper itself."""
    folder.mkdir(parents=True, exist_ok=True)
    content = bytes(document.content)
    path = folder / f"signed-{patient.chart_number}-{sha256(content).hexdigest()[:8]}.pdf"
    path.write_bytes(content)
    return path


def _visits(rows: "list[Appointment]", practice: "Practice") -> list[str]:
    """When, with whom, on which chair."""
    voice = _voice(practice)
    told = [
        f"  visit {row.visit.number if row.visit else ''}: {moment(row.starts_at, voice, style='year')}, "
        f"{duration((row.ends_at - row.starts_at).seconds // 60)}, {row.provider.name}, {row.chair.name}: {row.title}"
        for row in rows
    ]
    return [f"Booked: {len(rows)} visits.", *told]
