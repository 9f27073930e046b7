"""The versions of a protocol: where each stands, who did what to it, and what may be done next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.cases.left_behind import LeftBehind
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, teeth
from arcada.interop.knowledge import load_library
from arcada.practice.models import Membership, ProtocolVersion, VersionState
from arcada.practice.protocols import shipped_hash
from arcada.practice.queries import visible_to

BADGES = {
    VersionState.DRAFT: "suspected",
    VersionState.SUBMITTED: "suspected",
    VersionState.APPROVED: "planned",
    VersionState.ACTIVE: "done",
    VersionState.RETIRED: "existing",
}
ACTS: dict[str, tuple[str, ...]] = {
    VersionState.DRAFT: ("submit", "retire"),
    VersionState.SUBMITTED: ("approve", "send_back", "retire"),
    VersionState.APPROVED: ("activate", "retire"),
    VersionState.ACTIVE: ("retire",),
    VersionState.RETIRED: (),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done to a version."""

    what: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version."""

    number: int
    state: str
    badge: str
    off: bool
    note: str
    deeds: tuple[Deed, ...]
    acts: tuple[str, ...]
    older_shipped: bool

    @property
    def last(self) -> Deed:
        """The newest deed."""
        return self.deeds[-1]


def version_line(row: ProtocolVersion) -> VersionLine:
    """Put a version into words."""
    state = VersionState(row.state)
    return VersionLine(
        number=row.number,
        state=state.label,
        badge=BADGES[state],
        off=row.switched_off,
        note=row.note,
        deeds=tuple(_deeds(row)),
        acts=ACTS[state],
        older_shipped=row.shipped != shipped_hash(row.protocol),
    )


def _deeds(row: ProtocolVersion) -> Iterator[Deed]:
    yield Deed("written", str(row.written_by.user), row.written_at)
    if row.submitted_at:
        yield Deed("submitted", "", row.submitted_at)
    for what, who, at in (
        ("approved", row.approved_by, row.approved_at),
        ("put in force", row.activated_by, row.activated_at),
        ("retired", row.retired_by, row.retired_at),
    ):
        if who is not None and at is not None:
            yield Deed(what, str(who.user), at)


def version_lines(member: Membership, name: str) -> tuple[VersionLine, ...]:
    """All versions of a protocol, the newest first."""
    rows = visible_to(member, ProtocolVersion).filter(protocol=name)
    people = ("written_by__user", "approved_by__user", "activated_by__user", "retired_by__user")
    return tuple(version_line(row) for row in rows.select_related(*people).order_by("-number"))


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One open plan that would be left without an answer."""

    patient: str
    patient_id: UUID
    case: int
    words: str


def left_lines(left: Sequence[LeftBehind], voice: Voice) -> tuple[LeftLine, ...]:
    """The plans that are in the way, in words."""
    procedures = load_library().procedures
    return tuple(
        LeftLine(
            one.patient,
            one.patient_id,
            one.case,
            f"no plan could hold '{procedures[one.what].name}'{_at(one, voice)} any more"
            if one.kind == "procedure" and one.what in procedures
            else f"no way for {one.what}{_at(one, voice)}",
        )
        for one in left
    )


def _at(one: LeftBehind, voice: Voice) -> str:
    found = [place for place in one.where if is_tooth(place)]
    return f" on {teeth(found, voice)}" if found else ""
