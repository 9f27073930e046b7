"""What is asked on the pages of bringing back."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from arcada.core.recovery.ranking import BANDS, OLDER
from arcada.core.recovery.reply import HESITATIONS
from arcada.outreach.actions.settle import Settled
from arcada.outreach.models import Ground, Thread
from arcada.practice.models import Membership, Provider

MORNING = time(9)
WORDS = {
    "cost": "Cost",
    "timing": "No time now",
    "travel": "Away",
    "fear": "Fear",
    "uncertainty": "Not sure it is needed",
    "second_opinion": "Wants a second opinion",
    "insurance": "Insurance",
    "none": "None given",
}


class QueueForm(forms.Form):
    """Which threads are shown."""

    ground = forms.ChoiceField(label="Why", required=False)
    band = forms.ChoiceField(label="Found", required=False)
    provider = forms.ModelChoiceField(
        label="Dentist", queryset=Provider.objects.none(), required=False, empty_label="All"
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        """Offer the providers of the practice."""
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", "All"), *Ground.choices]  # type: ignore[attr-defined]
        bands = [words for _, words in BANDS] + [OLDER]
        self.fields["band"].choices = [("", "Any time ago"), *((one, f"{one} ago") for one in bands)]  # type: ignore[attr-defined]
        own = Provider.objects.filter(practice_id=member.practice_id, active=True)
        self.fields["provider"].queryset = own  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What a person decides about a thread."""

    act = forms.ChoiceField(
        label="What becomes of it",
        choices=[
            ("resumed", "Goes on"),
            ("snoozed", "Rests until a day"),
            ("declined", "The patient does not want it"),
            ("held", "Held back for a reason"),
            ("closed", "Closed"),
        ],
        widget=forms.RadioSelect,
    )
    until = forms.DateField(label="Rests until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hesitation = forms.ChoiceField(
        label="What the patient hesitates over",
        required=False,
        choices=[("", "Not said"), *((one, WORDS[one]) for one in HESITATIONS)],
    )
    why = forms.CharField(label="Why, in a few words", required=False, max_length=200)

    def settled(self, thread: Thread) -> Settled:
        """The decision; a day means nine in the morning of the clinic."""
        told = self.cleaned_data
        zone = ZoneInfo(thread.practice.time_zone)
        until = datetime.combine(told["until"], MORNING, zone) if told["until"] else None
        return Settled(told["act"], told["why"], until if told["act"] == "snoozed" else None, told["hesitation"])


class SilenceForm(forms.Form):
    """How the patient asked for silence."""

    words = forms.CharField(label="How the patient said so", required=False, max_length=300)
