"""Whole plans as pages that a dentist has read; `UPDATE_GOLDEN=1 pytest ...` writes them anew, to be read again."""

import json
import os
from pathlib import Path

import pytest
from plan_page import page

from arcada.cli.plan import answer
from arcada.interop.knowledge import load_library

TESTS = Path(__file__).resolve().parents[2]
CASES = sorted((TESTS / "data" / "plan").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_plan_reads_as_it_was_approved(path: Path) -> None:
    found = page(answer(json.loads(path.read_text(encoding="utf-8")), load_library()))
    golden = TESTS / "golden" / "plan" / f"{path.stem}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_equal_mouths_have_equal_plans_whatever_the_people_are_called() -> None:
    first, second = (
        answer(json.loads((TESTS / "data" / "plan" / f"{name}.json").read_text(encoding="utf-8")), load_library())
        for name in ("same_mouth_first", "same_mouth_second")
    )
    for one, other in zip(first["alternatives"], second["alternatives"], strict=True):
        seen = [
            [(i["procedure"], i["where"], i["start_day"], i["end_day"], i["price"], i["after"]) for i in plan["items"]]
            for plan in (one, other)
        ]
        assert seen[0] == seen[1]
        assert one["price"] == other["price"]
