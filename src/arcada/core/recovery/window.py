"""Which offered window a message names.

    "thursday at 3"   weekday Thursday, hour 3      -> windows that are both
    "the 5th"         day of the month              -> windows on that day
    "option 2", "the later one"                     -> by position in time
    "10"              hour or day of the month      -> only where one reading is possible

Every mention must match the same one window. A bare number is ambiguous when it could be two windows, or a day only.
What is left of the message after the mentions is returned, so that the caller can ask whether it is explained too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from arcada.core.recovery.book_of_words import Numbered, Times

MORNING, NOON, AFTERNOON, EVENING = 0, 1, 2, 3
FIRST, SECOND, THIRD, LAST = 1, 2, 3, 0
HALF_DAY = 12
NUMBERED = re.compile(r"(?<!\w)(?:1[).:]|reply 1|1 or 2|1, 2)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The windows that all mentions allow, what was not understood of the message, and whether it named any."""

    windows: tuple[int, ...]
    rest: str
    mentions: int
    torn: bool = False
    """Whether two mentions contradict each other, or a number could be two things."""

    @property
    def one(self) -> int | None:
        """The only window, None where there is none or more."""
        return self.windows[0] if len(self.windows) == 1 and not self.torn and self.mentions else None


@dataclass(frozen=True, slots=True)
class _Mention:
    windows: frozenset[int]
    doubtful: bool = False


def named(words: str, windows: Sequence[datetime], now: datetime | None, last: str, times: Times) -> Named:
    """What the words say about the windows."""
    reader = _Reader(windows, now, times, numbered=bool(NUMBERED.search(last)))
    rest = reader.read(words)
    allowed = frozenset(range(len(windows)))
    for mention in reader.mentions:
        allowed &= mention.windows
    torn = bool(reader.mentions) and (not allowed or any(mention.doubtful for mention in reader.mentions))
    return Named(tuple(sorted(allowed)), rest, len(reader.mentions), torn)


Meaning = Callable[["re.Match[str]"], "_Mention | None"]


class _Reader:
    """Takes mentions out of a message from left to right, the most telling kinds first."""

    def __init__(self, windows: Sequence[datetime], now: datetime | None, times: Times, *, numbered: bool) -> None:
        self.windows = windows
        self.now = now
        self.numbered = numbered
        self.times = times
        self.mentions: list[_Mention] = []
        self.has_weekday = False

    def read(self, words: str) -> str:
        """What is left when all mentions are taken out."""
        rest = words
        for pattern, meaning in self._kinds():
            rest = pattern.sub(partial(self._take, meaning), rest)
        return " ".join(rest.split())

    def _take(self, meaning: Meaning, match: re.Match[str]) -> str:
        mention = meaning(match)
        if mention is None:
            return match[0]
        self.mentions.append(mention)
        return " "

    def _kinds(self) -> Iterator[tuple[re.Pattern[str], Meaning]]:
        t = self.times
        clock = r"(?P<h>\d{1,2}):(?P<m>\d\d)(?: (?P<half>am|pm))?"
        hour = r"(?P<h>\d{1,2})(?P<m>)(?: (?P<half>am|pm))"
        at_hour = rf"(?:{t.at}) (?P<h>\d{{1,2}})(?P<m>)(?: (?P<half>am|pm))?"
        yield _bounded(rf"(?:{t.at} )?{clock}(?: {t.after_hour})?"), self._clock
        yield _bounded(rf"(?:{t.at} )?{hour}"), self._clock
        yield _bounded(rf"(?:{t.month.pattern}) (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"), self._month_day
        yield _bounded(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: de| of)? (?:{t.month.pattern})"), self._month_day
        yield _bounded(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/\d{2,4})?"), self._slashed
        yield _bounded(rf"(?:{t.option}) ?(?P<n>\d)"), self._option
        yield _bounded(r"(?P<d>\d{1,2})(?:st|nd|rd|th)(?! (?:one|option|time|slot|choice|date|appointment))"), self._day
        yield _bounded(rf"(?P<h>\d{{1,2}})(?P<m>)(?P<half>) ?(?:{t.after_hour})"), self._clock
        yield _bounded(rf"(?P<w>{t.weekday.pattern})"), self._weekday
        yield _bounded(at_hour), self._clock
        yield _bounded(rf"(?P<w>{t.relative.pattern})"), self._relative
        yield _bounded(rf"(?P<w>{t.part.pattern})"), self._part
        yield _bounded(rf"(?P<w>{t.order.pattern})"), self._order
        yield _bounded(r"(?P<n>\d{1,2})"), self._number

    def _where(self, test: Callable[[datetime], bool]) -> frozenset[int]:
        return frozenset(rank for rank, one in enumerate(self.windows) if test(one))

    def _clock(self, match: re.Match[str]) -> _Mention | None:
        hour, minute = int(match["h"]), int(match["m"] or 0)
        return _Mention(self._where(lambda one: _same_hour(one, hour, minute, match["half"] or "")))

    def _month_day(self, match: re.Match[str]) -> _Mention | None:
        month = next(value for word, value in self.times.month.values.items() if _holds(match[0], word))
        return _Mention(self._where(lambda one: one.month == month and one.day == int(match["d"])))

    def _slashed(self, match: re.Match[str]) -> _Mention | None:
        pair = int(match["a"]), int(match["b"])
        both = self._where(lambda one: (one.month, one.day) == pair) | self._where(
            lambda one: (one.day, one.month) == pair
        )
        return _Mention(both)

    def _option(self, match: re.Match[str]) -> _Mention | None:
        return _Mention(frozenset({int(match["n"]) - 1}) & frozenset(range(len(self.windows))))

    def _day(self, match: re.Match[str]) -> _Mention | None:
        return _Mention(self._where(lambda one: one.day == int(match["d"])))

    def _weekday(self, match: re.Match[str]) -> _Mention | None:
        self.has_weekday = True
        day = _value(self.times.weekday, match["w"])
        return _Mention(self._where(lambda one: one.weekday() == day))

    def _relative(self, match: re.Match[str]) -> _Mention | None:
        if self.now is None:
            return _Mention(frozenset())
        day = (self.now + timedelta(days=_value(self.times.relative, match["w"]))).date()
        return _Mention(self._where(lambda one: one.date() == day))

    def _part(self, match: re.Match[str]) -> _Mention | None:
        part = _value(self.times.part, match["w"])
        return _Mention(self._where(lambda one: _in_part(one, part)))

    def _order(self, match: re.Match[str]) -> _Mention | None:
        """Words of order: by position and by time; where the two differ, nobody can tell."""
        order = _value(self.times.order, match["w"])
        if not self.windows:
            return _Mention(frozenset())
        place = len(self.windows) - 1 if order == LAST else order - 1
        in_time = sorted(range(len(self.windows)), key=lambda rank: self.windows[rank])
        if place >= len(self.windows):
            return _Mention(frozenset())
        return _Mention(frozenset({place}), doubtful=in_time[place] != place)

    def _number(self, match: re.Match[str]) -> _Mention | None:
        """A bare number: an hour, a day or an option; in doubt, all of them and doubtful."""
        number = int(match["n"])
        hours = self._where(lambda one: _same_hour(one, number, 0, ""))
        days = self._where(lambda one: one.day == number)
        options = frozenset({number - 1}) & frozenset(range(len(self.windows)))
        if self.has_weekday:
            return _Mention(hours) if hours else _Mention(days)
        if self.numbered and options:
            return _Mention(options, doubtful=bool((hours | days) - options))
        if not hours:
            return _Mention(days, doubtful=True)
        other = days | (options if number <= len(self.windows) else frozenset())
        return _Mention(hours, doubtful=bool(other - hours) or bool(days))


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:/])(?:{pattern})(?![\w:/])")


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _value(words: Numbered, found: str) -> int:
    return words.values[found]


def _same_hour(one: datetime, hour: int, minute: int, half: str) -> bool:
    """Whether a time of day as spoken is that of the window."""
    if one.minute != minute or hour > 24:  # noqa: PLR2004 - hours of a day
        return False
    if half:
        return one.hour == hour % HALF_DAY + (HALF_DAY if half == "pm" else 0)
    return one.hour == hour if hour > HALF_DAY else one.hour % HALF_DAY == hour % HALF_DAY


def _in_part(one: datetime, part: int) -> bool:
    clock = one.hour + one.minute / 60
    bounds = {MORNING: (0, 12), NOON: (11.5, 13.5), AFTERNOON: (12, 17), EVENING: (16.5, 24)}
    low, high = bounds[part]
    return low <= clock < high
