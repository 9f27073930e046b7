"""The two practices of the tenant probe are made once a module, committed, and emptied at its end."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from made import empty


@pytest.fixture(scope="module")
def walls(django_db_setup: None, django_db_blocker: Any, owner: psycopg.Connection[Any]) -> Iterator[Any]:
    from walls import Walls

    with django_db_blocker.unblock():
        yield Walls()
        connections.close_all()
    empty(owner)
