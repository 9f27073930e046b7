"""Messages wait in the outbox: one recipient, one key, in the transaction of the act."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from arcada.outbox.actions import enqueue
from arcada.outbox.models import Message, State
from arcada.practice.models import Practice
from arcada.store.keys import uuid7

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)


def put(practice: Practice, key: str = "k1", **recipient: object) -> Message:
    return enqueue(
        practice_id=practice.pk,
        kind="note",
        key=key,
        due_at=AT,
        subject="A word",
        body="About something",
        **(recipient or {"user_id": uuid7()}),
    )


def test_a_message_waits_until_it_is_sent(practice: Practice) -> None:
    made = put(practice)
    assert (made.state, made.sent_at) == (State.WAITING, None)


def test_the_same_key_is_the_same_message(practice: Practice) -> None:
    assert put(practice).pk == put(practice).pk
    assert put(practice, "k2").pk != put(practice).pk
    assert Message.objects.count() == 2


@pytest.mark.parametrize("recipient", [{"user_id": None}, {"user_id": uuid7(), "patient_id": uuid7()}])
def test_a_message_has_exactly_one_recipient(practice: Practice, recipient: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="message_has_one_recipient"), transaction.atomic():
        put(practice, **recipient)


def test_a_sent_message_has_its_moment(practice: Practice) -> None:
    made = put(practice)
    with pytest.raises(IntegrityError, match="message_sent_has_a_moment"), transaction.atomic():
        Message.objects.filter(pk=made.pk).update(state=State.SENT)
