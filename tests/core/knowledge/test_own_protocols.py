"""A practice's own protocol: read against the shipped words, composed over the shipped files, refused line by line."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.protocols.protocol import TIERS
from arcada.interop.knowledge import KnowledgeError, KnowledgeFault, OwnProtocol, library_with, load_library
from arcada.interop.knowledge.own import LONGEST, UNANSWERED, read_own, shipped_text

SHIPPED = load_library()
NAMES = sorted(SHIPPED.protocols)
SMALL = """\
id: initial_caries
version: 1
title: Initial enamel lesion
findings: [initial enamel caries lesion]
source: [judgement]
strategies:
  - id: varnish
    title: Harden the enamel
    because: "Fluoride hardens {tooth}."
    steps:
      - {do: fluoride_varnish, at: mouth}
      - {do: review, after: {fluoride_varnish: [[150, 210]]}}
tiers:
  all: [varnish]
branches:
  - {trigger: "A hole opens in {tooth}", do: [composite_filling]}
"""


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_each_shipped_protocol_reads_back_as_the_protocol(name: str) -> None:
    assert read_own(OwnProtocol(name, 7, shipped_text(name))) == replace(SHIPPED.protocols[name], version=7)


def test_an_own_protocol_takes_the_place_of_the_shipped_one_and_of_no_other() -> None:
    own = library_with((OwnProtocol("initial_caries", 4, SMALL),))
    assert own.protocol_of("initial enamel caries lesion").label == "initial_caries@4"
    assert {name for name in NAMES if own.protocols[name] != SHIPPED.protocols[name]} == {"initial_caries"}
    assert own.answers == SHIPPED.answers


def test_the_name_of_the_knowledge_follows_the_contents() -> None:
    one = library_with((OwnProtocol("initial_caries", 2, SMALL),)).version
    other = library_with((OwnProtocol("initial_caries", 2, SMALL.replace("150, 210", "120, 210")),)).version
    renumbered = library_with((OwnProtocol("initial_caries", 3, SMALL),)).version
    off = library_with((OwnProtocol("initial_caries", 2),)).version
    assert len({one, other, renumbered, off, SHIPPED.version}) == 5
    assert library_with(()).version == SHIPPED.version


def test_the_order_in_which_own_protocols_are_named_changes_nothing() -> None:
    pair = (OwnProtocol("initial_caries", 2, SMALL), OwnProtocol("root_caries", 2))
    assert library_with(pair).version == library_with(pair[::-1]).version


def test_a_finding_of_a_switched_off_protocol_is_left_to_the_dentist_in_every_tier() -> None:
    protocol = library_with((OwnProtocol("initial_caries", 5),)).protocol_of("initial enamel caries lesion")
    assert protocol.label == "initial_caries@5"
    for tier in TIERS:
        (rung,) = protocol.ladders[tier]
        assert rung.outcome is not None
        assert rung.outcome.reason == "deferred_clinical"


def test_a_finding_that_an_own_protocol_no_longer_names_is_left_to_the_dentist() -> None:
    text = shipped_text("cavitated_caries").replace(", moderate caries lesion]", "]")
    own = library_with((OwnProtocol("cavitated_caries", 2, text),))
    assert own.answers["cavitated dentine caries"] == "cavitated_caries"
    assert own.answers["moderate caries lesion"] == UNANSWERED


def test_a_rung_that_is_switched_off_is_read_but_not_climbed() -> None:
    text = SMALL.replace("all: [varnish]", "all: [{use: varnish, off: true}, {leave: not_indicated, text: Nothing.}]")
    protocol = read_own(OwnProtocol("initial_caries", 2, text))
    assert [rung.strategy for rung in protocol.ladders["economy"]] == [""]
    wrong = text.replace("use: varnish, off", "use: varnich, off")
    with pytest.raises(KnowledgeError, match="there is no strategy 'varnich', did you mean 'varnish'"):
        read_own(OwnProtocol("initial_caries", 2, wrong))


FAULTS = [
    ("unknown procedure", "do: review,", "do: revue,", 12, "strategies[0].steps[1].do", "did you mean 'review'?"),
    ("unknown procedure of a branch", "[composite_filling]", "[composit_filling]", 16, "branches[0].do", "composit_"),
    ("unknown finding", "[initial enamel caries lesion]", "[enamel caries]", 4, "findings", "no finding 'enamel car"),
    ("unknown name in a condition", "at: mouth}", "at: mouth, when: tooth.primry}", 11,
     "strategies[0].steps[0].when", "nothing is known by the name 'tooth.primry', did you mean 'tooth.primary'?"),
    ("unknown finding in a condition", "at: mouth}", "at: mouth, when: \"'crackd' in mouth.findings\"}", 11,
     "strategies[0].steps[0].when", "there is no finding 'crackd'"),
    ("unknown wish in a condition", "at: mouth}", "at: mouth, when: \"'whitning' in wishes\"}", 11,
     "strategies[0].steps[0].when", "there is no wish 'whitning', did you mean 'whitening'?"),
    ("unreadable condition", "at: mouth}", "at: mouth, when: tooth.primary and}", 11,
     "strategies[0].steps[0].when", "cannot read condition"),
    ("unknown field of a sentence", "hardens {tooth}", "hardens {tothe}", 9, "strategies[0].because", "{tothe}"),
    ("unknown strategy", "all: [varnish]", "all: [varnisch]", 14, "tiers.all", "there is no strategy 'varnisch'"),
    ("unknown step to wait for", "{fluoride_varnish: [[", "{varnish: [[", 12, "steps[1].after", "no step 'varnish'"),
    ("window the wrong way round", "[[150, 210]]", "[[210, 150]]", 12, "after.fluoride_varnish", "larger than the"),
    ("number that is none", "[[150, 210]]", "[[1e40, 210]]", 12, "after.fluoride_varnish", "expected a number"),
    ("another protocol's name", "id: initial_caries", "id: root_caries", 1, "id", "stays 'initial_caries'"),
    ("unknown source", "[judgement]", "[S999]", 5, "source", "there is no source 'S999'"),
    ("unknown key", "    because:", "    becuase:", 9, "becuase", "unknown key"),
    ("a key twice", "version: 1", "title: Two", 3, "title", "stands twice"),
    ("nothing at all", SMALL, "", 1, "", "is empty"),
    ("a repeated part", "[judgement]", "&one [judgement]", 5, "", "write the part out"),
    ("too deep", "[judgement]", "[" * 40, 5, "", "too many brackets"),
    ("too long", "[judgement]", "x" * LONGEST, 1, "", "longer than"),
    ("not YAML", "all: [varnish]", "all: [varnish", 15, "", "not readable"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "line", "field", "says"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_names_line_and_field(what: str, old: str, new: str, line: int, field: str, says: str) -> None:
    assert old in SMALL, what
    with pytest.raises(KnowledgeError) as caught:
        read_own(OwnProtocol("initial_caries", 2, SMALL.replace(old, new, 1)))
    told = [(fault.line, fault.field) for fault in caught.value.faults if says in fault.text]
    assert told, [str(fault) for fault in caught.value.faults]
    assert told[0][0] == line
    assert told[0][1].endswith(field)


def test_a_finding_has_one_protocol() -> None:
    text = SMALL.replace("findings: [initial", "findings: [root caries, initial")
    with pytest.raises(KnowledgeError, match="'root caries' is already answered by") as caught:
        library_with((OwnProtocol("initial_caries", 2, text),))
    assert [(fault.line, fault.field) for fault in caught.value.faults] == [(4, "findings[0]")]


def test_a_protocol_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="there is no protocol 'initial_carries', did you mean 'initial_caries'"):
        library_with((OwnProtocol("initial_carries", 2),))


@settings(max_examples=150)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_whatever_is_typed_is_read_or_refused_with_a_line_of_the_text(name: str, chance) -> None:
    """Spoil a shipped text at random: swapped, doubled, cut and strange characters."""
    letters = list(shipped_text(name))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(letters))
        letters[at] = chance.choice([*"[]{}:-,'\"#|>&*!%@\t\n ", "\x00", "\u2028", "é", "", letters[at] * 2])
    text = "".join(letters)
    last = text.count("\n") + text.count("\u2028") + 2
    assert all(1 <= fault.line <= last and fault.text for fault in faults_of(name, text))


def faults_of(name: str, text: str) -> tuple[KnowledgeFault, ...]:
    try:
        read_own(OwnProtocol(name, 2, text))
    except KnowledgeError as error:
        return error.faults
    return ()
