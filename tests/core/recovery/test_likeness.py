"""The net under the lists: what is like a wish for silence quiets messages down, and never anything else."""

from datetime import datetime
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.recovery.decide import decide
from arcada.core.recovery.likeness import UNKNOWN, learned, marks
from arcada.core.recovery.reply import Context, Decision, Reply
from arcada.core.recovery.text import plain, read_message
from arcada.interop.word_book import load_word_book

WINDOWS = (datetime.fromisoformat("2026-12-07T09:15"), datetime.fromisoformat("2026-12-09T15:00"))
FOLDS = 5


def _decided(text: str) -> Decision:
    context = Context(windows=WINDOWS, now=datetime.fromisoformat("2026-11-30T10:00"))
    return decide(Reply("r", text, context=context), load_word_book())


def _examples() -> tuple[list[str], list[str]]:
    text = (resources.files("arcada") / "knowledge" / "replies" / "examples.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    wishes, others = ([plain(one) for many in told[kind].values() for one in many] for kind in ("wish", "other"))
    return wishes, others


@pytest.mark.parametrize(
    "text",
    [
        "wrong number, stop",
        "too expensive and please remove me",
        "STOP - and by the way my gum is bleeding",
        "I moved away; unsubscribe",
        "bitte stoppen",
        "это спам",
        "would you kindly let this go",
        "you're wasting your time with me",
        "who gave you my number? remove it",
        "please respect my wishes and let me be",
    ],
)
def test_a_wish_in_few_or_uncommon_words_is_carried_out(text: str) -> None:
    """A keyword alone between commas, or words like those of others who asked for silence."""
    assert _decided(text).opted_out


@pytest.mark.parametrize(
    "text",
    [
        "the bleeding will not stop",
        "is there a bus stop close",
        "should I stop my blood thinner",
        "I don't want the implant",
        "I refuse the treatment",
        "prefer text over phone",
        "please always remind me, I forget",
        "I want to kill myself",
        "you sent my information to someone else",
        "monday works",
        "the last one please",
    ],
)
def test_other_messages_with_such_words_leave_the_thread_open(text: str) -> None:
    """Stop, no, never and remove speak of many things."""
    assert not _decided(text).opted_out


def test_danger_keeps_its_route_when_silence_is_asked_for_too() -> None:
    """The messages end, and the bleeding is still paged."""
    found = _decided("STOP - and my gum is bleeding and will not stop")
    assert (found.route, found.opted_out) == ("handoff_clinical", True)


def test_wishes_not_learned_from_are_mostly_found() -> None:
    """Every fifth example in turn is left out and read with what the others teach."""
    wishes, others = _examples()
    found = 0
    for fold in range(FOLDS):
        likeness = learned(
            [one for place, one in enumerate(wishes) if place % FOLDS != fold],
            [one for place, one in enumerate(others) if place % FOLDS != fold],
        )
        found += sum(likeness.of(one) > 0 for one in wishes[fold::FOLDS])
    assert found / len(wishes) > 0.85


def test_everyday_replies_seldom_rest_without_need() -> None:
    """Replies of every other kind, none of which was learned from: two in a hundred may wait for a person."""
    lines = (Path(__file__).parents[2] / "data" / "replies" / "train.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split("|", 1) for line in lines if "|" in line]
    others = [text for code, text in told if code != "SO"]
    rested = [text for text in others if _decided(text).opted_out]
    assert len(rested) <= 0.02 * len(others), rested


def test_no_message_is_an_example_of_both_kinds() -> None:
    """What is taught does not contradict itself, and nothing is said twice."""
    wishes, others = _examples()
    assert not set(wishes) & set(others)
    assert len(set(wishes)) == len(wishes)


def test_words_never_seen_say_nothing() -> None:
    """Unknown is not zero: nothing can be read from it."""
    assert learned(["stop it"], ["monday"]).of("zzz") == UNKNOWN


def test_marks_are_words_pairs_and_pieces() -> None:
    """All of them, whatever the order in which they are asked for."""
    words = "no more texts"
    found = marks(words)
    assert {*words.split(), *(f"{a} {b}" for a, b in pairwise(words.split())), "~<text", "~exts>"} <= found


@given(st.text(max_size=200))
def test_any_text_has_clauses_made_of_its_own_words(text: str) -> None:
    """No clause holds a word that the message does not."""
    message = read_message(text)
    letters = set(message.words)
    assert all(set(clause) <= letters | {" "} for clause in message.clauses)
