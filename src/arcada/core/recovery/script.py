"""A script: the sentence that goes out word for word, with slots and nothing else.

    "Hi {first_name}, {practice}. ... Reply 1, 2, or CALL. STOP to opt out"

A message has parts: 160 letters of the GSM alphabet fit one, 153 each when there are more; with any other letter 70,
then 67 (3GPP TS 23.038 and 23.040). Outreach must fit one part of GSM letters, or three of others; it says how to end
messages, and names the practice. Words of treatment, money and urgency are faults: what a telephone's screen shows,
others may read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arcada.core.kernel import Refusal
from arcada.core.recovery.phrase import Phrases
from arcada.core.recovery.text import plain

OUTREACH, ANSWER = "outreach", "answer"
LONGEST = {
    "first_name": 12,
    "practice": 18,
    "provider": 14,
    "visit_day": 10,
    "offer_1": 16,
    "offer_2": 16,
    "offer_3": 16,
    "booked": 28,
    "phone": 14,
    "link": 32,
    "address": 60,
    "hours": 30,
}
"""The common slots, with the letters that a script is measured with; a longer value is measured when it is filled."""
SLOTS = frozenset(LONGEST)
OTHER_SLOT = 60
SLOT = re.compile(r"\{([a-z_0-9]*)\}")
AMOUNT = re.compile(r"[$€£₽]|\b(?:usd|eur|лв|руб)\b|%", re.IGNORECASE)
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")
ONE, MORE = {True: 160, False: 70}, {True: 153, False: 67}
MOST_PARTS = {True: 1, False: 3}
MOST_PARTS_OF_ANSWER = 4


@dataclass(frozen=True, slots=True)
class Script:
    """One text in one language; `slots` are those that it may use beside the common ones."""

    id: str
    kind: str
    language: str
    text: str
    slots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Length:
    """How long a message is: letters as they count, parts, and whether the GSM alphabet holds it."""

    letters: int
    parts: int
    gsm: bool


def length(text: str) -> Length:
    """The length of a text message."""
    gsm = all(letter in GSM or letter in GSM_TWICE for letter in text)
    units = sum(2 if letter in GSM_TWICE else 1 for letter in text) if gsm else len(text.encode("utf-16-le")) // 2
    parts = 1 if units <= ONE[gsm] else -(-units // MORE[gsm])
    return Length(units, parts, gsm)


def faults(script: Script, stop_word: str, never: Phrases) -> tuple[Refusal, ...]:
    """What keeps a script from being approved; empty when nothing does."""
    return tuple(_faults(script, stop_word, never))


def _faults(script: Script, stop_word: str, never: Phrases) -> Iterator[Refusal]:
    used = SLOT.findall(script.text)
    for slot in dict.fromkeys(used):
        if slot not in SLOTS | script.slots:
            yield Refusal("unknown_slot", f"There is no slot {{{slot}}}; the text can hold: {_named(script)}.", "text")
    if "{" in SLOT.sub("", script.text) or "}" in SLOT.sub("", script.text):
        yield Refusal("loose_brace", "A brace stands alone; slots are written like {first_name}.", "text")
    if "practice" not in used:
        yield Refusal("nameless", "The patient must see who writes: add {practice}.", "text")
    words = SLOT.sub(" ", script.text)
    if script.kind == OUTREACH and stop_word.lower() not in words.lower():
        yield Refusal("no_way_out", f"Say how to end messages: add {stop_word}.", "text")
    if found := never.found(plain(words)):
        yield Refusal("not_for_a_screen", f"'{found}' does not belong in a message that others may read.", "text")
    if AMOUNT.search(words):
        yield Refusal("not_for_a_screen", "No amounts in a message that others may read.", "text")
    size = length(SLOT.sub(lambda slot: "x" * LONGEST.get(slot[1], OTHER_SLOT), script.text))
    most = MOST_PARTS[size.gsm] if script.kind == OUTREACH else MOST_PARTS_OF_ANSWER
    if size.parts > most:
        room = ONE[size.gsm] if most == 1 else most * MORE[size.gsm]
        yield Refusal("too_long", f"Filled in, it has about {size.letters} letters; {room} fit.", "text")


def _named(script: Script) -> str:
    return ", ".join(sorted(SLOTS | script.slots))


def filled(script: Script, values: Mapping[str, str]) -> str | Refusal:
    """The message; a value is one line of plain text, and none may be missing."""
    for slot in dict.fromkeys(SLOT.findall(script.text)):
        value = values.get(slot, "")
        if not value.strip():
            return Refusal("slot_empty", f"Nothing is known for {{{slot}}}.", slot)
        if not value.isprintable() or "{" in value or "}" in value:
            return Refusal("slot_odd", f"What is known for {{{slot}}} holds signs that cannot be sent.", slot)
    return SLOT.sub(lambda slot: values[slot[1]].strip(), script.text)
