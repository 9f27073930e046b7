"""A form's changes written into a protocol's text: the field changes, every other letter stays."""

from dataclasses import replace

import pytest

from arcada.core.protocols.protocol import TIERS
from arcada.interop.knowledge import OwnProtocol, load_library
from arcada.interop.knowledge.fields import fields_of
from arcada.interop.knowledge.own import read_own, shipped_text
from arcada.interop.knowledge.rewrite import adopted, edited, laddered

LIBRARY = load_library()
NAMES = sorted(LIBRARY.protocols)
TEXT = """\
id: initial_caries
version: 1
title: Initial enamel lesion   # the first stage
findings: [initial enamel caries lesion]
source: [judgement]
strategies:
  - id: varnish
    title: Harden the enamel
    pros: [No drilling, Lowest price]
    because: "Fluoride hardens {tooth}."
    steps:
      - {do: fluoride_varnish, at: mouth}
      - {do: review, after: {fluoride_varnish: [[150, 210]]}, because: "It is looked at again."}
  - id: seal
    title: Seal it
    because: "It is sealed."
    steps: [{do: resin_sealant}]
tiers:
  premium:
    - {use: seal, when: "tooth.molar, or so"}
    - varnish
  balanced: [varnish, seal]
  otherwise: [{leave: not_indicated_monitor, text: Watched.}]
branches:
  - {trigger: "A hole opens", do: [composite_filling]}
recall: [{months: 6}]
""".replace("tooth.molar, or so", "tooth.molar")

CHANGES = [
    ("title", "Early decay: first stage", "title: Initial enamel lesion ", 'title: "Early decay: first stage" '),
    ("strategies[0].pros", "No drilling\n\nQuick, and cheap", "[No drilling, Lowest price]",
     '["No drilling", "Quick, and cheap"]'),
    ("strategies[0].strength", "must", "    title: Harden", "    strength: must\n    title: Harden"),
    ("strategies[1].cons", "It may be lost", "    title: Seal it", '    cons: ["It may be lost"]\n    title: Seal it'),
    ("strategies[0].steps[1].after.fluoride_varnish[0]", "90-", "[150, 210]", "[90, null]"),
    ("strategies[0].steps[1].because", 'We say "look"', '"It is looked at again."', '"We say \\"look\\""'),
    ("branches[0].probability", "0.2", "{trigger:", "{probability: 0.2, trigger:"),
    ("tiers.otherwise[0].text", "Left alone.", "text: Watched.", 'text: "Left alone."'),
    ("recall[0].months", "4", "{months: 6}", "{months: 4}"),
    ("source", "S18\nS54", "source: [judgement]", 'source: ["S18", "S54"]'),
]  # fmt: skip


def swapped(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


@pytest.mark.parametrize(("path", "value", "old", "new"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_field_changes_and_nothing_else(path: str, value: str, old: str, new: str) -> None:
    changed = edited(TEXT, {path: value})
    if path in {"strategies[0].strength", "strategies[1].cons"}:  # a new key stands below the first one
        key, title = new.split("\n")
        assert changed == TEXT.replace(old, f"{key}\n{title}")
    else:
        assert changed == swapped(old, new)
    assert fields_of(changed).every()[path].value.replace("\n\n", "\n") == value.replace("\n\n", "\n")


def test_an_unknown_field_and_an_unchanged_one_change_nothing() -> None:
    assert edited(TEXT, {"strategies[7].title": "x", "id": "y", "title": "Initial enamel lesion"}) == TEXT


def test_rungs_change_their_order() -> None:
    changed = laddered(TEXT, {"premium": ["tiers.premium[1]", "tiers.premium[0]"]}, off=())
    assert changed == swapped(
        '    - {use: seal, when: "tooth.molar"}\n    - varnish\n',
        '    - varnish\n    - {use: seal, when: "tooth.molar"}\n',
    )  # fmt: skip


def test_rungs_are_switched_off_and_on_again() -> None:
    order = {name: [rung.path for rung in rungs] for name, rungs in fields_of(TEXT).ladders}
    off = laddered(TEXT, order, off={"tiers.premium[0]", "tiers.balanced[0]"})
    assert '    - {use: seal, when: "tooth.molar", off: true}\n' in off
    assert "balanced: [{use: varnish, off: true}, seal]" in off
    assert [rung.path for _, rungs in fields_of(off).ladders for rung in rungs if rung.off] == [
        "tiers.premium[0]", "tiers.balanced[0]",
    ]  # fmt: skip
    protocol = read_own(OwnProtocol("initial_caries", 2, off))
    assert [rung.strategy for rung in protocol.ladders["balanced"]] == ["seal", ""]
    on = laddered(off, order, off=())
    assert read_own(OwnProtocol("initial_caries", 2, on)) == read_own(OwnProtocol("initial_caries", 2, TEXT))


def test_a_ladder_with_other_rungs_than_its_own_is_left_alone() -> None:
    for order in (["tiers.premium[0]"], ["tiers.premium[0]", "tiers.premium[9]"], []):
        assert laddered(TEXT, {"premium": order, "nobody": order}, off=()) == TEXT


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_shipped_text_keeps_its_letters_until_it_changes(name: str) -> None:
    text = shipped_text(name)
    fields = fields_of(text).every()
    assert edited(text, {path: field.value for path, field in fields.items()}) == text
    new = {"line": "Another one", "text": "It is so.", "list": "One: this\nTwo", "choice": "must", "days": "5-9"}
    changes = {path: new[one.kind] for path, one in fields.items() if one.kind in new and path != "source"}
    told = fields_of(edited(text, changes)).every()
    assert {path: told[path].value for path in changes} == changes


@pytest.mark.parametrize("name", NAMES)
def test_every_ladder_of_a_shipped_text_can_be_turned_and_switched(name: str) -> None:
    text = shipped_text(name)
    fields = fields_of(text)
    turned = {tier: [rung.path for rung in reversed(rungs)] for tier, rungs in fields.ladders if rungs}
    there = laddered(text, turned, off=())
    assert read_own(OwnProtocol(name, 9, there))
    first = {rungs[0].path for _, rungs in fields.ladders if rungs}
    same = {tier: [rung.path for rung in rungs] for tier, rungs in fields.ladders if rungs}
    off = laddered(text, same, off=first)
    assert {rung.path for _, rungs in fields_of(off).ladders for rung in rungs if rung.off} == first
    back = laddered(off, same, off=())
    assert read_own(OwnProtocol(name, 9, back)) == read_own(OwnProtocol(name, 9, text))


@pytest.mark.parametrize("name", NAMES)
def test_a_shared_way_that_is_written_in_means_the_same(name: str) -> None:
    protocol = LIBRARY.protocols[name]
    used = {rung.strategy for tier in TIERS for rung in protocol.ladders[tier] if rung.strategy}
    for shared in sorted(used - protocol.strategies.keys()):
        own = read_own(OwnProtocol(name, 9, adopted(shipped_text(name), shared)))
        assert own.strategies[shared] == LIBRARY.strategies[shared]
        assert replace(own, strategies=protocol.strategies, version=protocol.version) == protocol


def test_what_is_no_shared_way_or_own_already_is_not_written_in() -> None:
    assert adopted(TEXT, "varnish") == TEXT
    assert adopted(TEXT, "nothing_of_the_kind") == TEXT


def test_letters_of_any_language_are_counted_as_one_each() -> None:
    text = TEXT.replace("Harden the enamel", "Härten 🦷 des Schmelzes")
    wanted = text.replace("It is looked at again.", "Später")
    assert edited(text, {"strategies[0].steps[1].because": "Später"}) == wanted
