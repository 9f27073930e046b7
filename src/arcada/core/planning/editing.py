"""Edits at work inside one tier: choices replaced, lines put in, taken out, given to others, held behind others.

Every function hands back which edits it followed; what is not followed is told by `core/compiler/edited.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.planning.choice import Choice, has_place
from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.edit import Added, Assigned, Chosen, Edit, Left, Pinned, Removed
from arcada.core.planning.library import Library
from arcada.core.planning.phrases import title
from arcada.core.protocols.protocol import DayWindow, Outcome

PROTOCOL = "edit@1"
Line = tuple[str, tuple[str, ...]]


def decided(library: Library, choice: Choice, edits: Sequence[Edit]) -> Choice:
    """The choice as the last edit of its finding wants it."""
    for edit in reversed(edits):
        if isinstance(edit, Left) and edit.finding == choice.finding.id:
            return replace(choice, strategy=None, outcome=left_out(edit), edited=edit.why)
        if isinstance(edit, Chosen) and edit.finding == choice.finding.id and _meant(edit, choice):
            strategy = library.strategy(choice.protocol, edit.strategy)
            if has_place(library, strategy, choice.unit):
                return replace(choice, strategy=strategy, outcome=None, edited=edit.why)
    return choice


def _meant(edit: Chosen, choice: Choice) -> bool:
    return not edit.where or bool(set(edit.where) & set(choice.unit))


def left_out(edit: Left | Removed) -> Outcome:
    """What is said about a finding that an edit leaves without treatment."""
    who = f" by {edit.by}" if edit.by else ""
    return Outcome(edit.reason, f"Left out of this plan{who}: {edit.why}", edit.until_day)


def chosen_by(choices: Sequence[Choice], edits: Sequence[Edit]) -> list[Edit]:
    """The edits of findings that stand in the choices, after history and stops had their say."""
    found: list[Edit] = []
    for edit in edits:
        if not isinstance(edit, Chosen | Left):
            continue
        own = [choice for choice in choices if choice.finding.id == edit.finding and choice.edited == edit.why]
        wanted = edit.strategy if isinstance(edit, Chosen) else ""
        if own and all((choice.strategy.id if choice.strategy else "") == wanted for choice in own):
            found.append(edit)
    return found


def added(library: Library, edits: Sequence[Edit]) -> list[Draft]:
    """The lines that edits put in."""
    return [_line(library, edit, rank) for rank, edit in enumerate(edits) if isinstance(edit, Added)]


def _line(library: Library, edit: Added, rank: int) -> Draft:
    procedure = library.procedures[edit.procedure]
    family = library.families[procedure.family]
    return Draft(
        name=f"edit_{rank}",
        procedure=procedure,
        where=edit.where,
        findings=edit.for_findings,
        because=edit.because or edit.why,
        protocol=PROTOCOL,
        phase=edit.phase or family.phase,
        kind=family.kind,
        priority=family.priority,
        edited=edit.why,
    )


def held_by(drafts: Sequence[Draft], edits: Sequence[Edit]) -> list[Edit]:
    """The added lines that the plan holds, under their own name or inside wider work of the same family."""
    return [
        edit
        for edit in edits
        if isinstance(edit, Added)
        and any(draft.edited == edit.why and covers(draft, (edit.procedure, edit.where)) for draft in drafts)
    ]


def without(drafts: Sequence[Draft], edits: Sequence[Edit]) -> tuple[list[Draft], dict[str, Removed]]:
    """The drafts that stay, and the edit that took the work of a finding away.

    A check-up of work that is taken out goes with it.
    """
    kept, taken, gone = list(drafts), dict[str, Removed](), set[str]()
    for edit in (one for one in edits if isinstance(one, Removed)):
        out = [d for d in kept if d.procedure.id == edit.procedure and _inside(d.where, edit.where) and not d.edited]
        gone |= {draft.key for draft in out}
        taken |= {name: edit for draft in out for name in draft.findings}
        kept = [draft for draft in kept if draft not in out]
    orphans = [d for d in kept if d.kind == "review" and d.links and all(link.key in gone for link in d.links)]
    staying = [draft for draft in kept if draft not in orphans]
    gone |= {draft.key for draft in orphans}
    return [replace(d, links=tuple(link for link in d.links if link.key not in gone)) for d in staying], taken


def _inside(where: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return set(where) <= set(said)


def covers(draft: Draft, line: Line) -> bool:
    """Whether the draft is the line, or wider work that holds it; an item may have been joined with its neighbours."""
    procedure, where = line
    return draft.procedure.id == procedure and (_inside(where, draft.where) or _inside(draft.where, where))


def assigned(drafts: Sequence[Draft], edits: Sequence[Edit]) -> tuple[list[Draft], list[Edit]]:
    """The drafts with the roles and providers that edits name."""
    found, done = list(drafts), list[Edit]()
    for edit in (one for one in edits if isinstance(one, Assigned)):
        meant = [covers(draft, (edit.procedure, edit.where)) for draft in found]
        found = [_given(draft, edit) if own else draft for draft, own in zip(found, meant, strict=True)]
        done += [edit] if any(meant) else []
    return found, done


def _given(draft: Draft, edit: Assigned) -> Draft:
    procedure = draft.procedure
    if edit.to_role:
        stages = tuple(replace(stage, role="") for stage in procedure.stages)
        procedure = replace(procedure, role=edit.to_role, ride_along=(), stages=stages)
    return replace(draft, procedure=procedure, provider=edit.provider or draft.provider, edited=edit.why)


def pinned(drafts: Sequence[Draft], edits: Sequence[Edit]) -> tuple[list[Draft], list[Edit]]:
    """The drafts with the order that edits ask for."""
    found, done = list(drafts), list[Edit]()
    for edit in (one for one in edits if isinstance(one, Pinned)):
        first = [draft.key for draft in found if covers(draft, edit.first)]
        then = [draft.key for draft in found if covers(draft, edit.then) and draft.key not in first]
        if first and then:
            found = [_behind(draft, first, edit.why) if draft.key in then else draft for draft in found]
            done.append(edit)
    return found, done


def _behind(draft: Draft, first: Sequence[str], why: str) -> Draft:
    own = {link.key for link in draft.links}
    links = tuple(Link(key, (DayWindow(0),)) for key in first if key not in own)
    return replace(draft, links=(*draft.links, *links), edited=why)


def line_title(library: Library, line: Line) -> str:
    """A line in words; a procedure that is not in the catalogue keeps its name."""
    procedure = library.procedures.get(line[0])
    return title(procedure.name if procedure else line[0], line[1])


def taken_from(taken: Mapping[str, Removed], finding: str) -> Outcome | None:
    """What is said about a finding whose work was taken out."""
    return left_out(taken[finding]) if finding in taken else None
