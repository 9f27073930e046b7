"""What dentists decided about a plan, each in a sentence: 'Dr Osei took out the crown on 16: the patient ...'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from arcada.cases.standing import told
from arcada.display.phrases import day
from arcada.interop.knowledge import load_library
from arcada.web.plan.presenters.shown import TITLES, Shown, plain

Edit = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: who, what, why, when, for which plans; `id` names it where it may still be taken back."""

    id: str
    kind: str
    text: str
    why: str
    by: str
    on: str
    plans: str


def decided(shown: Shown, edit: Edit) -> Decided:
    """Say one decision."""
    return Decided(
        id=str(edit.get("id", "")),
        kind=edit["edit"],
        text=what(shown, edit),
        why=str(edit.get("why", "")),
        by=str(edit.get("by", "")),
        on=day(date.fromisoformat(edit["on"]), shown.voice, style="year") if edit.get("on") else "",
        plans=TITLES[edit["tier"]] if edit.get("tier") else "",
    )


def same_edit(edit: Edit, others: Iterable[Edit]) -> bool:
    """Whether a decision is among others; a day counted from another first day is the same decision."""
    return _essence(edit) in [_essence(one) for one in others]


def _essence(edit: Edit) -> Edit:
    return {name: value for name, value in told(edit).items() if name != "until_day"}


def sentence(shown: Shown, edit: Edit) -> str:
    """Say a decision with who and why: 'Dr Osei added X: because'."""
    text, why = what(shown, edit), str(edit.get("why", ""))
    by = str(edit.get("by", "")) or "The dentist"
    said = f"{by} {text[:1].lower()}{text[1:]}"
    return f"{said}: {why}" if why else f"{said}."


def what(shown: Shown, edit: Edit) -> str:
    """Say what was decided, without who and why."""
    return SAY[edit["edit"]](shown, edit)


def _removed(shown: Shown, edit: Edit) -> str:
    until = edit.get("until_day")
    if until is None:
        return f"Took out {_line(shown, edit)}"
    return f"Put off {_line(shown, edit)} until {day(shown.date_of(int(until)), shown.voice, style='year')}"


def _added(shown: Shown, edit: Edit) -> str:
    answers = ", ".join(shown.finding(fid) for fid in edit.get("for_findings", ()))
    return f"Added {_line(shown, edit)}{f' for {answers}' if answers else ''}"


def _chosen(shown: Shown, edit: Edit) -> str:
    return f"Chose '{strategy_title(str(edit['strategy']))}' for {shown.finding(str(edit['finding']))}"


def _left(shown: Shown, edit: Edit) -> str:
    return f"Left {shown.finding(str(edit['finding']))} without treatment"


def _pinned(shown: Shown, edit: Edit) -> str:
    return f"Put {_line(shown, edit['first'])} before {_line(shown, edit['then'])}"


def _assigned(shown: Shown, edit: Edit) -> str:
    who = edit.get("provider") or (plain(str(edit["to_role"])).lower() if edit.get("to_role") else "")
    return f"Gave {_line(shown, edit)} to {who if edit.get('provider') else f'the {who}'}"


def _accepted(shown: Shown, edit: Edit) -> str:
    return f"Goes on without the {str(edit['evidence']).replace('_', ' ')} for {shown.finding(str(edit['finding']))}"


def _line(shown: Shown, line: Edit) -> str:
    text = shown.on(line)
    return text[:1].lower() + text[1:]


def strategy_title(name: str) -> str:
    """Say a strategy by its title, wherever its protocol keeps it."""
    library = load_library()
    found = library.strategies.get(name) or next(
        (one.strategies[name] for one in library.protocols.values() if name in one.strategies), None
    )
    return found.title if found else plain(name)


SAY = {
    "removed": _removed,
    "added": _added,
    "chosen": _chosen,
    "left": _left,
    "pinned": _pinned,
    "assigned": _assigned,
    "accepted": _accepted,
}
