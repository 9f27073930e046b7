"""From an entry as it was understood to what the action takes, and the sentence of what was charted."""

from collections.abc import Sequence

from arcada.cases.actions.chart_line import Entry
from arcada.cases.actions.findings import Evidence, Found
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.web.chart.line import Entered
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.states import changes_for, teeth_for


def entries_of(entered: Sequence[Entered], *, suspected: bool) -> tuple[Entry, ...] | Refusal:
    """Give what is to be charted, in the order typed."""
    found = []
    for one in entered:
        entry = _entry(one, suspected=suspected)
        if isinstance(entry, Refusal):
            return entry
        found.append(entry)
    return tuple(found)


def _entry(one: Entered, *, suspected: bool) -> Entry | Refusal:
    what = one.what
    if what.state is None:
        told = Found(
            term=what.term,
            where=what.where,
            surfaces=what.surfaces,
            severity=dict(what.severity),
            evidence=tuple(Evidence(proof.type, proof.day) for proof in one.proofs),
        )
        return Entry(found=told, confirmed=not (suspected or one.suspected), instead=one.instead)
    teeth = teeth_for(what.state, what.where)
    changes = changes_for(what.state, teeth, what.surfaces)
    if isinstance(changes, Refusal):
        return changes
    return Entry(teeth=teeth, changes=changes, instead=one.instead)


def said_of_line(entered: Sequence[Entered], voice: Voice, *, suspected: bool) -> str:
    """Say what was charted, entry by entry, and what is unusual about it."""
    said = [_said(one, voice, suspected=suspected or one.suspected) for one in entered]
    return " ".join([*said, *(odd for one in entered for odd in one.what.odd)])


def _said(one: Entered, voice: Voice, *, suspected: bool) -> str:
    what = one.what.label.partition(":")[0].lower() if one.what.state else one.what.term
    where = " ".join(part for part in (where_of(one.what.where, voice), one.what.surfaces) if part)
    if one.what.state is not None:
        return f"{where}: {what}, charted."
    return f"{where}: {what}, {'suspected' if suspected else 'confirmed'}."
