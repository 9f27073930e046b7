"""A plan under the dentist's hands: its lines in order, the other ways of a finding, what was changed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arcada.cases.models import Alternative, Override
from arcada.cases.standing import edit_of, standing, told
from arcada.cases.ways import Way, ways
from arcada.display.phrases import count, day, duration
from arcada.practice.models import CLINICAL_ROLES, Provider
from arcada.web.plan.presenters.cards import span
from arcada.web.plan.presenters.decided import Decided, decided
from arcada.web.plan.presenters.shown import PHASES, TITLES, Shown, no_fees, plain

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EditLine:
    """One line with its neighbours in the order of the work; empty at the ends."""

    item: str
    title: str
    role: str
    minutes: str
    price: str
    above: str
    above_title: str
    below: str
    below_title: str
    changed: bool


@dataclass(frozen=True, slots=True)
class EditVisit:
    """One visit with the lines that begin in it."""

    number: int
    phase: str
    when: str
    lines: tuple[EditLine, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A word that stands, and the plans that could not follow it, with the reason."""

    said: Decided
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditPage:
    """The whole page."""

    tier: str
    title: str
    price: str
    visits: str
    length: str
    missing: int
    days: tuple[EditVisit, ...]
    findings: tuple[tuple[str, str], ...]
    standing: tuple[Standing, ...]


def edit_page(shown: Shown, row: Alternative) -> EditPage:
    """Lay a plan out for editing."""
    content = row.content()
    length, unit = span(content["last_day"])
    return EditPage(
        tier=row.tier,
        title=TITLES[row.tier],
        price=shown.money(content["price"]),
        visits=count(content["visit_count"], "visit"),
        length=f"{length} {unit}",
        missing=no_fees(content),
        days=_days(shown, content),
        findings=findings(shown),
        standing=standing_words(shown),
    )


def findings(shown: Shown) -> tuple[tuple[str, str], ...]:
    """The findings and wishes for which a line can be added."""
    wishes = shown.version.inputs["case"].get("patient_wishes", ())
    sure = [fid for fid, one in shown.found.items() if not one.get("severity", {}).get("suspected")]
    return (*((fid, shown.finding(fid)) for fid in sure), *((f"wish:{text}", f"Wish: {text}") for text in wishes))


def _days(shown: Shown, content: Item) -> tuple[EditVisit, ...]:
    lines = sorted(content["items"], key=lambda one: (one["visit"], one["order_in_visit"], one["id"]))
    around = zip([None, *lines[:-1]], lines, [*lines[1:], None], strict=True)
    told_lines = {line["id"]: _line(shown, line, above, below) for above, line, below in around}
    return tuple(
        EditVisit(
            number=visit["visit"],
            phase=PHASES.get(visit["phase"], plain(visit["phase"])),
            when=day(shown.date_of(visit["day"]), shown.voice, style="year"),
            lines=tuple(told_lines[line["id"]] for line in lines if line["visit"] == visit["visit"]),
        )
        for visit in content["visits"]
    )


def _line(shown: Shown, line: Item, above: Item | None, below: Item | None) -> EditLine:
    return EditLine(
        item=line["id"],
        title=shown.line(line),
        role=str(line.get("provider") or plain(line["role"])),
        minutes=duration(line["minutes"]),
        price=shown.money(line["price"]),
        above=above["id"] if above else "",
        above_title=shown.line(above) if above else "",
        below=below["id"] if below else "",
        below_title=shown.line(below) if below else "",
        changed=any(_speaks_of(edit, line) for edit in shown.edits),
    )


def _speaks_of(edit: Item, line: Item) -> bool:
    lines = [edit["first"], edit["then"]] if edit["edit"] == "pinned" else [edit]
    return any(one.get("procedure") == line["procedure"] and set(one["where"]) == set(line["where"]) for one in lines)


def standing_words(shown: Shown) -> tuple[Standing, ...]:
    """The words that stand for the plan in force, the newest first, each with where it could not be followed."""
    rows: Sequence[Override] = list(standing(shown.version.case_id))
    zone, start = shown.voice.zone, shown.version.start_date
    edits = [edit_of(row, start, zone) for row in rows if row.until_date is None or row.until_date > start]
    return tuple(Standing(decided(shown, edit), unfollowed(shown, edit)) for edit in reversed(edits))


def unfollowed(shown: Shown, edit: Item) -> tuple[str, ...]:
    """The plans that could not follow a word, each with the sentence that says why."""
    found: dict[str, list[str]] = {}
    for one in shown.alternatives:
        for left in one.get("unfollowed", ()):
            if told(left) == told(edit):
                found.setdefault(left["text"], []).append(TITLES[one["tier"]])
    return tuple(f"{', '.join(tiers)}: {text}" for text, tiers in found.items())


@dataclass(frozen=True, slots=True)
class LineForm:
    """What can be done with one line."""

    item: str
    tier: str
    title: str
    about: str
    findings: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    role: str
    people: tuple[str, ...]
    alike: str = ""


def line_form(shown: Shown, row: Alternative, item: Item) -> LineForm:
    """Say what can be done with a line."""
    others = [one for one in row.content()["items"] if one["id"] != item["id"]]
    people = Provider.objects.filter(practice_id=shown.version.practice_id, active=True)
    return LineForm(
        item=item["id"],
        tier=row.tier,
        title=shown.line(item),
        about=f"Visit {item['visit']}, {plain(item['role']).lower()}, {duration(item['minutes'])}",
        findings=tuple((fid, shown.finding(fid)) for fid in item["for_findings"] if fid in shown.found),
        others=tuple((one["id"], f"{shown.line(one)}, visit {one['visit']}") for one in others),
        roles=tuple((role, plain(role)) for role in CLINICAL_ROLES),
        role=item["role"],
        people=tuple(person.name for person in people),
        alike=shown.alike(item),
    )


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way to answer a finding, with what it would make of the plan."""

    strategy: str
    title: str
    chosen: bool
    offered: bool
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    why_not: str
    price: str
    more: str
    visits: str
    length: str
    life: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways that the protocol offers here, and those that it keeps for other situations."""

    offered: tuple[WayLine, ...]
    others: tuple[WayLine, ...]

    @property
    def more(self) -> bool:
        """Whether there is anything to choose between."""
        return len(self.offered) + len(self.others) > 1


def way_lines(shown: Shown, finding: str, tier: str) -> Ways:
    """The ways to answer a finding in a plan."""
    content = shown.alternative(tier) or {"price": "0"}
    lines = [_way(shown, one, content) for one in ways(shown.version, finding, tier)]
    offered = tuple(one for one in lines if one.offered or one.chosen)
    return Ways(offered, tuple(one for one in lines if not (one.offered or one.chosen)))


def _way(shown: Shown, one: Way, content: Item) -> WayLine:
    length, unit = span(one.last_day)
    return WayLine(
        strategy=one.strategy,
        title=one.title,
        chosen=one.chosen,
        offered=one.offered,
        pros=one.pros,
        cons=one.cons,
        why_not=one.why_not,
        price=shown.money(one.price) if one.price else "",
        more=_more(shown, one, content),
        visits=count(one.visits, "visit") if one.price else "",
        length=f"{length} {unit}" if one.price else "",
        life=f"lasts {one.life_years[0]} to {one.life_years[1]} years" if one.life_years else "",
    )


def _more(shown: Shown, one: Way, content: Item) -> str:
    """How much dearer or cheaper the whole plan would be."""
    if one.chosen or not one.price or not shown.sees_price:
        return ""
    rise = Decimal(one.price) - Decimal(content["price"])
    if not rise:
        return "the same price"
    return f"{shown.money(str(abs(rise)))} {'more' if rise > 0 else 'less'}"
