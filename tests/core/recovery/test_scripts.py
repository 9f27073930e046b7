"""Scripts: what ships may be approved in every language, and what may not stand in one is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.kernel import Refusal
from arcada.core.recovery.decide import automatic_reply
from arcada.core.recovery.reply import ROUTES, Decision
from arcada.core.recovery.script import LONGEST, OUTREACH, SLOT, Script, faults, filled, length
from arcada.interop.scripts_file import LANGUAGES, load_scripts
from arcada.interop.word_book import load_word_book

BOOK = load_scripts()
GOOD = "Hi {first_name}, {practice}. Times: 1) {offer_1} 2) {offer_2}. Reply 1 or 2. STOP to opt out"


def _codes(text: str, kind: str = OUTREACH) -> list[str]:
    return [fault.code for fault in faults(Script("x", kind, "en", text), "STOP", BOOK.never["en"])]


@pytest.mark.parametrize("script", BOOK.scripts, ids=lambda one: f"{one.id}-{one.language}")
def test_every_script_that_ships_could_be_approved(script: Script) -> None:
    """Slots known, way out said, fit for a screen, short enough."""
    assert faults(script, BOOK.stop_words[script.language], BOOK.never[script.language]) == ()


def test_every_script_speaks_every_language_with_the_same_slots() -> None:
    """A patient of any language is told the same."""
    for name in BOOK.about:
        told = {one.language: frozenset(SLOT.findall(one.text)) for one in BOOK.scripts if one.id == name}
        assert set(told) == set(LANGUAGES)
        assert len(set(told.values())) == 1, name


def test_whatever_is_answered_by_itself_has_a_script() -> None:
    """Each id that reading a reply can give."""
    answers = [Decision("auto_answer", ("question", name)) for name in load_word_book().answers]
    plain = [Decision(route, ("x",)) for route in ROUTES if route not in {"auto_answer", "stop_opt_out"}]
    special = [Decision("handoff_clinical", ("emergency",)), Decision("stop_opt_out", ("opt_out",), opted_out=True)]
    for decision in (*answers, *plain, *special):
        name = automatic_reply(decision)
        assert name is None or BOOK.script(name, "en").id == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD.replace("{offer_2}", "{tooth}"), "unknown_slot"),
        (GOOD.replace("{offer_2}", "{offer_2"), "loose_brace"),
        (GOOD.replace("{practice}", "your dentist"), "nameless"),
        (GOOD.replace("STOP to opt out", ""), "no_way_out"),
        (GOOD.replace("Times", "Your crown"), "not_for_a_screen"),
        (GOOD.replace("Times", "Only $99"), "not_for_a_screen"),
        (GOOD.replace("Times", "Before it gets worse"), "not_for_a_screen"),
        (GOOD.replace("Times", "Your insurance expires"), "not_for_a_screen"),
        (GOOD + " " + "and so on " * 12, "too_long"),
    ],
)
def test_what_may_not_be_approved(text: str, code: str) -> None:
    """One change to a good script, one fault."""
    assert _codes(GOOD) == []
    assert code in _codes(text)


@pytest.mark.parametrize(
    ("text", "letters", "parts", "gsm"),
    [
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("a" * 306, 306, 2, True),
        ("a" * 307, 307, 3, True),
        ("€", 2, 1, True),
        ("я" * 70, 70, 1, False),
        ("я" * 71, 71, 2, False),
        ("🙂", 2, 1, False),
        ("", 0, 1, True),
    ],
)
def test_length(text: str, letters: int, parts: int, gsm: bool) -> None:
    """Parts of 160 or 153, of 70 or 67; the euro sign counts twice."""
    found = length(text)
    assert (found.letters, found.parts, found.gsm) == (letters, parts, gsm)


def test_a_missing_value_sends_nothing() -> None:
    """A message with a hole is not a message."""
    found = filled(Script("x", OUTREACH, "en", GOOD), {"first_name": "Ana", "practice": "Riverside"})
    assert isinstance(found, Refusal)
    assert (found.code, found.where) == ("slot_empty", "offer_1")


@given(st.dictionaries(st.sampled_from(sorted(LONGEST)), st.text(max_size=20)))
def test_a_value_never_brings_a_slot_or_a_line(values: dict[str, str]) -> None:
    """What patients or imports put into names cannot change the message around them."""
    found = filled(Script("x", OUTREACH, "en", GOOD), values)
    if isinstance(found, str):
        assert "{" not in found
        assert "\n" not in found
        assert found.endswith("STOP to opt out")
