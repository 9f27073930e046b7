"""From a chosen strategy to drafts: each step at its place, with its sentence and its links to other steps."""

from collections.abc import Callable
from dataclasses import replace

from arcada.core.planning.choice import Choice
from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.library import Library
from arcada.core.planning.phrases import phrase
from arcada.core.planning.units import Unit, neighbours_of, standing
from arcada.core.planning.view import tooth_kind
from arcada.core.protocols.protocol import PlanStep, Strategy
from arcada.core.teeth.anatomy import kind
from arcada.core.teeth.number import ROWS, in_order, is_tooth
from arcada.core.teeth.region import arch, arches_of, quadrant_name

QUADRANTS = ("upper_right", "upper_left", "lower_left", "lower_right")


def drafts_of(library: Library, choice: Choice, gone: frozenset[str]) -> list[Draft]:
    """All drafts of one choice; `gone` are teeth that are missing or will be removed in this tier."""
    strategy = choice.strategy
    if strategy is None:
        return []
    places: dict[str, list[Draft]] = {}
    found: list[Draft] = []
    for step in strategy.steps:
        made = [
            _draft(library, part, step, where)
            for part, where in parts_of(step, choice, gone)
            if step.when.holds(part.facts)
        ]
        if not made:
            continue
        places[step.name] = places.get(step.name, []) + made
        found += [_linked(draft, step, places) for draft in made]
    return found


def _draft(library: Library, choice: Choice, step: PlanStep, where: Unit) -> Draft:
    procedure = library.procedures[step.do].fitted(choice.facts)
    family = library.families[procedure.family]
    strategy: Strategy = choice.strategy  # type: ignore[assignment]
    return Draft(
        name=step.name,
        procedure=procedure,
        where=where,
        findings=(choice.finding.id,),
        because=phrase(step.because, where, choice.facts),
        protocol=choice.protocol.label,
        phase=step.phase,
        kind=family.kind,
        priority=family.priority,
        surfaces=choice.finding.surfaces if family.kind == "restoration" else "",
        gate=step.gate,
        repeat=step.repeat,
        parallel=step.parallel,
        together=_together(step, choice),
        follows=step.follows,
        not_before=step.not_before,
        not_after=step.not_after,
        less_invasive=strategy.less_invasive,
        sources=strategy.sources or choice.protocol.sources,
        interim=step.interim,
        edited=choice.edited,
    )


def _together(step: PlanStep, choice: Choice) -> str:
    return f"{step.together}|{','.join(choice.unit)}" if step.together else ""


def _linked(draft: Draft, step: PlanStep, places: dict[str, list[Draft]]) -> Draft:
    links = [
        Link(earlier.key, after.windows, after.to_stage)
        for after in step.after
        for earlier in places.get(after.step, [])
    ]
    return replace(draft, links=tuple(links)) if links else draft


def places_of(step: PlanStep, choice: Choice, gone: frozenset[str]) -> tuple[Unit, ...]:
    """The places of a step; several for work that goes quadrant by quadrant, arch by arch or tooth by tooth."""
    unit = choice.unit
    teeth = tuple(place for place in unit if is_tooth(place))
    wide: dict[str, Callable[[], tuple[Unit, ...]]] = {
        "mouth": lambda: (("mouth",),),
        "arch": lambda: tuple((name,) for name in arches_of(unit)),
        "quadrants": lambda: quadrants_of(unit, gone),
        "every_tooth": lambda: tuple((t,) for name in arches_of(unit) for t in standing(name, gone)),
    }
    narrow: dict[str, Callable[[], tuple[Unit, ...]]] = {
        "bridge": lambda: (in_order([*teeth, *neighbours_of(teeth, gone | frozenset(teeth))]),),
        "one_wing": lambda: (in_order([*teeth, *stronger(neighbours_of(teeth, gone | frozenset(teeth)))]),),
        "gap_ends": lambda: tuple((tooth,) for tooth in pillars(teeth)),
    }
    places = wide.get(step.at) or (narrow.get(step.at) if teeth else None)
    return places() if places else (unit,)


STRENGTH = ("third molar", "lateral incisor", "second premolar", "first premolar", "central incisor", "canine")
"""Roots that hold a wing, the weakest first; molars hold best (source: judgement)."""


def stronger(beside: tuple[str, ...]) -> tuple[str, ...]:
    """Of the teeth beside a gap the one that holds the single wing of a bonded bridge."""
    ranked = sorted(beside, key=lambda tooth: STRENGTH.index(kind(tooth)) if kind(tooth) in STRENGTH else len(STRENGTH))
    return tuple(ranked[-1:])


def pillars(teeth: Unit) -> Unit:
    """Where implants stand under a bridge: at both ends of the gap, and between so that two teeth at most hang."""
    last = len(teeth) - 1
    spans = max(1, -(-last // LONGEST_SPAN))
    return tuple(dict.fromkeys(teeth[round(last * step / spans)] for step in range(spans + 1)))


LONGEST_SPAN = 3
"""Steps from one implant to the next, with at most two teeth hanging between them (source: judgement)."""


def parts_of(step: PlanStep, choice: Choice, gone: frozenset[str]) -> list[tuple[Choice, Unit]]:
    """The places of a step, each with the facts that hold there; tooth by tooth the kind of tooth counts."""
    teeth = tuple(place for place in choice.unit if is_tooth(place))
    if step.at == "every_tooth":
        teeth = tuple(where[0] for where in places_of(step, choice, gone))
    elif step.at != "each_tooth" or not teeth:
        return [(choice, where) for where in places_of(step, choice, gone)]
    return [(replace(choice, facts={**choice.facts, **tooth_kind(tooth)}), (tooth,)) for tooth in teeth]


def quadrants_of(unit: Unit, gone: frozenset[str]) -> tuple[Unit, ...]:
    """The standing teeth of each quadrant that the unit touches; named teeth only where teeth are named."""
    named = frozenset(place for place in unit if is_tooth(place))
    found = []
    for name in QUADRANTS:
        pool = [
            tooth
            for row in ROWS
            for tooth in row
            if quadrant_name(tooth) == name
            and tooth not in gone
            and arch(tooth) in arches_of(unit)
            and (not named or tooth in named)
        ]
        if pool:
            found.append(in_order(pool))
    return tuple(found)
