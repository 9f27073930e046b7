"""The visits of a plan as a line: numbered stops, months below, healing intervals hatched.

    1----2---3----(4)----5 = = = = = = = = 6        done: disc with tick    missed: red disc
    Nov      Dec      Jan      Mar       May        now: filled ring        hatched: the body heals

`wide` writes dates and amounts at the stops and says what heals; the short one has numbers and months only.
Where visits lie close, the line gives them room: order and nearness stay true, the scale bends. Where there are more
than numbers have room for, those between become dots; the first, the last, a missed one and now keep their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from arcada.display.odontogram.ink import PAPER, Palette
from arcada.display.odontogram.svg import circle, element, group, line, num, path, prefix_of

StopState = Literal["planned", "booked", "done", "missed", "now"]
_MORE_PAPER = {"danger": "#b03a2b", "surface": "#fffefc", "surface-3": "#e8e4da", "accent-line": "#a9c8d4"}


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit: `day` counts from the first; `heals` says what heals in the interval before it."""

    date: str
    day: int
    state: StopState = "planned"
    note: str = ""
    heals: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    width: float
    pad: float
    radius: float
    room: float
    y: float
    height: float
    told: float  # what a stop with all that is written at it needs at the least
    dot: float = 3.5


_WIDE = _Frame(width=960, pad=34, radius=12, room=76, y=40, height=104, told=46)
_SHORT = _Frame(width=384, pad=12, radius=9, room=24, y=14, height=42, told=20)


def _places(stops: Sequence[Stop], frame: _Frame) -> list[float]:
    """Return the x of each stop: true to the days, pushed apart where numbers would touch."""
    inside, last = frame.width - 2 * frame.pad, max(stops[-1].day - stops[0].day, 1)
    room = min(frame.room, inside / max(len(stops) - 1, 1))
    places = [frame.pad + inside * (stop.day - stops[0].day) / last for stop in stops]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + room)
    places[-1] = min(places[-1], frame.width - frame.pad)
    for i in range(len(places) - 2, -1, -1):
        places[i] = min(places[i], places[i + 1] - room)
    return places


def _told(stops: Sequence[Stop], places: Sequence[float], frame: _Frame) -> frozenset[int]:
    """Return which stops are written out: those that matter, then the others from the left where there is room."""
    last = len(stops) - 1
    told: list[int] = []
    weighty = [i for i, stop in enumerate(stops) if i in {0, last} or stop.state in {"now", "missed"}]
    for i in (0, last, *weighty[1:-1], *range(1, last)):
        if all(abs(places[i] - places[other]) >= frame.told for other in told):
            told.append(i)
    return frozenset(told)


def _between(day: float, stops: Sequence[Stop], places: Sequence[float]) -> float:
    """Return the x of any day: between the stops, the scale is straight."""
    for (a, x), (b, end) in zip(zip(stops, places, strict=True), zip(stops[1:], places[1:], strict=True), strict=False):
        if a.day <= day <= b.day and b.day > a.day:
            return x + (end - x) * (day - a.day) / (b.day - a.day)
    return places[0] if day < stops[0].day else places[-1]


class _Hand:
    """Draws in one palette."""

    def __init__(self, palette: Palette, frame: _Frame, prefix: str) -> None:
        self.palette, self.frame, self.prefix = palette, frame, prefix

    def token(self, name: str) -> str:
        return {**PAPER, **_MORE_PAPER}[name] if self.palette == "paper" else f"var(--{name})"

    def text(self, said: str, x: float, y: float, size: float, colour: str = "ink-3", weight: str = "400") -> str:
        """Write a label, kept inside the drawing."""
        edge = len(said) * size * 0.27
        x = min(max(x, edge), self.frame.width - edge)
        return element(
            "text",
            escape(said),
            x=x,
            y=y,
            text_anchor="middle",
            font_size=size,
            font_weight=weight,
            fill=self.token(colour),
        )

    def stop(self, number: int, stop: Stop, x: float) -> str:
        frame = self.frame
        y, r = frame.y, frame.radius
        fill, edge = {
            "done": ("st-done", "st-done"),
            "missed": ("danger", "danger"),
            "now": ("accent", "accent"),
        }.get(stop.state, ("surface", "accent"))
        drawn = circle(x, y, r, fill=self.token(fill), stroke=self.token(edge), stroke_width=2)
        if stop.state == "done":
            tick = line((x - r * 0.4, y + r * 0.02), (x - r * 0.08, y + r * 0.34), (x + r * 0.45, y - r * 0.32))
            return drawn + path(
                tick,
                fill="none",
                stroke=self.token("surface"),
                stroke_width=2,
                stroke_linecap="round",
                stroke_linejoin="round",
            )
        colour = "surface" if stop.state in {"missed", "now"} else "accent"
        return drawn + self.text(str(number), x, y + r * 0.36, r * 1.02, colour, "700")

    def dot(self, stop: Stop, x: float) -> str:
        """Draw a stop for whose number there is no room."""
        ink = {"done": "st-done", "missed": "danger"}.get(stop.state, "accent")
        return circle(
            x, self.frame.y, self.frame.dot, fill=self.token(ink), stroke=self.token("surface"), stroke_width=1
        )

    def labels(self, stop: Stop, x: float) -> str:
        """Write the date above a stop and the note below it."""
        y, missed = self.frame.y, stop.state == "missed"
        colour, weight = ("danger", "600") if missed else ("ink-3", "400")
        above = self.text("missed" if missed else stop.date, x, y - 20, 12, colour, weight)
        return above + (self.text(stop.note, x, y + 28, 12, colour) if stop.note else "")

    def interval(self, stop: Stop, start: float, end: float) -> str:
        frame = self.frame
        a, b, y = start + frame.radius + 2, end - frame.radius - 2, frame.y
        if not stop.heals or b <= a:
            return path(line((start, y), (end, y)), stroke=self.token("line-2"), stroke_width=2)
        box = element("rect", x=a, y=y - 3.5, width=b - a, height=7, fill=f"url(#{self.prefix}-heals)")
        rail = path(line((start, y), (end, y)), stroke=self.token("line-2"), stroke_width=1)
        said = self.text(stop.heals, (a + b) / 2, y + 28, 12) if frame is _WIDE else ""
        return rail + box + said

    def heals_pattern(self) -> str:
        stripe = element("rect", width=4, height=8, fill=self.token("accent-line"))
        ground = element("rect", width=7, height=8, fill=self.token("surface"))
        return element(
            "defs",
            element(
                "pattern",
                ground + stripe,
                id=f"{self.prefix}-heals",
                width=7,
                height=8,
                patternUnits="userSpaceOnUse",
            ),
        )


def draw_timeline(
    stops: Sequence[Stop],
    months: Sequence[tuple[str, int]] = (),
    *,
    title: str,
    wide: bool = True,
    palette: Palette = "theme",
) -> SafeString:
    """Draw the visits of a plan; `months` are names with the day, counted as the stops', on which each begins."""
    if not stops:
        return SafeString()
    frame = _WIDE if wide else _SHORT
    prefix = prefix_of(title, stops, wide)
    hand, places = _Hand(palette, frame, prefix), _places(stops, frame)
    drawn = [hand.heals_pattern()] if any(stop.heals for stop in stops) else []
    drawn += [hand.interval(stop, places[i], places[i + 1]) for i, stop in enumerate(stops[1:])]
    told = _told(stops, places, frame)
    for i, (stop, x) in enumerate(zip(stops, places, strict=True)):
        if i not in told:
            drawn.append(hand.dot(stop, x))
            continue
        drawn.append(hand.stop(i + 1, stop, x))
        drawn.append(hand.labels(stop, x) if wide else "")
    drawn.insert(0, _months(hand, months, stops, places))  # below the stops, so that no tick crosses a number
    return _svg("".join(drawn), frame, title, stops)


def _months(hand: _Hand, months: Sequence[tuple[str, int]], stops: Sequence[Stop], places: Sequence[float]) -> str:
    frame, last, drawn = hand.frame, -1e9, ""
    for name, start in months:
        x = _between(start, stops, places)
        if start < stops[0].day - 31 or start > stops[-1].day or x - last < len(name) * 7 + 14:
            continue
        last = x
        if frame is _WIDE:
            drawn += path(line((x, frame.y - 4), (x, frame.y + 4)), stroke=hand.token("line-2"), stroke_width=1)
        drawn += hand.text(name, x, frame.height - 6, 12 if frame is _WIDE else 11)
    return group(drawn)


def _svg(body: str, frame: _Frame, title: str, stops: Sequence[Stop]) -> SafeString:
    said = "; ".join(
        f"visit {i}, {stop.date}{'' if stop.state == 'planned' else f', {stop.state}'}"
        f"{f', before it {stop.heals}' if stop.heals else ''}"
        for i, stop in enumerate(stops, 1)
    )
    text = element(
        "svg", body, xmlns="http://www.w3.org/2000/svg", class_=f"tl {'tl-wide' if frame is _WIDE else 'tl-short'}",
        viewBox=f"0 0 {num(frame.width)} {num(frame.height)}", role="img", aria_label=f"{title}: {said}",
        font_family="system-ui, sans-serif",
    )  # fmt: skip
    return mark_safe(text)  # noqa: S308 - every text in it was escaped when it was written
