"""One entry of a coverage's ledger, as it is typed."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from arcada.core.teeth.notation import from_universal
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice
from arcada.insurance.actions.ledger import EntryTold
from arcada.insurance.models import EntryKind
from arcada.interop.knowledge import load_library
from arcada.web.cover.forms.fields import amount, day
from arcada.web.cover.forms.member import SOURCES, VoicedForm
from arcada.web.people.forms.refusing import words

KINDS = [
    (one.value, label)
    for one, label in (
        (EntryKind.PAID, "Paid by this plan"),
        (EntryKind.PENDING, "Claim sent, no answer yet"),
        (EntryKind.INSURER_HISTORY, "Done elsewhere, the payer knows it"),
        (EntryKind.DENIED, "Denied"),
        (EntryKind.NOT_BILLED, "Not billed"),
    )
]


class EntryForm(VoicedForm):
    """A service as the coverage knows it."""

    kind = forms.ChoiceField(label="What happened", choices=KINDS)
    on = day("Day of the service")
    procedure = forms.ChoiceField(label="Procedure", required=False)
    tooth = words("Tooth", 4)
    submitted = amount("Asked for")
    paid = amount("Paid, or expected while pending")
    deductible = amount("Taken as deductible")
    write_off = amount("May not be charged")
    reason = words("What the payer said", 300)
    source = forms.ChoiceField(label="How it is known", choices=SOURCES)
    fields_of = {"area": "tooth", "estimated": "paid"}

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        """Offer the catalogue; read teeth in the practice's numbers."""
        super().__init__(*args, voice=voice, **kwargs)
        self.notation = voice.notation
        rows = sorted(load_library().procedures.values(), key=lambda one: (one.name, one.id))
        procedure = cast(forms.ChoiceField, self.fields["procedure"])
        procedure.choices = [("", "Choose"), *((one.id, one.name) for one in rows)]

    def clean_tooth(self) -> str:
        """Give the tooth as its FDI number."""
        typed = str(self.cleaned_data["tooth"]).strip().upper()
        if not typed:
            return ""
        found = typed if self.notation == "fdi" else from_universal(typed)
        if found is None or not is_tooth(found):
            text = f"There is no tooth {typed}."
            raise ValidationError(text)
        return found

    def clean_on(self) -> Any:
        """Ask for the day."""
        if self.cleaned_data["on"] is None:
            text = "Choose the day of the service."
            raise ValidationError(text)
        return self.cleaned_data["on"]

    def told(self) -> EntryTold:
        """Give what was typed; while a claim is pending, the amount is what is expected."""
        given = self.cleaned_data
        pending = given["kind"] == EntryKind.PENDING
        return EntryTold(
            kind=given["kind"],
            on=given["on"],
            procedure=given["procedure"],
            area={"tooth": given["tooth"]} if given["tooth"] else {},
            submitted=given["submitted"],
            estimated=given["paid"] if pending else None,
            paid=None if pending else given["paid"],
            deductible=given["deductible"],
            write_off=given["write_off"],
            reason=given["reason"],
            source=given["source"],
        )
