"""`benefit_templates.yaml`: plans as they are commonly sold, to start a new one from.

A template is read as strictly as a plan that somebody types: a benefit that the `estimate` command could not read, or
a word for something unknown that is none of ours, stops the start with the template's name and the field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import arcada
from arcada.insurance.sound_benefits import fault_of_benefits, fault_of_unknown

FILE = Path(arcada.__file__).parent / "knowledge" / "benefit_templates.yaml"
FIELDS = {"id", "name", "says", "plan_name", "source", "unknown", "settings", "benefits"}


class TemplateFault(ValueError):
    """The file of templates cannot be used."""


@dataclass(frozen=True, slots=True)
class Template:
    """A plan to start from: what it is called, one sentence, what it covers, what is always to be asked."""

    id: str
    name: str
    says: str
    plan_name: str
    benefits: Mapping[str, Any]
    settings: Mapping[str, Any]
    unknown: tuple[str, ...]


def read_templates(text: str, name: str = "benefit_templates.yaml") -> tuple[Template, ...]:
    """Read the templates; raises TemplateFault that names template and field."""
    told = yaml.safe_load(text)
    rows = told.get("templates") if isinstance(told, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"{name}: expected a list of 'templates'"
        raise TemplateFault(message)
    found = tuple(_template(row, name) for row in rows)
    if len({one.id for one in found}) < len(found):
        message = f"{name}: two templates have one id"
        raise TemplateFault(message)
    return found


def _template(row: dict[str, Any], name: str) -> Template:
    where = f"{name}, {row.get('id', 'a template without id')}"
    if set(row) != FIELDS:
        message = f"{where}: expected exactly the fields {', '.join(sorted(FIELDS))}"
        raise TemplateFault(message)
    unknown = tuple(row["unknown"])
    fault = fault_of_benefits(row["benefits"], row["settings"]) or fault_of_unknown(unknown)
    if fault is not None:
        message = f"{where}, {fault.where}: {fault.text}"
        raise TemplateFault(message)
    words = (row["id"], row["name"], row["says"], row["plan_name"])
    return Template(*words, row["benefits"], row["settings"], unknown)


@cache
def templates() -> tuple[Template, ...]:
    """The templates of the house, read once."""
    return read_templates(FILE.read_text(encoding="utf-8"), FILE.name)


def template_of(name: str) -> Template | None:
    """The template with this id."""
    return next((one for one in templates() if one.id == name), None)
