"""`rules/families.yaml`, `rules/groups.yaml` and `catalogue/*.yaml`: what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import yaml

from arcada.core.chart.effects import FIELDS, PLACES, Effect, Need
from arcada.core.planning.draft import PHASES
from arcada.core.protocols.catalogue import Procedure, Stage, Variant
from arcada.core.protocols.rules import Family
from arcada.interop.knowledge.entry import Entry
from arcada.interop.knowledge.files import Folder

KINDS = (
    "record", "talk", "review", "soft", "surgery", "restoration", "endodontic", "prosthesis", "orthodontic",
    "whitening",
)  # fmt: skip
ROLES = (
    "dentist", "hygienist", "endodontist", "periodontist", "surgeon", "prosthodontist", "orthodontist",
    "paediatric_dentist",
)  # fmt: skip
DEPTHS = ("minimal", "moderate", "deep", "general")
MERGES = ("mouth", "arch", "place", "reason")


@dataclass(slots=True)
class Vocabulary:
    """Names that later files may use."""

    sources: Mapping[str, str]
    families: Mapping[str, Family]
    groups: Mapping[str, frozenset[str]]
    phases: Mapping[str, str]

    def expand(self, entry: Entry, key: str) -> frozenset[str]:
        """Families named one by one or by group; an unknown name is a fault."""
        known = {*self.families, *self.groups}
        found: set[str] = set()
        for name in entry.all_known(key, known, "family or group"):
            found |= self.groups.get(name, frozenset({name}))
        return frozenset(found)

    def cited(self, entry: Entry, *, required: bool = True) -> tuple[str, ...]:
        """Sources of an entry; every figure has one, or says that it is judgement."""
        names = entry.all_known("source", {*self.sources, "judgement"}, "source")
        if required and not names:
            entry.fault("source", "is missing; write the tag of the source, or judgement")
        return names


def read_vocabulary(folder: Folder) -> Vocabulary:
    """Sources, families and groups."""
    sources = {}
    for entry in folder.entries("sources.yaml"):
        sources[entry.text("id")] = entry.text("citation")
        entry.text("owner", "")
        entry.done()
    families: dict[str, Family] = {}
    phases: dict[str, str] = {}
    for entry in folder.entries("rules/families.yaml"):
        family = read_family(entry)
        families[family.name] = family
        phases[family.name] = family.phase
        entry.done()
    groups: dict[str, frozenset[str]] = {}
    for entry in folder.entries("rules/groups.yaml"):
        members: set[str] = set()
        for name in entry.all_known("families", {*families, *groups}, "family or group"):
            members |= groups.get(name, frozenset({name}))
        groups[entry.text("group")] = frozenset(members)
        entry.done()
    return Vocabulary(sources, families, groups, phases)


def read_family(entry: Entry) -> Family:
    """One plain family."""
    return Family(
        name=entry.text("family"),
        kind=entry.known("kind", KINDS, "kind of family"),
        priority=entry.whole("priority") or 0,
        needs=tuple(need for one in entry.entries("needs") if (need := read_need(one)) is not None),
        does=tuple(effect for one in entry.entries("does") if (effect := read_effect(one)) is not None),
        phase=entry.known("phase", PHASES, "phase", "disease_control"),
    )


def read_need(entry: Entry) -> Need | None:
    """`{field: implant, is: [integrated, emerged]}` or `{field: pulp, is_not: [necrotic]}`."""
    field = entry.known("field", tuple(FIELDS), "field of the mouth")
    words, forbidden = entry.strings("is"), entry.strings("is_not")
    on = entry.known("on", PLACES, "place", "each")
    days, says = entry.whole("days") or 0, entry.text("says", "")
    at = entry.known("at", ("start", "end"), "moment", "start")
    entry.done()
    try:
        return Need(field, words or forbidden, bool(words), on, days, says, at)  # type: ignore[arg-type]
    except ValueError as error:
        entry.fault("field", str(error))
        return None


def read_effect(entry: Entry) -> Effect | None:
    """`{field: pulp, becomes: root_filled}` with optional on, from, at and when."""
    field = entry.known("field", tuple(FIELDS), "field of the mouth")
    word = entry.text("becomes")
    on = entry.known("on", PLACES, "place", "each")
    only = entry.strings("from")
    at = entry.known("at", ("start", "end"), "moment", "end")
    when = entry.entry("when")
    conditions = tuple((key, when.strings(key)) for key in when.pairs) if when else ()
    entry.done()
    try:
        return Effect(field, word, on, only, at, conditions)  # type: ignore[arg-type]
    except ValueError as error:
        entry.fault("becomes", str(error))
        return None


def read_procedures(folder: Folder, words: Vocabulary) -> dict[str, Procedure]:
    """All entries of the catalogue."""
    found: dict[str, Procedure] = {}
    for entry in folder.entries("catalogue/*.yaml"):
        procedure = read_procedure(entry, words)
        if procedure.id in found:
            entry.fault("id", f"there is already a procedure '{procedure.id}'")
        found[procedure.id] = procedure
    return found


def read_procedure(entry: Entry, words: Vocabulary) -> Procedure:
    """One entry of the catalogue."""
    procedure = Procedure(
        id=entry.text("id"),
        family=entry.known("family", set(words.families), "family"),
        name=entry.text("name"),
        sentence=entry.text("sentence"),
        stages=read_stages(entry),
        role=entry.known("role", ROLES, "role"),
        units=_units(entry),
        anaesthesia=entry.flag("anaesthesia"),
        merge=entry.known("merge", MERGES, "way to merge", "place"),
        series_minutes=entry.whole("series_minutes") or 0,
        series_units=entry.decimal("series_units"),
        series_within=entry.known("series_within", ("arch", "quadrant"), "reach of a set", "arch"),
        ride_along=entry.all_known("also", ROLES, "role"),
        equipment=entry.strings("equipment"),
        lab_days=_pair(entry, "lab_days"),
        life_years=_pair(entry, "life_years"),
        variants=tuple(read_variant(one) for one in entry.entries("variants")),
        needs=tuple(need for one in entry.entries("needs") if (need := read_need(one)) is not None),
        does=tuple(effect for one in entry.entries("does") if (effect := read_effect(one)) is not None),
        aftercare=entry.text("aftercare", ""),
        depth=entry.known("depth", DEPTHS, "depth", ""),
        sources=words.cited(entry),
    )
    entry.done()
    return procedure


def _units(entry: Entry) -> Decimal:
    units = entry.decimal("units")
    if units is None:
        entry.fault("units", "is missing")
    return units or Decimal(0)


def _pair(entry: Entry, key: str) -> tuple[int, int] | None:
    numbers = [int(entry.number(node, key)) for node in entry.items(key)]
    if not numbers:
        return None
    if len(numbers) != len(("low", "high")) or numbers[0] > numbers[1]:
        entry.fault(key, "expected two numbers, the smaller first")
        return None
    return numbers[0], numbers[1]


def read_variant(entry: Entry) -> Variant:
    """What differs under a condition."""
    variant = Variant(
        when=entry.condition(),
        units=entry.decimal("units"),
        stages=read_stages(entry) if "minutes" in entry.pairs else (),
        role=entry.known("role", ROLES, "role", ""),
    )
    entry.done()
    return variant


def read_stages(entry: Entry) -> tuple[Stage, ...]:
    """`minutes: [80, {minutes: 40, after: [7, 28]}]`: the attended visits in order."""
    found: list[Stage] = []
    for rank, node in enumerate(entry.items("minutes")):
        if isinstance(node, yaml.ScalarNode):
            found.append(Stage(int(entry.number(node, f"minutes[{rank}]"))))
            continue
        found.append(_stage(Entry(entry.file, node, f"{entry.path}.minutes[{rank}]", entry.reports)))
    if not found:
        entry.fault("minutes", "is missing: a procedure takes at least one visit")
    return tuple(found)


def _stage(entry: Entry) -> Stage:
    window = read_window(entry, entry.get("after"), "after")
    numbed = entry.flag("anaesthesia")
    stage = Stage(
        minutes=entry.whole("minutes") or 0,
        min_days=window[0],
        max_days=window[1],
        role=entry.known("role", ROLES, "role", ""),
        anaesthetised=numbed,
        repeat=entry.whole("repeat") or 1,
    )
    entry.done()
    return stage


def read_window(entry: Entry, node: yaml.Node | None, key: str) -> tuple[int, int | None]:
    """`[7, 28]`, or `[14, null]` for an open end; a bound that is not written is a fault."""
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != len(("min", "max")):
        entry.fault(key, "expected both bounds in days, [7, 28], or [14, null] when it has no end", node)
        return 0, None
    low, high = node.value
    least = int(entry.number(low, key))
    most = None if high.tag == "tag:yaml.org,2002:null" else int(entry.number(high, key))
    if most is not None and most < least:
        entry.fault(key, "the first bound is larger than the second", node)
    return least, most
