"""The form of the clocks: how long insurers take, until when a denial is appealed, what a payer wants to see first."""

from decimal import Decimal
from typing import Any, cast

from django import forms

from arcada.insurance.actions.preauth_terms import LARGEST, LONGEST, Terms
from arcada.insurance.models import PreAuthTerms
from arcada.interop.benefit_categories import load_benefit_categories
from arcada.web.people.forms.refusing import RefusingForm

DAYS = ("answer_days", "appeal_days", "appeal_answer_days", "valid_days", "warn_days")


def days(label: str, hint: str, least: int = 1) -> forms.IntegerField:
    """A number of days."""
    wrong = f"Write a number of days from {least} to {LONGEST}."
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=LONGEST,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class TermsForm(RefusingForm):
    """The clocks of all payers or of one."""

    answer_days = days("Answer due after", "days after sending")
    appeal_days = days("Appeal until", "days after a denial")
    appeal_answer_days = days("Answer to an appeal after", "days after sending it")
    valid_days = days("An approval holds", "days, where the insurer names no day")
    warn_days = days("Told before it ends", "days", 0)
    ask_from = forms.DecimalField(
        label="Suggest asking from",
        help_text="fee of a line; 0 suggests nothing for its price",
        min_value=0,
        max_value=LARGEST,
        max_digits=9,
        decimal_places=2,
        error_messages={"required": "Write an amount such as 500.", "invalid": "Write an amount such as 500."},
    )
    ask_for = forms.MultipleChoiceField(
        label="Wants to be asked first about", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the categories of benefits."""
        super().__init__(*args, **kwargs)
        known = load_benefit_categories().categories.values()
        cast(forms.MultipleChoiceField, self.fields["ask_for"]).choices = [
            (one.id, (one.words[0] if one.words else one.id).capitalize()) for one in known if one.id != "general"
        ]

    @staticmethod
    def filled(row: PreAuthTerms) -> dict[str, Any]:
        """What is set now."""
        return {name: getattr(row, name) for name in (*DAYS, "ask_from", "ask_for")}

    def terms(self) -> Terms:
        """What was set."""
        told = self.cleaned_data
        numbers = {name: int(told[name]) for name in DAYS}
        return Terms(**numbers, ask_from=Decimal(told["ask_from"]), ask_for=tuple(told["ask_for"]))
