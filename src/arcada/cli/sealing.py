"""The audit is sealed beside every process that serves or works."""

from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def sealing() -> Iterator[None]:
    """Seal new audit events each second for the length of a block, and what is left at its end."""
    django.setup()
    from arcada.audit.sealer import Sealer

    sealer = Sealer()
    sealer.start()
    try:
        yield
    finally:
        sealer.stop()
