"""The chain tells on every kind of tampering, done here with the owner's role, which may do anything."""

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from made import make_practice

from arcada.audit import anchor
from arcada.audit.actions import System, record
from arcada.audit.models import Event, Seal
from arcada.audit.queries import verify, verify_chains
from arcada.audit.sealer import Sealer, seal, seal_all
from arcada.practice.models import Practice
from arcada.store.tenancy import in_practice

pytestmark = pytest.mark.usefixtures("committed", "home")


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def later() -> dt.datetime:
    """A moment at which everything written now has waited long enough."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(minutes=2)


def act(practice: Practice, *numbers: int) -> None:
    for number in numbers:
        with in_practice(practice.pk):
            record(
                by=System(practice.pk),
                at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
                verb="wrote",
                noun="note",
                noun_id=number,
                detail={"text": "größer", "amount": 1.5, "list": [1, None]},
            )


@pytest.fixture
def sealed(home: Path) -> Practice:
    """A practice with five sealed events."""
    made = make_practice("Lindenhof Dental")
    act(made, 1, 2, 3, 4, 5)
    assert seal(made.pk) == 5
    return made


def codes(practice: Practice) -> list[str]:
    return [fault.code for fault in verify(practice.pk, at=later())]


def test_an_untouched_chain_is_whole_and_grows(sealed: Practice) -> None:
    assert codes(sealed) == []
    act(sealed, 6)
    assert seal(sealed.pk) == 1
    assert seal(sealed.pk) == 0
    assert codes(sealed) == []
    found = anchor.read(sealed.pk)
    with in_practice(sealed.pk):
        last = Seal.objects.get(number=6)
    assert found == anchor.Anchor(practice=str(sealed.pk), count=6, head=last.hash)


def test_each_practice_has_its_own_chain(sealed: Practice) -> None:
    other = make_practice("Harbour Dental")
    act(other, 1, 2)
    assert seal_all() == 2
    with in_practice(other.pk):
        assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert verify_chains(at=later()) == ()


def event_of(practice: Practice, number: int) -> UUID:
    with in_practice(practice.pk):
        return Event.objects.get(noun_id=str(number)).pk


Tamper = Callable[[psycopg.Connection[Any], Practice], object]


def sql(text: str) -> Tamper:
    """Run a statement with the practice's id and the id of its third event."""
    return lambda owner, practice: owner.execute(text, {"practice": practice.pk, "third": event_of(practice, 3)})


def move_anchor(**changes: object) -> Tamper:
    def tamper(_owner: object, practice: Practice) -> None:
        path = anchor.folder() / f"{practice.pk}.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))

    return tamper


def rewrite(owner: psycopg.Connection[Any], practice: Practice) -> None:
    """Change an event and forge a whole new chain over it, as one who knows the arithmetic would."""
    owner.execute("UPDATE audit_event SET why = 'nothing' WHERE id = %s", [event_of(practice, 3)])
    owner.execute("DELETE FROM audit_seal WHERE practice_id = %s", [practice.pk])
    kept = anchor.read(practice.pk)
    assert kept is not None
    seal(practice.pk)
    anchor.write(practice.pk, count=kept.count, head=kept.head)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        pytest.param(
            sql("UPDATE audit_event SET why = 'nothing' WHERE id = %(third)s"),
            ["changed"],
            id="words changed",
        ),
        pytest.param(
            sql("UPDATE audit_event SET at = at + interval '1 second' WHERE id = %(third)s"),
            ["changed"],
            id="time moved",
        ),
        pytest.param(
            sql("UPDATE audit_event SET detail = '{}' WHERE id = %(third)s"), ["changed"], id="detail emptied"
        ),
        pytest.param(sql("DELETE FROM audit_event WHERE id = %(third)s"), ["removed"], id="event removed"),
        pytest.param(
            sql("UPDATE audit_seal SET hash = repeat('a', 64) WHERE practice_id = %(practice)s AND number = 3"),
            ["changed", "changed"],
            id="hash forged",
        ),
        pytest.param(
            sql("DELETE FROM audit_seal WHERE practice_id = %(practice)s AND number = 2"),
            ["gap", "waiting"],
            id="link removed",
        ),
        pytest.param(
            sql(
                "WITH cut AS (DELETE FROM audit_seal WHERE practice_id = %(practice)s AND number > 3 "
                "RETURNING event_id) "
                "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM cut)"
            ),
            ["cut"],
            id="tail cut",
        ),
        pytest.param(rewrite, ["anchor"], id="whole chain forged"),
        pytest.param(move_anchor(head="f" * 64), ["anchor"], id="anchor's head changed"),
        pytest.param(move_anchor(count=9), ["cut"], id="anchor's count raised"),
        pytest.param(move_anchor(count=2), ["anchor"], id="anchor's count lowered"),
        pytest.param(move_anchor(count="many"), ["anchor"], id="anchor made unreadable"),
        pytest.param(
            lambda _owner, practice: (anchor.folder() / f"{practice.pk}.json").unlink(),
            ["anchor"],
            id="anchor removed",
        ),
    ],
)
def test_tampering_is_found(sealed: Practice, owner: psycopg.Connection[Any], tamper: Tamper, found: list[str]) -> None:
    tamper(owner, sealed)
    faults = verify(sealed.pk, at=later())
    assert [fault.code for fault in faults] == found
    assert all(fault.text for fault in faults)


def test_an_event_may_wait_a_minute_for_its_seal(sealed: Practice) -> None:
    act(sealed, 6)
    assert verify(sealed.pk, at=dt.datetime.now(dt.UTC)) == ()
    assert codes(sealed) == ["waiting"]


def test_a_short_look_back_leaves_old_events_to_the_full_one(sealed: Practice, owner: psycopg.Connection[Any]) -> None:
    act(sealed, 6)
    owner.execute(
        "UPDATE audit_event SET recorded_at = now() - interval '2 hours' WHERE id = %s", [event_of(sealed, 6)]
    )
    assert seal(sealed.pk, everything=False) == 0
    assert seal(sealed.pk) == 1


def test_a_second_sealer_passes_by(sealed: Practice, owner: psycopg.Connection[Any]) -> None:
    act(sealed, 6)
    lock = "SELECT pg_advisory_xact_lock(hashtextextended('arcada.audit:' || %s, 0))"
    with owner.transaction():
        owner.execute(lock, [str(sealed.pk)])
        assert seal(sealed.pk) == 0
    assert seal(sealed.pk) == 1


def test_the_thread_seals_by_itself_and_at_its_end(sealed: Practice) -> None:
    sealer = Sealer(beat=0.05)
    sealer.start()
    act(sealed, 6)
    deadline = time.monotonic() + 10
    while seals(sealed) < 6 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert seals(sealed) == 6
    sealer.over.set()
    sealer.join()
    act(sealed, 7)
    sealer.stop()
    assert seals(sealed) == 7


def seals(practice: Practice) -> int:
    with in_practice(practice.pk):
        return Seal.objects.count()
