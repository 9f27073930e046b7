"""`knowledge/journey.yaml` as a journey; a fault in it is told with file, line and field."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import arcada
from arcada.core.journey import Journey, Step, faults

FILE = Path(arcada.__file__).parent / "knowledge" / "journey.yaml"
TEXT, LIST, FLAG = "words", "a list of words", "true or false"
FIELDS = {
    "id": TEXT,
    "title": TEXT,
    "who": TEXT,
    "explanation": TEXT,
    "fact": TEXT,
    "after": LIST,
    "gates": LIST,
    "by_hand": FLAG,
    "per_version": FLAG,
}
NEEDED = ("id", "title", "who", "explanation")
ROLES = ("dentist", "coordinator", "hygienist", "desk", "manager", "owner")


class JourneyFault(ValueError):
    """The journey file cannot be used."""


def read_journey(text: str, facts_known: frozenset[str], name: str = "journey.yaml") -> Journey:
    """Read a journey; raises JourneyFault that names file, line and field."""
    root = yaml.compose(text)
    steps: yaml.SequenceNode | None = None
    version = ""
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "steps" and isinstance(value, yaml.SequenceNode):
            steps = value
        elif key.value == "version":
            version = value.value
        else:
            _fail(name, key, key.value, "expected 'version' and a list of 'steps'")
    if steps is None:
        message = f"{name}, line 1: expected 'version' and a list of 'steps'"
        raise JourneyFault(message)
    journey = Journey(tuple(_step(node, name) for node in steps.value), version)
    wrong = faults(journey, facts_known)
    if wrong:
        message = f"{name}: {'; '.join(wrong)}"
        raise JourneyFault(message)
    return journey


def _step(node: yaml.Node, name: str) -> Step:
    if not isinstance(node, yaml.MappingNode):
        _fail(name, node, "steps", "a step is a list of fields")
    told: dict[str, Any] = {}
    for key, value in node.value:
        if key.value not in FIELDS:
            _fail(name, key, key.value, f"unknown field; fields are {', '.join(FIELDS)}")
        told[key.value] = _value(name, key.value, value)
    missing = [field for field in NEEDED if not told.get(field)]
    if missing:
        _fail(name, node, missing[0], "is needed")
    if told["who"] not in ROLES:
        _fail(name, node, "who", f"'{told['who']}' is no role; roles are {', '.join(ROLES)}")
    return Step(**told)


def _value(name: str, field: str, node: yaml.Node) -> Any:
    wanted = FIELDS[field]
    if wanted == TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if wanted == FLAG and isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
        return node.value == "true"
    if wanted == LIST and isinstance(node, yaml.SequenceNode):
        return tuple(one.value for one in node.value)
    return _fail(name, node, field, f"expected {wanted}")


def _fail(name: str, node: yaml.Node, field: str, what: str) -> Any:
    message = f"{name}, line {node.start_mark.line + 1}, {field}: {what}"
    raise JourneyFault(message)


@cache
def journey(facts_known: frozenset[str]) -> Journey:
    """The journey of the house, read once."""
    return read_journey(FILE.read_text(encoding="utf-8"), facts_known, FILE.name)
