"""The practice that the journeys are walked in: the sample practice's house, without its patients."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from arcada.cli.demo import riverside
from arcada.cli.demo.house import house_of
from arcada.cli.demo.riverside import House
from arcada.store.tenancy import in_practice


@dataclass(frozen=True)
class Clinic:
    """Where its pages are, and who may sign in."""

    address: str
    house: House
    password: str = riverside.PASSWORD

    def email(self, role: str) -> str:
        return self.house.member(role).user.email

    @property
    def inside(self) -> Callable[[], AbstractContextManager[None]]:
        """Work on the rows as the practice does."""
        return partial(in_practice, self.house.owner.practice_id)


def open_clinic(address: str) -> Clinic:
    now = dt.datetime.now(dt.UTC)
    founded = now - dt.timedelta(weeks=40)
    today = now.date()
    riverside.found_neighbour(founded)
    owner = riverside.found(founded)
    with in_practice(owner.practice_id):
        riverside.furnish(owner, founded, today - dt.timedelta(days=today.weekday()))
        return Clinic(address, house_of(owner.practice_id))
