"""Forms of sites and chairs."""

from collections.abc import Sequence
from typing import Any

from django import forms

from arcada.interop.knowledge import load_library
from arcada.practice.models import Chair, Site
from arcada.web.people.forms.refusing import RefusingForm, words

LONGEST_EQUIPMENT = 40
LAST_POSITION = 999


def asked_for() -> tuple[tuple[str, str], ...]:
    """List the equipment that procedures of the catalogue ask for, with its words."""
    found = {word for procedure in load_library().procedures.values() for word in procedure.equipment}
    return tuple((word, said(word)) for word in sorted(found))


def said(word: str) -> str:
    """Write equipment as people say it: 'nitrous_oxide' is 'Nitrous oxide'; what is a short name stays large."""
    plain = word.replace("_", " ")
    return plain.upper() if plain == "cbct" else plain[:1].upper() + plain[1:]


class SiteForm(RefusingForm):
    """An address."""

    name = words("Name", 120, "Give the site a name.")
    address = forms.CharField(
        label="Address",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "This is longer than 400 letters; shorten it."},
    )
    phone = words("Phone", 40, type="tel", inputmode="tel")


class EquipmentForm(RefusingForm):
    """What stands at a chair."""

    equipment = forms.MultipleChoiceField(
        label="What treatments ask for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = words("Other equipment", 400, hint="Words with commas between them: operating microscope, surgical motor.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the words of the catalogue."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["equipment"]
        offered.choices = asked_for()

    def clean_more(self) -> list[str]:
        """Read the words; the catalogue's own are taken as such."""
        found = [word.strip() for word in self.cleaned_data["more"].split(",") if word.strip()]
        long = next((word for word in found if len(word) > LONGEST_EQUIPMENT), "")
        if long:
            raise forms.ValidationError(f"'{long}' is longer than {LONGEST_EQUIPMENT} letters; shorten it.")
        return [catalogued(word) for word in found]

    def words(self) -> Sequence[str]:
        """Give all equipment that was named."""
        return sorted({*self.cleaned_data["equipment"], *self.cleaned_data["more"]})

    @staticmethod
    def equipped(chair: Chair) -> dict[str, Any]:
        """Give what stands at a chair as the form shows it."""
        offered = {word for word, _ in asked_for()}
        found = [catalogued(word) for word in chair.equipment]
        return {
            "equipment": [word for word in found if word in offered],
            "more": ", ".join(word for word in found if word not in offered),
        }


class ChairForm(EquipmentForm):
    """A new operatory."""

    name = words("Name", 60, "Give the chair a name.")
    site = forms.ModelChoiceField(
        queryset=Site.objects.none(),
        label="Site",
        empty_label=None,
        error_messages={"required": "Choose the site.", "invalid_choice": "Choose one of the sites."},
    )
    position = forms.IntegerField(
        label="Place in the day book",
        min_value=0,
        max_value=LAST_POSITION,
        required=False,
        help_text="Counted from the left, beginning with 0.",
        error_messages={
            "invalid": "The place is a whole number.",
            "min_value": "The first place is 0.",
            "max_value": f"The last place is {LAST_POSITION}.",
        },
    )
    field_order = ("name", "site", "equipment", "more", "position")

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        """Offer the sites of the practice."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["site"]
        offered.queryset = sites


class ChairChangeForm(EquipmentForm):
    """What stands at a chair, and whether it is in use."""

    active = forms.BooleanField(label="In use", required=False)
    field_order = ("equipment", "more", "active")


def catalogued(word: str) -> str:
    """Give the catalogue's spelling of a word that it knows."""
    spelled = word.strip().lower().replace(" ", "_")
    return spelled if spelled in {known for known, _ in asked_for()} else word.strip()
