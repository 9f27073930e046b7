"""The anchor: head and count of each practice's chain, in a file outside the database.

Whoever can rewrite the whole chain in the database still cannot make it end where the anchor says. The folder is worth
copying to another machine: each file is replaced as a whole, and an old copy still proves the chain up to its count.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a chain stood at a moment."""

    practice: str
    count: int
    head: str


class AnchorUnreadable(ValueError):
    """The file is there, but it is not an anchor."""


def folder() -> Path:
    """Name the folder of anchors."""
    return Path(settings.HOME) / "audit"


def read(practice_id: UUID) -> Anchor | None:
    """Read a practice's anchor; None when there is none."""
    path = folder() / f"{practice_id}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Anchor(practice=str(found["practice"]), count=int(found["count"]), head=str(found["head"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as trouble:
        message = f"{path.name} is not an anchor"
        raise AnchorUnreadable(message) from trouble


def write(practice_id: UUID, *, count: int, head: str) -> None:
    """Replace a practice's anchor, so that a crash leaves the old one or the new one."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{practice_id}.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(asdict(Anchor(practice=str(practice_id), count=count, head=head)), file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
