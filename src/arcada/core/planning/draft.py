"""Items of a plan before they have a day: what, where, for which findings, why, and what they wait for.

A draft's key is made of what it is, never of the order in which it was thought of, so that the same mouth
always gives the same keys.
"""

from dataclasses import dataclass, field, replace

from arcada.core.protocols.catalogue import Procedure
from arcada.core.protocols.protocol import DayWindow, Follow
from arcada.core.teeth.number import in_order, is_tooth
from arcada.core.teeth.region import MOUTH

PHASES = ("urgent", "disease_control", "re_evaluation", "definitive", "maintenance")


@dataclass(frozen=True, slots=True)
class Link:
    """A wait for the draft `key`; the days count from its end to the stage `to_stage` of this one."""

    key: str
    windows: tuple[DayWindow, ...]
    to_stage: int = 0
    strength: str = "must"


@dataclass(frozen=True, slots=True)
class Draft:
    """One procedure of one alternative. `findings` are finding ids, `wish:...` or `flag:...`.

    `edited` says why a dentist wanted it so, `provider` who was named for it. The history may ask for a longer
    distance between visits that hold something `spaced`.
    """

    name: str
    procedure: Procedure
    where: tuple[str, ...]
    findings: tuple[str, ...]
    because: str
    protocol: str
    phase: str
    kind: str = ""
    priority: int = 0
    surfaces: str = ""
    gate: str = ""
    repeat: bool = False
    parallel: bool = False
    together: str = ""
    follows: Follow | None = None
    not_before: int | None = None
    not_after: int | None = None
    pending: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    less_invasive: str = ""
    sources: tuple[str, ...] = field(default=())
    interim: bool = False
    edited: str = ""
    provider: str = ""
    spaced: bool = False

    @property
    def family(self) -> str:
        """The plain family."""
        return self.procedure.family

    @property
    def key(self) -> str:
        """Unique inside one alternative."""
        return f"{self.procedure.family}|{','.join(self.where)}|{self.name}"

    def with_findings(self, findings: tuple[str, ...]) -> "Draft":
        """The same draft, answering these findings too."""
        return replace(self, findings=tuple(dict.fromkeys((*self.findings, *findings))))

    def joined(self, other: "Draft") -> "Draft":
        """One draft for both: the dearer procedure, the earlier phase, all findings and surfaces.

        What is needed in an earlier phase does not wait for what the later one waits for: decay under a worn
        surface is not left open until the wear has been watched for three months.
        """
        first, second = sorted((self, other), key=lambda one: (-one.procedure.units, one.procedure.id, one.name))
        return replace(
            first.with_findings(second.findings),
            where=wider(first.where, second.where),
            phase=min(first.phase, second.phase, key=PHASES.index),
            surfaces=first.surfaces + "".join(s for s in second.surfaces if s not in first.surfaces),
            links=_one_each(_binding(first, second)),
            pending=tuple(sorted({*first.pending, *second.pending})),
            gate=first.gate if second.gate else "",
            repeat=first.repeat or second.repeat,
            interim=first.interim and second.interim,
            not_after=least(first.not_after, second.not_after),
            not_before=least(first.not_before, second.not_before),
            edited=first.edited or second.edited,
        )


def wider(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The places of both: the mouth when one of them is the mouth, otherwise each place once."""
    if one in (other, (MOUTH,)):
        return one
    if other == (MOUTH,) or not all(is_tooth(place) for place in (*one, *other)):
        return other if other == (MOUTH,) else tuple(dict.fromkeys((*one, *other)))
    return in_order((*one, *other))


def _binding(one: Draft, other: Draft) -> tuple[Link, ...]:
    """The waits of the draft in the earlier phase; of both where they stand in the same one."""
    sooner, later = sorted((one, other), key=lambda draft: PHASES.index(draft.phase))
    return sooner.links if sooner.phase != later.phase else (*one.links, *other.links)


def _one_each(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Of several waits for the same draft the shorter one: two findings ask for one check."""
    found: dict[str, Link] = {}
    for link in links:
        known = found.get(link.key)
        if known is None or link.windows[0].min_days < known.windows[0].min_days:
            found[link.key] = link
    return tuple(found.values())


def least(one: int | None, other: int | None) -> int | None:
    """The smaller of two days that may be open."""
    return other if one is None else one if other is None else min(one, other)


def relinked(drafts: list[Draft], renamed: dict[str, str]) -> list[Draft]:
    """The drafts with links that follow what was merged; links to what is gone, or to themselves, fall away."""
    keys = {draft.key for draft in drafts}
    found = []
    for draft in drafts:
        links = [replace(link, key=_final(link.key, renamed)) for link in draft.links]
        kept = tuple(link for link in links if link.key in keys and link.key != draft.key)
        found.append(replace(draft, links=_one_each(kept)))
    return found


def _final(key: str, renamed: dict[str, str]) -> str:
    seen = {key}
    while key in renamed and renamed[key] not in seen:
        key = renamed[key]
        seen.add(key)
    return key
