"""Replies of patients: what may never run by itself, what may, and which window is meant."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.cli.triage import answer
from arcada.core.recovery.decide import decide
from arcada.core.recovery.reply import ACK_EMERGENCY, ACK_OPT_OUT, ACK_PERSON, Context, Reply
from arcada.interop.word_book import load_word_book

EXAMPLES = Path(__file__).parents[2] / "data" / "replies" / "train.txt"
AUTOMATIC = {"auto_book", "auto_answer", "auto_reschedule_later"}
PERSON = {"HC": "handoff_clinical", "HF": "handoff_financial", "HP": "handoff_complaint", "HS": "handoff_sensitive"}
STOPS = {"SO": "stop_opt_out", "SW": "stop_wrong_person", "SD": "stop_declined"}
MONDAY, WEDNESDAY = datetime.fromisoformat("2026-12-07T09:15"), datetime.fromisoformat("2026-12-09T15:00")
NOW = datetime.fromisoformat("2026-11-27T10:00")


def examples(*codes: str) -> list[tuple[str, str]]:
    """Labelled examples: code and text."""
    rows = [line.split("|", 1) for line in EXAMPLES.read_text(encoding="utf-8").splitlines() if line]
    return [(code, text) for code, text in rows if not codes or code in codes]


def reply(text: str, *windows: datetime, last: str = "", **more: Any) -> Any:
    """The decision on a text, with two windows offered where none are named."""
    context = Context(windows or (MONDAY, WEDNESDAY), NOW, last, **more)
    return decide(Reply("r", text, context=context), load_word_book())


@pytest.mark.parametrize(("code", "text"), examples(*PERSON), ids=lambda value: str(value)[:40])
def test_what_needs_a_person_reaches_one(code: str, text: str) -> None:
    found = reply(text)
    assert found.route not in AUTOMATIC
    assert found.automatic in {None, ACK_PERSON, ACK_EMERGENCY, ACK_OPT_OUT}
    assert found.route == PERSON[code]


@pytest.mark.parametrize(("code", "text"), examples(*STOPS), ids=lambda value: str(value)[:40])
def test_stops_stop(code: str, text: str) -> None:
    found = reply(text)
    assert found.route not in AUTOMATIC
    assert found.opted_out == (code == "SO")


def test_enough_runs_by_itself_to_be_worth_it() -> None:
    """Two thirds at least of the plain questions and postponements of the examples."""
    rows = [(code, reply(text).route) for code, text in examples("AA", "AL")]
    right = sum(route == {"AA": "auto_answer", "AL": "auto_reschedule_later"}[code] for code, route in rows)
    assert right / len(rows) > 2 / 3


WINDOWS = [
    ("book me in for monday please", 0),
    ("I'd like the 9:15 slot", 0),
    ("Wed works great thank you", 1),
    ("the later one", 1),
    ("option 1", 0),
    ("can't do monday but wednesday is good", 1),
    ("let's do Dec 7", 0),
    ("12/9 is fine", 1),
    ("wednesday 3 p.m. works. Thanks!", 1),
    ("resérveme el miércoles por la tarde", 1),
    ("запишите меня на среду", 1),
    ("първият час е добре", 0),
    ("Montag um 9:15 nehme ich", 0),
    ("3", 1),
]
PERSONS = [
    "either works",
    "yes",
    "9",
    "7",
    "Monday the 9th",
    "wed 9:15",
    "monday or wednesday",
    "not monday",
    "monday?",
    "maybe monday",
    "monday if the price is the same",
    "monday, unless my boss says no",
    "monday works 😡",
    "Wednesday at 4",
    "",
    "🤷",
    "asdf",
    "monday monday wednesday",
    "I'll take monday for my son",
]


@pytest.mark.parametrize(("text", "window"), WINDOWS, ids=[text for text, _ in WINDOWS])
def test_one_window_that_is_named_is_booked(text: str, window: int) -> None:
    found = reply(text)
    assert (found.route, found.window) == ("auto_book", window)


@pytest.mark.parametrize("text", PERSONS)
def test_a_second_reading_is_never_booked(text: str) -> None:
    assert reply(text).route not in AUTOMATIC


def test_yes_books_where_one_window_was_offered() -> None:
    assert reply("yes", MONDAY).window == 0
    assert reply("👍", MONDAY).route == "auto_book"
    assert reply("yes if it does not hurt", MONDAY).route == "handoff_clinical"


def test_a_number_of_a_numbered_offer_is_its_option() -> None:
    assert reply("2", last="Reply 1, 2 or CALL").window == 1
    later = datetime.fromisoformat("2026-12-07T14:00")
    assert (
        reply("2", later, datetime.fromisoformat("2026-12-09T09:00"), last="Reply 1, 2 or CALL").route not in AUTOMATIC
    )


def test_order_words_need_the_order_of_time() -> None:
    assert reply("the earlier one", MONDAY, WEDNESDAY).window == 0
    assert reply("the first one", WEDNESDAY, MONDAY).route not in AUTOMATIC


def test_a_child_or_somebody_else_reaches_a_person() -> None:
    assert reply("monday is good", minor=True).route == "handoff_sensitive"
    assert reply("monday is good", contact="guardian").route == "handoff_sensitive"


def test_an_emergency_wins_over_a_stop_that_is_carried_out_all_the_same() -> None:
    found = reply("STOP texting me, I can't breathe and my face is swollen")
    assert (found.route, found.opted_out, found.automatic) == ("handoff_clinical", True, ACK_EMERGENCY)


ACCEPTED = [text for text, _ in WINDOWS if text != "3"]
SYMPTOMS = ["it hurts", "my gum is swollen", "me duele", "болит зуб", "боли ме", "es tut weh", "I take warfarin"]
STOPPED = [
    "stop texting me",
    "no more messages",
    "no me escriban más",
    "не пишите мне",
    "не ми пишете",
    "keine Nachrichten mehr",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ACCEPTED), st.sampled_from(SYMPTOMS), st.sampled_from([". ", " and ", ", ", " but "]))
def test_a_symptom_beside_any_acceptance_flips_it_to_a_person(text: str, symptom: str, join: str) -> None:
    assert reply(text + join + symptom).route == "handoff_clinical"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ACCEPTED), st.sampled_from(STOPPED))
def test_a_stop_beside_anything_is_carried_out(text: str, stop: str) -> None:
    found = reply(f"{text}. {stop}")
    assert found.opted_out
    assert found.route == "stop_opt_out"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ACCEPTED),
    st.sampled_from(["{}", "{}!", "{} 👍", "hi, {}", "{} thanks", "{} please"]),
    st.booleans(),
)
def test_case_courtesy_and_a_thumb_change_nothing(text: str, frame: str, loud: bool) -> None:
    framed = frame.format(text.upper() if loud else text)
    assert (reply(framed).route, reply(framed).window) == (reply(text).route, reply(text).window)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["book me in for monday please", "wed works", "the 9:15 slot", "12/9 is fine"]))
def test_windows_in_another_order_keep_the_same_moment(text: str) -> None:
    moments = [MONDAY, WEDNESDAY]
    turned = moments[::-1]
    first, second = reply(text, *moments), reply(text, *turned)
    assert moments[first.window] == turned[second.window]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_an_answer_and_nothing_unknown_runs_by_itself(text: str) -> None:
    found = reply(text)
    assert found.route
    assert found.why
    if found.route == "auto_book":
        assert found.window is not None


def test_a_very_long_message_is_read_and_goes_to_a_person() -> None:
    found = reply("please book monday " * 300)
    assert found.route not in AUTOMATIC


def test_a_field_that_cannot_be_read_is_refused_with_its_place() -> None:
    told = {"id": "r", "text": "yes", "context": {"offered_windows": ["soon"]}}
    assert answer(told)["refused"]["where"] == "context.offered_windows[0]"


def test_windows_a_week_apart_are_told_apart_by_date_only() -> None:
    assert reply("monday", MONDAY, MONDAY + timedelta(days=7)).route not in AUTOMATIC
    assert reply("monday the 14th", MONDAY, MONDAY + timedelta(days=7)).window == 1
