"""A form that shows a refusal at its field, and the few ways in which fields of the settings are drawn."""

from typing import Any

from django import forms

from arcada.core.kernel import Refusal


class RefusingForm(forms.Form):
    """Shows what an action refused at the field that it names, or above the form."""

    fields_of: dict[str, str] = {}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal; `fields_of` translates an action's word into this form's field."""
        where = self.fields_of.get(refusal.where, refusal.where)
        self.add_error(where if where in self.fields else None, refusal.text)


def words(label: str, length: int, missing: str = "", *, hint: str = "", **attrs: Any) -> forms.CharField:
    """Draw one line of words; with `missing`, the sentence for an empty one, it must be given."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(missing),
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages={
            "required": missing,
            "max_length": f"This is longer than {length} letters; shorten it.",
        },
    )
