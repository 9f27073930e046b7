"""The plan form: one cell a rule, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from arcada.core.kernel import Refusal
from arcada.insurance.actions.plans import PlanTold
from arcada.insurance.models import BenefitPlan, Source
from arcada.insurance.plain_benefits import CELLS, read_typed, typed_of
from arcada.insurance.plain_rows import (
    AGES,
    CLAUSES,
    CROWN_CHOICES,
    KINDS,
    LIMITS,
    METHODS,
    NETWORKS,
    ROWS,
    SILVER_CHOICES,
    YEARS,
)
from arcada.insurance.templates import Template
from arcada.web.cover.forms.fields import day
from arcada.web.people.forms.refusing import RefusingForm, words

CHOSEN: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("plan_type", "Kind of plan", KINDS),
    ("network", "This office is", NETWORKS),
    ("year", "Benefit year begins", YEARS),
    ("cob", "When it pays second", METHODS),
    ("missing_tooth", "Missing tooth clause", CLAUSES),
    ("white_fillings", "White fillings", SILVER_CHOICES),
    ("white_crowns", "Ceramic crowns", CROWN_CHOICES),
)
LABELS = {
    "deductible": "Deductible a person",
    "family_deductible": "Deductible a family",
    "maximum": "Maximum a person",
    "family_maximum": "Maximum a family",
    "ortho_maximum": "Braces, in a lifetime",
}
AMOUNTS = tuple(LABELS)
SOURCES = tuple((value, label) for value, label in Source.choices if value != Source.FHIR)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One kind of service with its three cells."""

    label: str
    hint: str
    pays: BoundField
    free: BoundField
    wait: BoundField

    @property
    def errors(self) -> list[str]:
        """What is wrong in the row."""
        return [str(one) for cell in (self.pays, self.free, self.wait) for one in cell.errors]


def _cell(label: str, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attrs})
    return forms.CharField(label=label, required=False, max_length=40, widget=widget)


class PlanForm(RefusingForm):
    """A plan: its name and group, and every rule in one cell."""

    payer = words("Payer", 120, "Write the payer's name as it stands on the card.", list="payers")
    name = words("Plan", 120, "Give the plan a name.")
    group_number = words("Group number", 40)
    source = forms.ChoiceField(label="How it is known", choices=SOURCES)
    verified_on = day("Confirmed with the payer on")
    silver_fee = _cell("The plan's fee of a silver filling", inputmode="decimal")

    def __init__(
        self, *args: Any, kept: Mapping[str, Any] | None = None, with_payer: bool = True, **kwargs: Any
    ) -> None:
        """Draw the cells; rules in `kept` that no cell can say stay as they are."""
        super().__init__(*args, **kwargs)
        self.kept = dict(kept or {})
        if not with_payer:
            del self.fields["payer"]
        for name, label, choices in CHOSEN:
            self.fields[name] = forms.ChoiceField(label=label, choices=list(choices.items()), required=False)
        for row in ROWS:
            pays, wait = f"{row.label}: the plan pays, in percent", f"{row.label}: months to wait"
            self.fields[f"pays_{row.id}"] = _cell(pays, inputmode="text")
            self.fields[f"free_{row.id}"] = forms.BooleanField(label=f"{row.label}: no deductible", required=False)
            self.fields[f"wait_{row.id}"] = _cell(wait, inputmode="numeric")
        for name, label in LABELS.items():
            self.fields[name] = _cell(label, inputmode="decimal")
        for limit in LIMITS:
            self.fields[f"often_{limit.id}"] = _cell(limit.label)
        for age in AGES:
            self.fields[f"age_{age.id}"] = _cell(f"{age.label}, through age", inputmode="numeric")

    @staticmethod
    def filled(benefits: Mapping[str, Any], unknown: Sequence[str]) -> dict[str, Any]:
        """Give what the form shows of a plan's rules."""
        return dict(typed_of(benefits, unknown))

    @staticmethod
    def of_plan(plan: BenefitPlan) -> dict[str, Any]:
        """Give what the form shows of a plan that is there."""
        return PlanForm.filled(plan.benefits, plan.unknown) | {
            "name": plan.name,
            "group_number": plan.group_number,
            "source": plan.source,
            "verified_on": plan.verified_on,
        }

    @staticmethod
    def of_template(template: Template) -> dict[str, Any]:
        """Give what the form shows of a template."""
        return PlanForm.filled(template.benefits, template.unknown) | {"name": template.plan_name}

    def told(self, settings: Mapping[str, Any]) -> PlanTold | None:
        """Give the plan that was typed; None where a cell cannot be read, which is then said at the cell."""
        typed = {name: self._text(name) for name in self.fields}
        read = read_typed(typed, self.kept)
        for fault in read.faults:
            self.refuse(fault)
        if read.faults:
            return None
        given = self.cleaned_data
        return PlanTold(
            name=given["name"],
            group_number=given["group_number"],
            benefits=read.benefits,
            settings=settings,
            unknown=read.unknown,
            source=given["source"],
            verified_on=given["verified_on"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its cell; one of a rule that no cell says stands above the form, with its place."""
        if refusal.where in self.fields:
            self.add_error(refusal.where, refusal.text)
            return
        place = f" ({refusal.where})" if refusal.where else ""
        self.add_error(None, f"{refusal.text}{place}")

    def _text(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        if isinstance(value, bool):
            return "on" if value else ""
        return "" if value is None else str(value)

    def shares(self) -> Iterator[ShareRow]:
        """List the kinds of service with their cells."""
        for row in ROWS:
            cells = (self[f"{kind}_{row.id}"] for kind in ("pays", "free", "wait"))
            yield ShareRow(row.label, row.hint, *cells)

    def amounts(self) -> Iterator[BoundField]:
        """List deductibles and maximums."""
        return (self[name] for name in AMOUNTS)

    def limits(self) -> Iterator[BoundField]:
        """List how often what is paid."""
        return (self[f"often_{limit.id}"] for limit in LIMITS)

    def ages(self) -> Iterator[BoundField]:
        """List the ages."""
        return (self[f"age_{age.id}"] for age in AGES)

    @property
    def folded_errors(self) -> bool:
        """Tell whether a cell of the folded part is wrong."""
        folded = {cell.field for cell in CELLS if cell.kind in ("often", "age")}
        folded |= {"cob", "missing_tooth", "white_fillings", "white_crowns", "silver_fee", "verified_on", "source"}
        return bool(folded & set(self.errors))
