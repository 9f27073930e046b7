"""Forms of Payments: a budget to try, a payment plan, a receipt, a lender. Rules are the actions'."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from arcada.core.kernel import Refusal
from arcada.insurance.actions.payment_plan import Agreed
from arcada.insurance.models import FinancingState, PaidBy

SUM = "Write a sum of money, such as 350.00."
DAY = "Write a day, such as 2027-03-31."
MOST = Decimal(1_000_000)


def _sum(label: str, *, required: bool = True, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        max_value=MOST,
        decimal_places=2,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "sum"}),
        error_messages={
            "required": SUM,
            "invalid": SUM,
            "max_value": "That is more than anybody pays.",
            "max_decimal_places": "At most two decimals.",
        },
    )


def _day(label: str, *, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": DAY, "invalid": DAY},
    )


class RefusableForm(forms.Form):
    """A form that can show an action's refusal at its field."""

    def refuse(self, refusal: Refusal) -> bool:
        """Show a refusal at its field; False where it belongs to none and is said above the page."""
        if refusal.where not in self.fields:
            return False
        self.add_error(refusal.where, refusal.text)
        return True


class BudgetForm(forms.Form):
    """What the patient could spend a month, to try."""

    monthly = _sum("What can be spent a month", required=False)

    def clean_monthly(self) -> Decimal | None:
        """Refuse what is less than nothing."""
        found: Decimal | None = self.cleaned_data["monthly"]
        if found is not None and found < 0:
            raise forms.ValidationError("A budget below zero cannot be kept. " + SUM)
        return found


class AgreeForm(RefusableForm):
    """A payment plan."""

    total = _sum("To be paid")
    down = _sum("Paid now", required=False)
    count = forms.IntegerField(
        label="Instalments",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "sum"}),
        error_messages={"required": "Say in how many instalments.", "invalid": "Write a whole number, such as 6."},
    )
    first = _day("First instalment")
    fee = _sum("Fee", required=False, hint="Leave empty: most plans are free.")
    rate = _sum("Interest, % a year", required=False, hint="Leave empty: free of interest.")
    why = forms.CharField(label="Why it is renegotiated", max_length=300, required=False)

    def __init__(self, *args: Any, renegotiated: bool = False, **kwargs: Any) -> None:
        """Ask for a reason only where a plan is in force."""
        super().__init__(*args, **kwargs)
        if not renegotiated:
            del self.fields["why"]

    def agreed(self, currency: str) -> Agreed:
        """Give what was agreed."""
        told = self.cleaned_data
        return Agreed(
            total=told["total"],
            down=told["down"] or Decimal(0),
            count=told["count"],
            first=told["first"],
            fee=told["fee"] or Decimal(0),
            rate=told["rate"] or Decimal(0),
            currency=currency,
            why=told.get("why", ""),
        )


class ReasonForm(RefusableForm):
    """Why something ends or is taken back."""

    reason = forms.CharField(label="Why", max_length=300, required=False)


class ReceiveForm(RefusableForm):
    """A receipt."""

    amount = _sum("Received")
    on = _day("On")
    way = forms.ChoiceField(label="How", choices=PaidBy.choices)
    reference = forms.CharField(label="Reference", max_length=80, required=False)


class AskForm(RefusableForm):
    """A lender who is asked."""

    lender = forms.CharField(label="Lender", max_length=120, error_messages={"required": "Write the lender's name."})
    amount = _sum("Amount asked for")
    on = _day("Asked on")
    reference = forms.CharField(label="Reference", max_length=80, required=False)
    note = forms.CharField(label="Note", max_length=300, required=False)


class AnswerForm(RefusableForm):
    """What a lender said."""

    state = forms.ChoiceField(
        label="Answer", choices=[one for one in FinancingState.choices if one[0] != FinancingState.ASKED]
    )
    on = _day("Answered on")
    granted = _sum("Sum that the lender pays", required=False)
    reference = forms.CharField(label="Reference", max_length=80, required=False)


def _number(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Write a number of days, 0 for none.", "invalid": "Write a whole number of days."},
    )


class TermsForm(RefusableForm):
    """What the house asks for before the work, how long payers take, and when to warn."""

    lab_percent = _sum(
        "Laboratory work, % when it is ordered", hint="Of the patient's part, for crowns, dentures, splints."
    )
    lab_days_before = _number("Days before that visit", "0: on the day of the visit.")
    deposit_percent = _sum("Deposit, % when the plan begins", hint="Of the patient's whole part; 0 for none.")
    usual_payer_days = _number("Days until a payer pays", "For payers of whom nothing better is known.")
    far = _sum("A month far over the budget", hint="So many times what the patient can spend: 2 is twice.")
    large = _sum("A large sum before the work", hint="Where the patient has told no budget.")


def fresh_plan(*, owed: Decimal, today: date, fewest: int | None) -> dict[str, Any]:
    """What the form of a new payment plan begins with: as many parts as keep within the budget, else six."""
    count = min(fewest or 6, 60)
    return {"total": f"{owed:.2f}", "count": count, "first": _next_first(today).isoformat()}


def _next_first(today: date) -> date:
    """The first day of next month."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)
