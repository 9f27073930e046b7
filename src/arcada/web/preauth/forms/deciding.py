"""The forms of what people decide: withdraw, appeal, call a condition met, treat without waiting, another way."""

from typing import Any, cast

from django import forms

from arcada.insurance.actions.preauth_decide import LONGEST, Informed, Instead
from arcada.insurance.preauth.journal import LONGEST_NARRATIVE
from arcada.web.people.forms.refusing import RefusingForm
from arcada.web.preauth.forms.drafting import day, prose


class WithdrawForm(RefusingForm):
    """Take the pack back."""

    why = prose("Why", 2, LONGEST)


class AppealForm(RefusingForm):
    """The letter."""

    appeal = prose(
        "Letter",
        14,
        LONGEST_NARRATIVE,
        help_text="It begins with what was denied and the narrative that was sent. Answer the insurer’s reason.",
    )


class AppealSendForm(RefusingForm):
    """The letter went out."""

    sent = day("Sent on")


class MetForm(RefusingForm):
    """How a condition is met."""

    how = prose("How the condition is met", 2, LONGEST)


class WithoutForm(RefusingForm):
    """Treat without an answer: the patient was told, and says so with their name."""

    why = prose("Why it does not wait", 2, LONGEST)
    informed = forms.CharField(
        label="Name of the person who was told and agrees",
        max_length=160,
        error_messages={"required": "Write the name of the person who was told."},
    )
    agrees = forms.BooleanField(
        label="I was told that the insurer may pay nothing for this. I want it done and pay it myself then.",
        required=False,
    )

    def told(self) -> Informed:
        """Who was told what."""
        data = self.cleaned_data
        return Informed(data["why"], data["informed"], agrees=bool(data["agrees"]))


class AdjustForm(RefusingForm):
    """Another way, for a finding, with the reason."""

    way = forms.ChoiceField(
        label="Instead",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the ways.", "invalid_choice": "Choose one of the ways."},
    )
    why = prose("Why, for the record", 2, LONGEST)
    version = forms.CharField(max_length=12, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the ways, each as finding:strategy."""
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["way"]).choices = ways

    def instead(self) -> Instead:
        """The way that was chosen."""
        finding, _, strategy = self.cleaned_data["way"].partition(":")
        return Instead(strategy, finding, self.cleaned_data["why"], self.cleaned_data["version"])
