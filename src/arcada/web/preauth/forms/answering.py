"""The forms of an answer: line by line, or a file."""

from collections.abc import Sequence
from typing import Any

from django import forms

from arcada.insurance.actions.preauth_answer import LONGEST, LineSaid, Said
from arcada.insurance.models import LineState, PreAuthLine
from arcada.web.people.forms.refusing import RefusingForm
from arcada.web.preauth.forms.drafting import day

STATES = [
    (LineState.APPROVED, "Approved"),
    (LineState.CONDITIONAL, "Approved with conditions"),
    (LineState.DENIED, "Denied"),
    (LineState.WAITING, "No answer yet"),
]


class AnswerForm(RefusingForm):
    """What was said of each line, and of the whole."""

    answered = day("Day of the answer")
    valid_until = day("Holds until", required=False, help_text="The usual term counts where the insurer named no day.")
    reference = forms.CharField(label="The insurer’s number", max_length=60, required=False)
    text = forms.CharField(
        label="What it said of the whole",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: Sequence[PreAuthLine], **kwargs: Any) -> None:
        """Ask about each line."""
        super().__init__(*args, **kwargs)
        self.positions = [line.position for line in lines]
        for line in lines:
            place, known = line.position, line.state != LineState.WAITING
            self.fields[f"state-{place}"] = forms.ChoiceField(
                label="Answer", choices=STATES, initial=line.state if known else LineState.APPROVED
            )
            self.fields[f"approved-{place}"] = forms.DecimalField(
                label="Approved amount",
                required=False,
                max_digits=10,
                decimal_places=2,
                initial=line.approved,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={"invalid": "Write an amount such as 645.00."},
            )
            self.fields[f"reason-{place}"] = forms.CharField(
                label="In the insurer’s words",
                required=False,
                max_length=LONGEST,
                initial=line.reason,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said(self) -> Said:
        """The answer."""
        told = self.cleaned_data
        lines = [
            LineSaid(place, told[f"state-{place}"], told.get(f"approved-{place}"), told.get(f"reason-{place}", ""))
            for place in self.positions
        ]
        return Said(lines, told["answered"], told["valid_until"], told["reference"], told["text"])


class FileForm(RefusingForm):
    """An electronic answer."""

    file = forms.FileField(
        label="Answer as a file",
        help_text="A FHIR ClaimResponse (JSON)",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json,application/fhir+json"}),
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )
