"""A plan's benefits in plain words and back: what a person types into one cell, and the rule that it is.

    typed                 cell                    rule of the plan
    80                    fillings, pays          {scope: cat:restorative, pct: 80}
    no                    implants, pays          an exclusion
    ?                     crowns, pays            unknown: percent:crowns
    2 a year              cleanings, how often    {scope: cat:cleanings, count: 2, period: {kind: calendar_year}}
    1 in 5 years          crowns, how often       {scope: ..., count: 1, period: {kind: interval_months, n: 60}}

A rule that no cell can say, from a file for instance, is kept as it is and told in a sentence beside the form. An
empty cell of a percentage, the deductible or the maximum means that nobody knows; of any other cell, that there is
none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arcada.core.kernel import Refusal
from arcada.insurance.plain_cells import (
    ASKED,
    NONE,
    NOTHING,
    Unreadable,
    age_said,
    age_typed,
    amount_said,
    amount_typed,
    months_said,
    months_typed,
    often_said,
    often_typed,
    percent_said,
    percent_typed,
)
from arcada.insurance.plain_rows import AGES, CHOICES, LIMITS, ROWS, SILVER, choices_said, choices_typed, silver_rules

Typed = Mapping[str, str]
DEFAULTS = {"level": "individual", "period": "benefit_year", "area": "mouth"}
GENERAL = "cat:general"
BY_SHARE = ("ppo", "indemnity")
ORTHO_MAXIMUM = {"scope": "cat:ortho", "period": "lifetime"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its field in the form, the list of the plan that it stands in, and what is fixed of its rule."""

    field: str
    key: str
    fixed: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    kind: str
    needed: bool = False

    @property
    def unknown(self) -> str:
        """The word for it in what nobody knows: `percent:crowns`, and `maximums` for the general one."""
        name = self.field.partition("_")[2]
        kept = {"deductible": "", "maximum": "", "family_deductible": "family", "family_maximum": "family"}
        last = kept.get(self.field, "ortho" if self.field == "ortho_maximum" else name)
        return f"{self.key}:{last}" if last else self.key

    def holds(self, rule: Any) -> bool:
        """Whether a rule of the plan is this cell's."""
        if not isinstance(rule, Mapping):
            return False
        rest = {name: value for name, value in rule.items() if name not in self.values and DEFAULTS.get(name) != value}
        if rest.get("scope") == "all" and dict(self.fixed).get("scope") == GENERAL:
            rest["scope"] = GENERAL
        return rest == dict(self.fixed) and all(name in rule for name in self.values)


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as a plan: its benefits and what nobody knows; or why it cannot be, field by field."""

    benefits: Mapping[str, Any]
    unknown: tuple[str, ...]
    faults: tuple[Refusal, ...] = ()


def _cells() -> Iterator[Cell]:
    for row in ROWS:
        scope = (("scope", f"cat:{row.id}"),)
        yield Cell(f"pays_{row.id}", "percent", scope, ("pct",), "percent", needed=row.asked)
        yield Cell(f"wait_{row.id}", "waiting_periods", scope, ("months",), "months")
    general = (("scope", GENERAL),)
    family = (*general, ("level", "family"))
    for key in ("deductible", "maximum"):
        yield Cell(key, f"{key}s", general, ("amount",), "amount", needed=True)
        yield Cell(f"family_{key}", f"{key}s", family, ("amount",), "amount")
    yield Cell("ortho_maximum", "maximums", tuple(ORTHO_MAXIMUM.items()), ("amount",), "amount")
    for limit in LIMITS:
        fixed = (("scope", limit.scope), *((("area", limit.area),) if limit.area != DEFAULTS["area"] else ()))
        yield Cell(f"often_{limit.id}", "frequency", fixed, ("count", "period"), "often")
    for age in AGES:
        yield Cell(f"age_{age.id}", "age_limits", (("scope", f"cat:{age.id}"),), ("max_age",), "age")


CELLS = tuple(_cells())
READERS = {
    "percent": percent_typed,
    "months": months_typed,
    "amount": amount_typed,
    "often": often_typed,
    "age": age_typed,
}
SAID = {"percent": percent_said, "months": months_said, "amount": amount_said, "often": often_said, "age": age_said}


def typed_of(benefits: Mapping[str, Any], unknown: Sequence[str]) -> dict[str, str]:
    """What the form shows of a plan."""
    typed = {cell.field: _shown(cell, benefits, unknown) for cell in CELLS}
    for row in ROWS:
        if f"cat:{row.id}" in (benefits.get("exclusions") or ()):
            typed[f"pays_{row.id}"] = NONE
        waived = {"scope": f"cat:{row.id}", "amount": 0}
        typed[f"free_{row.id}"] = "on" if any(one == waived for one in benefits.get("deductibles") or ()) else ""
    return typed | choices_said(benefits, unknown)


def _shown(cell: Cell, benefits: Mapping[str, Any], unknown: Sequence[str]) -> str:
    found = [rule for rule in benefits.get(cell.key) or () if cell.holds(rule)]
    if len(found) == 1:
        return SAID[cell.kind](found[0])
    if cell.unknown in unknown:
        return "" if cell.needed else ASKED
    if cell.field in ("deductible", "maximum") and benefits:
        return NONE
    return ""


def read_typed(typed: Typed, kept: Mapping[str, Any]) -> Read:
    """The plan that was typed; rules of `kept` that no cell can say stay."""
    benefits: dict[str, Any] = {key: value for key, value in others_of(kept).items() if value}
    unknown: list[str] = []
    faults: list[Refusal] = []
    shares = typed.get("plan_type") in BY_SHARE and not any(
        one["scope"] == "all" for one in benefits.get("percent", ())
    )
    for cell in CELLS:
        said = " ".join(typed.get(cell.field, "").lower().split())
        if said == ASKED or (not said and cell.needed and (shares or cell.kind != "percent")):
            unknown.append(cell.unknown)
            continue
        try:
            rule = READERS[cell.kind](said)
        except Unreadable as trouble:
            faults.append(Refusal("unreadable", str(trouble), cell.field))
            continue
        if rule == NONE and cell.kind == "percent":
            benefits.setdefault("exclusions", []).append(dict(cell.fixed)["scope"])
        elif isinstance(rule, dict):
            benefits.setdefault(cell.key, []).append({**dict(cell.fixed), **rule})
    if typed.get("pays_ortho", "").strip() not in ("", "0", *NOTHING) and not typed.get("ortho_maximum", "").strip():
        unknown.append("maximums:ortho")
    for row in ROWS:
        if typed.get(f"free_{row.id}"):
            benefits.setdefault("deductibles", []).append({"scope": f"cat:{row.id}", "amount": 0})
    chosen, open_ones, wrong = choices_typed(typed)
    faults += wrong
    benefits = silver_rules(typed, benefits)
    return Read(benefits | chosen, (*unknown, *open_ones), tuple(faults))


def others_of(benefits: Mapping[str, Any]) -> dict[str, Any]:
    """The rules that no cell of the form can say."""
    rest = {key: value for key, value in benefits.items() if key not in CHOICES}
    for key in {cell.key for cell in CELLS}:
        rules = [rule for rule in benefits.get(key) or () if not _said(key, rule)]
        rest[key] = rules
    rows = {f"cat:{row.id}" for row in ROWS}
    rest["exclusions"] = [one for one in benefits.get("exclusions") or () if one not in rows]
    rest["downgrades"] = [one for one in benefits.get("downgrades") or () if one.get("to") not in SILVER]
    return {key: value for key, value in rest.items() if value}


def _said(key: str, rule: Any) -> bool:
    waiver = key == "deductibles" and rule in [{"scope": f"cat:{row.id}", "amount": 0} for row in ROWS]
    return waiver or any(cell.key == key and cell.holds(rule) for cell in CELLS)
