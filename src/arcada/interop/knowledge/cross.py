"""Faults that only show when all files are seen together."""

from collections.abc import Iterator

from arcada.core.chart.effects import FIELDS
from arcada.core.chart.healing import HEALING
from arcada.core.chart.signs import SIGNS
from arcada.core.chart.state import GONE, WHOLE
from arcada.core.planning.library import Library
from arcada.interop.knowledge.entry import near
from arcada.interop.knowledge.fault import KnowledgeFault
from arcada.interop.knowledge.places import Places

GROUPS = ("relief", "elective", "absorbed_by_wider_work")


def cross_faults(library: Library, places: Places) -> Iterator[KnowledgeFault]:
    """All of them."""
    yield from _answers(library, places)
    yield from _groups(library)
    yield from _needs(library, places)
    yield from _aftercare(library, places)
    yield from _lag_circles(library, places)


def _answers(library: Library, places: Places) -> Iterator[KnowledgeFault]:
    """Each kind of finding has one protocol, and each protocol answers known kinds."""
    for term in library.kinds:
        if term not in library.answers:
            yield places.fault("findings.yaml", term, "", "no protocol answers this finding")
    seen: dict[str, str] = {}
    for protocol in library.protocols.values():
        for term in protocol.findings:
            if term not in library.kinds:
                text = f"there is no finding '{term}'{near(term, set(library.kinds))}"
                yield places.fault("protocols", protocol.id, "findings", text)
            if term in seen:
                text = f"'{term}' is already answered by {seen[term]}"
                yield places.fault("protocols", protocol.id, "findings", text)
            seen[term] = protocol.id


def _groups(library: Library) -> Iterator[KnowledgeFault]:
    for name in GROUPS:
        if name not in library.groups:
            yield KnowledgeFault("rules/groups.yaml", 1, name, "the engine asks for this group")


def made_true(library: Library) -> dict[str, set[str]]:
    """For each field of the mouth the words that something can make true: findings, effects, healing, birth."""
    found: dict[str, set[str]] = {field: {next(iter(words))} for field, words in FIELDS.items()}
    found["presence"] |= {*WHOLE, *GONE}
    found["site"] |= {"healed", "implant", "socket"}
    found["implant"] |= {"integrated"}
    for rows in SIGNS.values():
        for row in rows:
            found[row.field].add(row.word)
    for effects in (*(f.does for f in library.families.values()), *(p.does for p in library.procedures.values())):
        for effect in effects:
            found[effect.field].add(effect.word)
    for healing in HEALING:
        found[healing.field].add(healing.becomes)
    return found


def _needs(library: Library, places: Places) -> Iterator[KnowledgeFault]:
    words = made_true(library)
    holders = [("rules/families.yaml", f.name, f.needs) for f in library.families.values()]
    holders += [("catalogue", p.id, p.needs) for p in library.procedures.values()]
    for shelf, name, needs in holders:
        for need in needs:
            if need.holds and not set(need.words) & words[need.field]:
                text = f"nothing can make {need.field} {' or '.join(need.words)}"
                yield places.fault(shelf, name, "needs", text)


def _aftercare(library: Library, places: Places) -> Iterator[KnowledgeFault]:
    for procedure in library.procedures.values():
        if procedure.aftercare and procedure.aftercare not in library.aftercare:
            text = f"there is no aftercare '{procedure.aftercare}'"
            yield places.fault("catalogue", procedure.id, "aftercare", text)


def _lag_circles(library: Library, places: Places) -> Iterator[KnowledgeFault]:
    """Families that wait for each other on the same tooth, whatever the condition."""
    waits: dict[str, set[str]] = {}
    for rule in library.lags:
        for family in rule.after:
            waits.setdefault(family, set()).update(rule.before - {family})
    left = {family: before & waits.keys() for family, before in waits.items()}
    while free := [family for family, before in left.items() if not before & left.keys()]:
        for family in free:
            del left[family]
    if left:
        text = f"these families wait for each other: {', '.join(sorted(left))}"
        rule = next(rule for rule in library.lags if rule.after & left.keys() and rule.before & left.keys())
        yield places.fault("rules/lags.yaml", rule.id, "after", text)
