"""Every cell of the front door, `docs/journey.md`, leads somewhere."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "journey.md"
COLUMNS = ["step", "core room", "action", "page", "table", "test"]
NOTHING = "-"


def rows():
    """Return the table's rows as mappings from column to the names in the cell."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in cells[2:]]


def names(column):
    """Return each name of a column, without backticks; several in one cell are parted by commas."""
    found = (name.strip().strip("`") for row in rows() for name in row[column].split(","))
    return sorted({name for name in found if name != NOTHING})


def urls():
    """Return the names of all pages, with their namespaces."""
    from django.urls import get_resolver

    def walk(patterns, space):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{space}{pattern.name}"

    return set(walk(get_resolver().url_patterns, ""))


def test_the_table_is_filled():
    assert len(rows()) >= 12
    assert all(all(row.values()) for row in rows()), "an empty cell; a dash says that there is nothing"
    assert len({row["step"] for row in rows()}) == len(rows()), "a step stands twice"


@pytest.mark.parametrize("name", names("core room"))
def test_a_core_room_exists(name):
    assert name.startswith("core.")
    importlib.import_module(f"arcada.{name}")


@pytest.mark.parametrize("name", names("action"))
def test_an_action_can_be_called(name):
    module, _, verb = name.rpartition(".")
    assert ".actions" in f".{module}", "a write is a verb in a room's actions"
    assert callable(getattr(importlib.import_module(f"arcada.{module}"), verb))


@pytest.mark.parametrize("name", names("page"))
def test_a_page_has_an_address(name):
    assert name in urls()


@pytest.mark.parametrize("name", names("table"))
def test_a_table_exists(name):
    from django.apps import apps

    assert name in {model._meta.db_table for model in apps.get_models()}


@pytest.mark.parametrize("name", names("test"))
def test_a_test_exists(name):
    path, _, function = name.partition("::")
    assert (ROOT / path).is_file()
    assert not function or f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")
