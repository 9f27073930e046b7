"""A form that is sent twice takes effect once.

    page drawn: new_key() -> hidden field      first send: act, remember what came of it
                                               any later send of the key: what came of the first, nothing done

Two sends at the same moment meet at a unique key in the database: the second waits for the first. A refusal is
forgotten, so that the form can be mended and sent again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db import models, transaction

from arcada.cases.models import Submission
from arcada.core.kernel import Refusal
from arcada.practice.models import Membership
from arcada.store.keys import uuid7

LONGEST_KEY = 64
Made = TypeVar("Made", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Sent(Generic[Made]):
    """What came of a form: the row that was made now, a refusal, or the id of what was made the first time."""

    made: Made | None = None
    refusal: Refusal | None = None
    noun_id: UUID | None = None
    repeated: bool = False


def new_key() -> str:
    """A key for one drawing of one form."""
    return str(uuid7())


def once(*, by: Membership, at: datetime, key: str, verb: str, act: Callable[[], Made | Refusal]) -> Sent[Made]:
    """Do `act` unless a form with this key took effect before."""
    if not 0 < len(key) <= LONGEST_KEY:
        text = "The form came without its key. Load the page again; what you typed can be copied over."
        return Sent(refusal=Refusal("no_submission_key", text, "submission"))
    with transaction.atomic():
        row, first = Submission.objects.get_or_create(
            practice_id=by.practice_id, key=key, defaults={"verb": verb, "by": by, "at": at}
        )
        if not first:
            return Sent(noun_id=row.noun_id, repeated=True)
        made = act()
        if isinstance(made, Refusal):
            row.delete()
            return Sent(refusal=made)
        row.noun_id = made.pk
        row.save(update_fields=["noun_id"])
        return Sent(made=made, noun_id=made.pk)
