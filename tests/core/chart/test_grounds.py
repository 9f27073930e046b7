"""One row a family (grounds.yaml): the mouth that it is done in, and what it makes of it, in readable lines."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from mouths import GAP, WITH_IMPLANT, families

from arcada.core.chart.act import Act, faults, perform
from arcada.core.chart.difference import readable
from arcada.core.chart.mouth import Mouth, mouth_from_dict
from arcada.core.teeth.number import PERMANENT
from arcada.core.teeth.region import arch

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "grounds.yaml").read_text(encoding="utf-8"))
MANY = 5


def before_of(row: dict[str, Any]) -> Mouth:
    """The mouth that the row starts from."""
    implants = row.get("toothless", {})
    teeth = {t: WITH_IMPLANT if t in implants[arch(t)] else GAP for t in PERMANENT if arch(t) in implants}
    told = row.get("before", {})
    return mouth_from_dict({**told, "teeth": teeth | told.get("teeth", {})})


def lines(before: Mouth, after: Mouth) -> list[str]:
    """The readable difference, with places of the same change together."""
    said: dict[str, list[str]] = {}
    for line in readable(before, after):
        place, change = line.split(": ", 1)
        said.setdefault(change, []).append(place)
    counted = {change: ", ".join(at) if len(at) < MANY else f"{len(at)} places" for change, at in said.items()}
    return [f"{at}: {change}" for change, at in counted.items()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["family"])
def test_what_the_family_makes_of_a_mouth_that_has_its_ground(row: dict[str, Any]) -> None:
    known = families()[row["family"]]
    act = Act("i", row["family"], tuple(row["where"]), known.needs, known.does)
    before = before_of(row)
    begun = perform(before, act, "start")
    assert [fault.text for fault in (*faults(before, act), *faults(begun, act, "end"))] == []
    assert lines(before, perform(begun, act, "end")) == row["became"]


def test_every_family_has_its_row() -> None:
    assert sorted(row["family"] for row in ROWS) == sorted(families())
