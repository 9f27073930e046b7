"""How long ago, or for how long, a sentence of a history says.

'myocardial infarction 5 weeks ago'              35 days ago
'alendronate 70 mg weekly for 7 years'           lasting 2555 days
'zoledronic acid 4 mg every 4 weeks'             neither: four weeks is the distance of two doses
"""

import re

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
SPAN = re.compile(
    r"(?P<every>\b(?:every|each|per|q)\s*)?"
    rf"\b(?P<number>\d+(?:[.,]\d+)?|{'|'.join(WORDS)})[\s-]*"
    r"(?P<unit>days?|weeks?|wks?|months?|mths?|mos?|years?|yrs?|y)\b"
    r"(?P<ago>\s*(?:ago|earlier|back|previously|before|old|post\b|after\b))?",
    re.IGNORECASE,
)
LAST = re.compile(r"\b(?:last|past|previous|this)\s+(?P<unit>week|month|year)\b", re.IGNORECASE)
NOW = re.compile(r"\b(?:today|this morning|just now)\b", re.IGNORECASE)
YESTERDAY = re.compile(r"\byesterday\b", re.IGNORECASE)
RECENT = re.compile(r"\b(?:recent(?:ly)?|acute|new|unstable)\b", re.IGNORECASE)
RECENT_DAYS = 30
"""What 'recent' stands for where nobody says more (source: judgement)."""


def _days(number: str, unit: str) -> float:
    value = WORDS.get(number.lower()) or float(number.replace(",", "."))
    return value * UNITS[unit[0].lower()]


def _spans(text: str) -> list[tuple[int, bool]]:
    """Days and whether 'ago' follows, of each span that is not the distance of two doses."""
    return [
        (round(_days(match["number"], match["unit"])), match["ago"] is not None)
        for match in SPAN.finditer(text)
        if match["every"] is None
    ]


def days_ago(text: str) -> int | None:
    """Days since what the sentence tells of; None where it does not say."""
    if NOW.search(text):
        return 0
    if YESTERDAY.search(text):
        return 1
    spans = _spans(text)
    ago = [days for days, said in spans if said] or [days for days, _ in spans]
    if ago:
        return min(ago)
    last = LAST.search(text)
    if last:
        return UNITS[last["unit"][0].lower()]
    return RECENT_DAYS if RECENT.search(text) else None


def days_lasting(text: str) -> int | None:
    """The longest time that the sentence names, distances of doses apart; None where it names none."""
    spans = _spans(text)
    return max(days for days, _ in spans) if spans else None
