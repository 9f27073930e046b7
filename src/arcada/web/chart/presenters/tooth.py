"""The card of what is chosen: one tooth with all that is known of it, or several, ready for one entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.difference import phrases
from arcada.core.chart.mouth import ordinary
from arcada.core.chart.state import GONE, ToothState, state_from_dict
from arcada.core.teeth.notation import shown, spoken
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, day, teeth
from arcada.web.chart.look import Look
from arcada.web.chart.plan_walk import Walk
from arcada.web.chart.presenters.findings import how_bad, lack_words
from arcada.web.chart.reading import ChartRead
from arcada.web.chart.words import capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing on the tooth."""

    status: str
    word: str
    text: str
    aside: str
    more: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is chosen."""

    title: str
    name: str
    teeth: tuple[str, ...]
    lines: Sequence[Line]
    empty: str
    lacks: Sequence[str] = ()


def card(read: ChartRead, look: Look, walk: Walk | None, voice: Voice) -> Card:
    """Give the card of the chosen teeth."""
    if not look.teeth:
        empty = "Choose a tooth in the drawing to see all that is charted of it, or type one above."
        return Card(title="", name="No tooth chosen", teeth=(), lines=(), empty=empty)
    if len(look.teeth) > 1:
        return Card(
            title="",
            name=f"{len(look.teeth)} teeth chosen",
            teeth=look.teeth,
            lines=(),
            empty=f"{teeth(look.teeth, voice)}. What you add goes to all of them.",
        )
    tooth = look.teeth[0]
    gone = {fid for fid, at in walk.resolved.items() if at <= look.visit} if walk and not walk.stale else set()
    lines = [*_findings(read, tooth, look, voice, gone), *_existing(read, tooth), *_planned(walk, tooth, look)]
    return Card(
        title=shown(tooth, voice.notation),
        name=spoken(tooth),
        teeth=look.teeth,
        lines=lines,
        empty="" if lines else _nothing(read, tooth),
        lacks=_lacking(read, tooth),
    )


def _lacking(read: ChartRead, tooth: str) -> Sequence[str]:
    """What is missing or too old for the findings of this tooth, each once with the findings that want it."""
    wanted: dict[str, list[str]] = {}
    for row in read.rows:
        for lack in read.lacks.get(row.fid, ()) if tooth in row.where else ():
            wanted.setdefault(lack_words(lack), []).append(row.term)
    return [f"{said}: {', '.join(dict.fromkeys(terms))}" for said, terms in wanted.items()]


def _findings(read: ChartRead, tooth: str, look: Look, voice: Voice, gone: set[str]) -> list[Line]:
    found = []
    for one in read.rows:
        if tooth not in one.where:
            continue
        suspected = one.status == FindingStatus.SUSPECTED
        who = one.recorded_by if suspected or one.confirmed_by is None else one.confirmed_by
        when = one.recorded_at if suspected or one.confirmed_at is None else one.confirmed_at
        found.append(
            Line(
                status="done" if one.fid in gone else "suspected" if suspected else "finding",
                word="treated by then" if one.fid in gone else "suspected" if suspected else "finding",
                text=f"{one.term} {one.surfaces}".strip(),
                more=", ".join(how_bad(one)),
                aside=f"{'suspected' if suspected else 'confirmed'}, {who.user}, {day(when, voice)}",
                query=look.query(finding=str(one.pk), typed=""),
            )
        )
    return found


def _existing(read: ChartRead, tooth: str) -> list[Line]:
    told = read.states.get(tooth)
    if told is None:
        return []
    state = state_from_dict(dict(told), ordinary(tooth).presence)
    said = [phrase for phrase in phrases(state) if not phrase.startswith("the site is")] or ["present"]
    return [
        Line(status="existing", word="existing", text=phrase.removeprefix("a ").removeprefix("an "), aside="charted")
        for phrase in said
    ]


def _planned(walk: Walk | None, tooth: str, look: Look) -> list[Line]:
    lines = []
    for item in walk.content["items"] if walk and not walk.stale else ():
        if tooth not in item["where"] or not is_tooth(tooth):
            continue
        done = look.visit >= item["last_visit"]
        first, last = item["visit"], item["last_visit"]
        lines.append(
            Line(
                status="done" if done else "planned",
                word="done by then" if done else "planned",
                text=f"{item.get('name', item['family'].replace('_', ' '))} {''.join(item['surfaces'])}".strip(),
                aside=f"visit {first}" if first == last else f"visits {first} to {last}",
            )
        )
    return lines


def _nothing(read: ChartRead, tooth: str) -> str:
    state: ToothState = read.drawable.mouth.at(tooth)
    if state.presence in GONE or state.presence == "unerupted":
        return f"{capital(next(iter(phrases(state)), 'gone'))}: usual at this age, nothing charted."
    return "Sound. Nothing charted."
