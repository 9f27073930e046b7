"""Faults in knowledge files are answered with file, line and field; each example spoils one line of a copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.interop.knowledge.load import HOME

Spoil = Callable[[str], str]


def swap(old: str, new: str) -> Spoil:
    """A change of the first place where the text stands."""

    def change(text: str) -> str:
        assert old in text, f"the file no longer holds {old!r}"
        return text.replace(old, new, 1)

    return change


def line_of(text: str, part: str) -> int:
    """The line on which the part stands."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in f"{line}\n")


SPOILED: list[tuple[str, str, Spoil, str, str]] = [
    ("unknown family", "catalogue/endodontic.yaml", swap("family: direct_pulp_cap,", "family: direct_pulp_cup,"),
     "direct_pulp_cup", "there is no family 'direct_pulp_cup', did you mean 'direct_pulp_cap'?"),
    ("unknown key", "catalogue/records.yaml", swap("role: dentist, units: 0.5", "rolle: dentist, units: 0.5"),
     "rolle: dentist", "unknown key"),
    ("price that is no number", "catalogue/records.yaml", swap("units: 0.5", "units: half"),
     "units: half", "expected a number"),
    ("missing bound of a window", "rules/lags.yaml", swap("days: [[1, 120]]", "days: [[1]]"),
     "days: [[1]]", "expected both bounds"),
    ("bounds the wrong way round", "rules/lags.yaml", swap("days: [[1, 120]]", "days: [[120, 1]]"),
     "days: [[120, 1]]", "the first bound is larger"),
    ("unknown source", "rules/lags.yaml", swap("source: [S69]", "source: [S999]"),
     "S999", "there is no source 'S999'"),
    ("no source", "catalogue/records.yaml", swap("units: 0.5, merge: mouth, source: [judgement]", "units: 0.5"),
     "id: comprehensive_examination", "write the tag of the source, or judgement"),
    ("unknown strategy", "protocols/hard_tissue.yaml",
     swap(", crack_onlay, crack_ceramic_crown]", ", crack_inlay, crack_ceramic_crown]"),
     "crack_inlay", "there is no strategy 'crack_inlay'"),
    ("unknown procedure", "protocols/hard_tissue.yaml", swap("[{do: ceramic_onlay}]", "[{do: ceramic_inlay}]"),
     "ceramic_inlay", "there is no procedure 'ceramic_inlay'"),
    ("unreadable condition", "protocols/hard_tissue.yaml",
     swap("when: severity.cusps_lost >= 3 or finding.post_needed", "when: severity.cusps_lost >="),
     "severity.cusps_lost >=\n", "cannot read condition"),
    ("steps that wait for each other", "strategies/removal.yaml",
     swap("- {do: extraction}", "- {do: extraction, after: {healing_review: [[0, 1]]}}"),
     "steps:", "these steps wait for each other"),
    ("unknown word of the mouth", "catalogue/surgical.yaml", swap("becomes: root}", "becomes: rooot}"),
     "rooot", "presence cannot be 'rooot'"),
    ("fee of a procedure that is not there", "fees/sample.yaml", swap("review: 65", "revue: 65"),
     "revue", "there is no procedure 'revue'"),
    ("not YAML", "aftercare.yaml", swap("- {id: hygiene", "- [id: hygiene"), "", "not readable"),
]  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    root = tmp_path / "knowledge"
    shutil.copytree(HOME, root)
    return root


@pytest.mark.parametrize(("what", "name", "spoil", "part", "says"), SPOILED, ids=[row[0] for row in SPOILED])
def test_a_fault_names_file_line_and_field(
    copy: Path, what: str, name: str, spoil: Spoil, part: str, says: str
) -> None:
    path = copy / name
    text = spoil(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_library(copy)
    told = [fault for fault in caught.value.faults if says in fault.text]
    assert told, (what, [str(fault) for fault in caught.value.faults])
    assert told[0].file == name
    if part:
        assert told[0].line in range(line_of(text, part) - 1, line_of(text, part) + 2)
        assert told[0].field


def test_a_need_that_nothing_can_make_true_is_a_fault(copy: Path) -> None:
    path = copy / "rules" / "families.yaml"
    text = path.read_text(encoding="utf-8")
    family = "- {family: panoramic_radiograph, kind: record, phase: disease_control, priority: 98,"
    assert family in text
    need = f"{family} needs: [{{field: denture, is: [immediate]}}],"
    path.write_text(text.replace(family, need).replace("becomes: immediate}", "becomes: interim}"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="nothing can make denture immediate"):
        load_library(copy)


def test_a_finding_without_protocol_is_a_fault(copy: Path) -> None:
    path = copy / "protocols" / "orthodontic.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("findings: [crowding, ", "findings: ["), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="crowding: no protocol answers this finding"):
        load_library(copy)


def test_families_that_wait_for_each_other_are_a_fault(copy: Path) -> None:
    path = copy / "rules" / "lags.yaml"
    circle = (
        "- {id: circle, before: [crown], after: [root_canal_treatment], same: tooth, days: [[0, 9]], source: [S2]}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + circle, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="these families wait for each other"):
        load_library(copy)


def test_the_version_follows_the_contents(copy: Path) -> None:
    assert load_library(copy).version == load_library(HOME).version
    other = copy.parent / "other"
    shutil.copytree(copy, other)
    (other / "journey.yaml").write_text("steps: []\n", encoding="utf-8")
    assert load_library(other).version == load_library(HOME).version, "the journey makes no plans"
    changed = copy.parent / "changed"
    shutil.copytree(copy, changed)
    fees = changed / "fees" / "sample.yaml"
    fees.write_text(fees.read_text(encoding="utf-8").replace("unit: 180", "unit: 181"), encoding="utf-8")
    assert load_library(changed).version != load_library(HOME).version
