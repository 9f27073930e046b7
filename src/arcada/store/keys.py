"""Keys of rows: time-ordered (UUID version 7), so that an index grows at its end and no number is guessable."""

import uuid

from uuid_utils import compat


def uuid7() -> uuid.UUID:
    """Give a new time-ordered key."""
    return compat.uuid7()
