"""The form of a signature: strokes of the pen, or the typed name with a tick; who signs."""

import json
from typing import Any

from django import forms

from arcada.cases.actions.sign import Pen
from arcada.cases.models.consent import Relation, Way
from arcada.core.kernel import Refusal

LONGEST_STROKES = 2_000_000  # letters of JSON; twenty thousand points are far less


class SignForm(forms.Form):
    """Who signs, and how."""

    signer_name = forms.CharField(
        label="Name of the person who signs",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Write the name of the person who signs."},
    )
    relation = forms.ChoiceField(
        label="Who signs",
        choices=Relation.choices,
        widget=forms.RadioSelect,
        initial=Relation.PATIENT,
        error_messages={"required": "Say who signs.", "invalid_choice": "Say who signs."},
    )
    strokes = forms.CharField(required=False, max_length=LONGEST_STROKES, widget=forms.HiddenInput)
    typed = forms.BooleanField(
        label="My typed name is my signature",
        required=False,
        help_text="For those who do not draw: the name above counts as signed.",
    )

    def clean_strokes(self) -> list[list[list[float]]]:
        """Read what the pad sends: strokes of points with time, as [x, y, milliseconds from the first point]."""
        sent = self.cleaned_data["strokes"]
        if not sent:
            return []
        try:
            return _strokes(json.loads(sent))
        except (ValueError, KeyError, TypeError):
            raise forms.ValidationError(
                "The pad sent something that is no drawing. Clear it and sign again.", "bad_strokes"
            ) from None

    def pen(self) -> Pen:
        """Give what was held: drawn strokes count before a typed name."""
        strokes = self.cleaned_data["strokes"]
        way = Way.TYPED if self.cleaned_data["typed"] and not strokes else Way.DRAWN
        return Pen(strokes, self.cleaned_data["signer_name"], self.cleaned_data["relation"], way)

    def refuse(self, refusal: Refusal) -> bool:
        """Show a refusal at its field; False where it belongs to none and is said above the page."""
        if refusal.where not in self.fields:
            return False
        self.add_error(refusal.where, refusal.text)
        return True


def _strokes(sent: Any) -> list[list[list[float]]]:
    points = [list(stroke["points"]) for stroke in sent["strokes"]]
    start = next((point["time"] for stroke in points for point in stroke), 0)
    return [[[_tenth(p["x"]), _tenth(p["y"]), round(p["time"] - start)] for p in stroke] for stroke in points]


def _tenth(value: float) -> float:
    """A tenth of a pixel is finer than a pen."""
    return round(float(value), 1)
