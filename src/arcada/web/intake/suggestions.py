"""What the forms offer to tick or complete, read from `knowledge/history.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import arcada

FILE = Path(arcada.__file__).parent / "knowledge" / "history.yaml"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Words by field; conditions under their headings."""

    conditions: Mapping[str, tuple[str, ...]]
    unread: tuple[str, ...]
    medications: tuple[str, ...]
    allergies: tuple[str, ...]
    reactions: tuple[str, ...]
    wishes: tuple[str, ...]
    habits: tuple[str, ...]


@cache
def suggestions() -> Suggestions:
    """Read the file once."""
    read: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    lists = {
        name: tuple(read[name]) for name in ("unread", "medications", "allergies", "reactions", "wishes", "habits")
    }
    return Suggestions(conditions={group["heading"]: tuple(group["words"]) for group in read["conditions"]}, **lists)
