"""The forms of a draft: what is asked about, its narrative, its images, handing it over."""

from typing import Any, cast
from uuid import UUID

from django import forms

from arcada.cases.models import Alternative
from arcada.insurance.actions.preauth_draft import Upload
from arcada.insurance.models import Coverage, PreAuthUse, PreAuthWay
from arcada.insurance.preauth.journal import LONGEST_NARRATIVE
from arcada.web.people.forms.refusing import RefusingForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day as browsers send it."""
    return forms.DateField(
        label=label,
        required=required,
        widget=DAY,
        help_text=help_text,
        error_messages={"required": "Choose the day.", "invalid": "Write the day as 2026-03-24."},
    )


def prose(label: str, rows: int, longest: int, *, help_text: str = "") -> forms.CharField:
    """A longer text."""
    return forms.CharField(
        label=label,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Write something here."},
    )


class DraftForm(RefusingForm):
    """Which insurer is asked what about which lines."""

    coverage = forms.ChoiceField(label="Which insurance is asked", widget=forms.RadioSelect)
    use = forms.ChoiceField(
        label="What is asked",
        choices=[
            (PreAuthUse.PREDETERMINATION, "What would you pay? (predetermination)"),
            (PreAuthUse.PREAUTHORIZATION, "May we do it? The insurer wants to be asked (pre-authorisation)"),
        ],
        widget=forms.RadioSelect,
    )
    items = forms.MultipleChoiceField(
        label="Lines",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The plan was made again meanwhile. Choose from its lines as they are now."},
    )

    def __init__(self, *args: Any, coverages: tuple[Coverage, ...], alternative: Alternative, **kwargs: Any) -> None:
        """Offer the coverages and the lines."""
        super().__init__(*args, **kwargs)
        insured = cast(forms.ChoiceField, self.fields["coverage"])
        insured.choices = [(str(one.pk), f"{one.policy.plan.payer}, {one.policy.plan}") for one in coverages]
        lines = cast(forms.MultipleChoiceField, self.fields["items"])
        lines.choices = [(str(row.pk), str(row)) for row in alternative.items.all() if row.state == "planned"]
        self.coverages = {str(one.pk): one for one in coverages}

    def coverage_row(self) -> Coverage:
        """The coverage that was chosen."""
        return self.coverages[self.cleaned_data["coverage"]]

    def item_ids(self) -> list[UUID]:
        """The lines that were chosen."""
        return [UUID(one) for one in self.cleaned_data["items"]]


class NarrativeForm(RefusingForm):
    """The narrative; the revision says which text was looked at."""

    narrative = prose(
        "Why it is needed",
        14,
        LONGEST_NARRATIVE,
        help_text="Drawn from the findings and the plan. Change it into the dentist’s own words; add nothing that is "
        "not on record.",
    )
    revision = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class ImageForm(RefusingForm):
    """One image."""

    image = forms.FileField(
        label="Image",
        help_text="PNG or JPEG, up to 12 MB",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": "Choose the image.", "empty": "The file is empty. Choose another one."},
    )
    caption = forms.CharField(
        label="What it shows",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Periapical of tooth 3"}),
        error_messages={"required": "Say what the image shows."},
    )
    taken = day("Taken on", required=False)

    def upload(self) -> Upload:
        """The image as it was sent."""
        sent = self.cleaned_data["image"]
        return Upload(sent.name, sent.read(), self.cleaned_data["caption"], self.cleaned_data["taken"])


class SendForm(RefusingForm):
    """How and when it was handed over."""

    way = forms.ChoiceField(
        label="How",
        choices=[
            (PreAuthWay.HAND, "By hand: posted, faxed or typed into the insurer’s website"),
            (PreAuthWay.FILES, "As files: PDF, FHIR and images into the folder for insurers"),
        ],
        widget=forms.RadioSelect,
        initial=PreAuthWay.HAND,
    )
    sent = day("Sent on")
    reference = forms.CharField(label="The insurer’s number, if it gave one", max_length=60, required=False)


class ReceiptForm(RefusingForm):
    """The insurer has it."""

    reference = forms.CharField(label="The insurer’s number", max_length=60, required=False)
    due = day("Answer promised for", required=False)
