"""Protocols as pages: conditions in words, waits in words, a drawing, and the pages that stand in docs/protocols."""

import re
from pathlib import Path

import pytest

from arcada.cli import knowledge
from arcada.core.protocols.protocol import TIERS, DayWindow
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.load import read_shipped
from arcada.interop.protocol_pages.condition_words import in_words
from arcada.interop.protocol_pages.diagram import mermaid
from arcada.interop.protocol_pages.markdown import anchor, pages
from arcada.interop.protocol_pages.page import page_of
from arcada.interop.protocol_pages.vocabulary import windows_in_words

LIBRARY = load_library()
DOCS = Path(__file__).resolve().parents[3] / "docs" / "protocols"
COMMAND = "./arcada knowledge --pages docs/protocols"

WORDS = [
    ("true", ""),
    ("tooth.primary", "a milk tooth"),
    ("not tooth.primary and severity.cusps_lost >= 3", "not a milk tooth and cusps lost at least 3"),
    ("tooth.molar and (tooth.front or patient.child)", "a molar and (a front tooth or the patient is a child)"),
    ("severity.restorable == false", "not restorable"),
    ("severity.restorable != false", "restorable as far as known"),
    ("severity.apical != none", "apical known"),
    ("severity.depth_mm > 3.5", "depth more than 3.5 mm"),
    ("severity.class == 'iii' or severity.class == 3", "class is iii or 3"),
    ("severity.activity != 'inactive' and severity.activity != 'arrested'", "activity is not inactive or arrested"),
    ("'implants' in wishes or 'fixed_teeth' in wishes", "the patient wishes implants or fixed teeth"),
    ("'implants' not in declines", "the patient does not refuse implants"),
    ("not 'implants' in declines", "the patient does not refuse implants"),
    ("'cracked_tooth' in tooth.findings", "the tooth also has cracked tooth"),
    ("finding.kind == 'opened_gap'", "the finding is opened gap"),
    ("not (tooth.molar or tooth.premolar)", "not (a molar or a premolar)"),
    ("severity.stage in ['iii', 'iv']", "stage is iii or iv"),
    ("'nerve' in severity.words", "words says 'nerve'"),
    ("not patient.age < 18", "not age less than 18"),
    ("patient.something_new", "something new"),
]


@pytest.mark.parametrize(("condition", "words"), WORDS)
def test_a_condition_in_words(condition: str, words: str) -> None:
    assert in_words(condition) == words


WINDOWS = [
    ([(0, 0)], "on the same day"),
    ([(0, None)], "any time"),
    ([(0, 30)], "up to 30 days"),
    ([(7, 28)], "7 to 28 days"),
    ([(90, None)], "at least 90 days"),
    ([(1, 1)], "1 day"),
    ([(0, 0), (56, 112)], "on the same day or 56 to 112 days"),
]


@pytest.mark.parametrize(("windows", "words"), WINDOWS)
def test_windows_in_words(windows: list[tuple[int, int | None]], words: str) -> None:
    assert windows_in_words(tuple(DayWindow(*one) for one in windows)) == words


def test_no_shipped_condition_is_shown_in_the_language_of_the_files() -> None:
    asked = {
        condition.text
        for protocol in LIBRARY.protocols.values()
        for rung in (rung for tier in TIERS for rung in protocol.ladders[tier])
        for condition in (rung.when, *(one.when for one in protocol.branches), *(one.when for one in protocol.flags))
    }
    for text in sorted(asked):
        assert not re.search(r"[_=<>\[\]{}]|\b(?:tooth|patient|severity|finding|gap|arch|mouth)\.", in_words(text)), (
            text
        )


@pytest.mark.parametrize("name", sorted(LIBRARY.protocols))
def test_each_protocol_has_a_page_with_every_rung_step_and_branch(name: str) -> None:
    protocol = LIBRARY.protocols[name]
    page = page_of(LIBRARY, protocol)
    assert [len(rungs) for _, rungs in page.tiers] == [len(protocol.ladders[tier]) for tier in TIERS]
    assert {rung.strategy for _, rungs in page.tiers for rung in rungs if rung.strategy} == {
        way.id for way in page.strategies
    }
    for way in page.strategies:
        assert [step.procedure for step in way.steps] == [step.do for step in LIBRARY.strategy(protocol, way.id).steps]
    assert len(page.branches) == len(protocol.branches)
    assert [line.term for line in page.findings] == list(protocol.findings)


@pytest.mark.parametrize("name", sorted(LIBRARY.protocols))
def test_each_drawing_can_be_read_by_the_drawer(name: str) -> None:
    lines = mermaid(page_of(LIBRARY, LIBRARY.protocols[name])).split("\n")
    assert lines[0] == "flowchart LR"
    drawn = {found[1] for line in lines if (found := re.match(r'  (\w+)[(\[{/]{1,2}"', line))}
    drawn |= {found[1] for line in lines if (found := re.search(r"(?:--> ?|\.-> ?)(\w+)\[", line))}
    for line in lines[1:]:
        assert line.count('"') % 2 == 0, line
        ends = re.search(r"-->(?:\|.*\|)? (\w+)(?:\[|$)", line)
        assert ends is None or ends[1] in drawn, line


def test_the_committed_pages_have_the_shape_of_the_knowledge() -> None:
    """The same pages with the same headings: protocols and their ways; sentences may be newer than the pages."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert sorted(there) == sorted(made), f"run {COMMAND}"
    for name, text in made.items():
        assert headings(there[name]) == headings(text), f"{name} is old: run {COMMAND}"


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def test_links_of_the_pages_lead_somewhere() -> None:
    made = pages()
    for name, text in made.items():
        for file, target in re.findall(r"\]\(([\w-]+\.md)(?:#([^)]*))?\)", text):
            titles = {anchor(line.lstrip("# ")) for line in headings(made[file])}
            assert not target or target in titles, (name, file, target)


def test_the_command_writes_the_pages_and_takes_old_ones_away(tmp_path: Path, capsys) -> None:
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    assert knowledge.run(["--pages", str(tmp_path)]) == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages()
    assert f"{len(pages())} pages in" in capsys.readouterr().out


def test_each_protocol_stands_on_the_page_of_its_file() -> None:
    made, places = pages(), read_shipped().places
    for name, protocol in LIBRARY.protocols.items():
        file = Path(places.of("protocols", name).file).stem.replace("_", "-")
        assert f"## {protocol.title}" in headings(made[f"{file}.md"])
