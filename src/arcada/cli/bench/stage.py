"""A practice of the size in the targets, on a cluster that is thrown away: what pages and papers are measured on.

Rows are written in bulk, but through the same roles and walls as in service; the charted case is made by the same
actions that people use. Every day and amount comes from a seed; only the week is today's.
"""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from arcada.cli.bench.measures.planning import case as case_of_15
from arcada.cli.bench.registry import NotMeasured
from arcada.core.kernel import Refusal

if TYPE_CHECKING:
    from arcada.cases.models import Case, PlanVersion, Proposal
    from arcada.patients.models import Patient
    from arcada.practice.models import Chair, Membership, Provider

PATIENTS, FUTURE_APPOINTMENTS = 20_000, 8_000
PROVIDERS, DAY_SLOTS = 6, 16
GIVEN = ("Ada", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Luca", "Mara")
FAMILY = ("Abel", "Berg", "Costa", "Dorn", "Egger", "Falk", "Grau", "Holm", "Ivers", "Jung", "Klee", "Lund", "Moser")
AT_END = ExitStack()
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Stage:
    """The practice, and the people and things that pages are about."""

    owner: "Membership"
    dentist: "Membership"
    provider: "Provider"
    patient: "Patient"
    case: "Case"
    version: "PlanVersion"
    proposal: "Proposal"


@contextmanager
def acting(who: "Membership") -> Iterator[None]:
    """Act inside the practice of somebody, as a request does."""
    from arcada.store.tenancy import in_practice

    with in_practice(who.practice_id):
        yield


def sure(made: "Made | Refusal") -> "Made":
    """Return what an action made; a refusal means that there is nothing to measure on."""
    if isinstance(made, Refusal):
        raise NotMeasured(f"the stage could not be set: {made.text}")
    return made


def stage() -> Stage:
    """Return the stage; it is set once, and struck when `AT_END` is closed."""
    found = _once()
    if isinstance(found, NotMeasured):
        raise found
    return found


@cache
def _once() -> Stage | NotMeasured:
    """Set the stage; why it could not be set is kept too, so that nobody tries again."""
    try:
        return _built()
    except NotMeasured as reason:
        return reason
    except Exception as trouble:  # noqa: BLE001 - whatever it was, there is nothing to measure on
        return NotMeasured(f"the stage could not be set ({type(trouble).__name__}: {trouble})".splitlines()[0])


def _built() -> Stage:
    import django

    from arcada.cli.database import bring_up_to_date
    from arcada.store.postgres import throwaway

    server = AT_END.enter_context(throwaway())
    bring_up_to_date(server)
    os.environ.update(DATABASE_URL=server.app_url, DATABASE_CONNECTIONS="0")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arcada.config.settings")
    django.setup()
    from django.db import connections

    AT_END.callback(connections.close_all)
    return _set(datetime.now(tz=UTC))


def _set(now: datetime) -> Stage:
    from arcada.practice import actions

    owner = sure(
        actions.found_practice(at=now, name="Bench Dental", owner_email="owner@bench.example", owner_name="Owner")
    )
    with acting(owner):
        dentist = sure(
            actions.add_member(by=owner, at=now, email="dentist@bench.example", name="Dentist", role="dentist")
        )
        site = sure(actions.add_site(by=owner, at=now, name="Main street"))
        chairs = [sure(actions.add_chair(by=owner, at=now, site=site, name=f"Chair {n}")) for n in range(PROVIDERS)]
        providers = [
            sure(
                actions.add_provider(
                    by=owner,
                    at=now,
                    name=f"Provider {n}",
                    initials=f"P{n}",
                    clinical_roles=["dentist"],
                    membership=None if n else dentist,
                )
            )
            for n in range(PROVIDERS)
        ]
    with acting(owner):
        patients = _patients(owner, now)
        _appointments(owner, now, patients, providers, chairs)
    with acting(owner):
        case, version, proposal = _charted(dentist, now, patients[0])
    return Stage(owner, dentist, providers[0], patients[0], case, version, proposal)


def _patients(owner: "Membership", now: datetime) -> "list[Patient]":
    from arcada.patients.models import Patient

    dice = random.Random(1)  # noqa: S311 - the same people each time, nothing secret
    return Patient.objects.bulk_create(
        [
            Patient(
                practice_id=owner.practice_id,
                given_name=dice.choice(GIVEN),
                family_name=f"{dice.choice(FAMILY)}-{dice.choice(FAMILY)}",
                birth_date=date(1940, 1, 1) + timedelta(days=dice.randrange(28000)),
                chart_number=str(10_000 + n),
                phone=f"(312) 555-{n % 10_000:04}",
                phone_digits=f"312555{n % 10_000:04}",
                registered_at=now,
            )
            for n in range(PATIENTS)
        ],
        batch_size=2000,
    )


def _appointments(
    owner: "Membership", now: datetime, patients: "list[Patient]", providers: "list[Provider]", chairs: "list[Chair]"
) -> None:
    from arcada.schedule.models import Appointment

    dice = random.Random(2)  # noqa: S311 - as above
    rows: list[Appointment] = []
    day = now.replace(hour=15, minute=0, second=0, microsecond=0)
    while len(rows) < FUTURE_APPOINTMENTS:
        day += timedelta(days=1)
        for n in range(PROVIDERS):
            for slot in dice.sample(range(DAY_SLOTS), 10):
                start = day + timedelta(minutes=30 * slot)
                rows.append(
                    Appointment(
                        practice_id=owner.practice_id,
                        patient=dice.choice(patients),
                        provider=providers[n],
                        chair=chairs[n],
                        starts_at=start,
                        ends_at=start + timedelta(minutes=30),
                        booked_by=owner,
                        booked_at=now,
                    )
                )
    Appointment.objects.bulk_create(rows[:FUTURE_APPOINTMENTS], batch_size=2000)


def _charted(by: "Membership", now: datetime, patient: "Patient") -> "tuple[Case, PlanVersion, Proposal]":
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.findings import record_finding
    from arcada.cases.actions.open_case import chart_of, open_case
    from arcada.cases.actions.present import present

    case = sure(open_case(by=by, at=now, patient=patient, title="Pain when chewing"))
    chart = chart_of(by=by, patient=patient)
    for written in case_of_15()["findings"]:
        chart.refresh_from_db()
        sure(
            record_finding(
                by=by, at=now, chart=chart, expected_revision=chart.revision, found=_found(written, now), confirmed=True
            )
        )
    version = sure(compile_plan(by=by, at=now, case=case))
    alternative = version.alternatives.first()
    if alternative is None:
        raise NotMeasured("the compiled plan has no alternative")
    return case, version, sure(present(by=by, at=now, alternative=alternative))


def _found(written: dict[str, Any], now: datetime) -> Any:
    from arcada.cases.actions.findings import Evidence, Found

    taken = (now - timedelta(days=14)).date()
    evidence = [Evidence(proof["type"], taken) for proof in written["evidence"]]
    return Found(written["finding"], written["where"], severity=written["severity"], evidence=evidence)
