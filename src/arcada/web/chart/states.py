"""What can stand in the mouth already: the choices of the tooth form and of the entry, as words of the chart.

choice        typed                     becomes
missing       36 missing                presence missing
filling       26 mo filling             surfaces M and O: filling
implant       46 implant                the place of an implant with its crown
extra         11 extra                  one more tooth beside 11, charted as 11S
sound         26 sound                  everything charted of the tooth itself taken off
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcada.core.chart.state import BODY_FIELDS
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.kernel import Refusal
from arcada.core.teeth.anatomy import is_molar
from arcada.core.teeth.number import SUPERNUMERARY, is_front, is_supernumerary
from arcada.core.teeth.surface import biting_surface

ALL_SIDES = "MDBL"


@dataclass(frozen=True, slots=True)
class Existing:
    """One choice; `on` is the word for surfaces where it lies on surfaces, `fields` the words of the tooth."""

    id: str
    label: str
    typed: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None
    on: str = ""
    group: str = "Tooth"


def _gap(**fields: str) -> Mapping[str, str]:
    return {"presence": "missing", **fields}


EXISTING: tuple[Existing, ...] = (
    Existing("missing", "Missing", ("missing", "gone", "extracted", "lost"), _gap(), group="Place"),
    Existing("never_formed", "Never formed", ("agenesis", "never formed"), {"presence": "never_formed"}, group="Place"),
    Existing("unerupted", "Not erupted", ("unerupted", "not erupted"), {"presence": "unerupted"}, group="Place"),
    Existing("partly", "Partly erupted", ("partly erupted",), {"presence": "partly_erupted"}, group="Place"),
    Existing("impacted", "Impacted, no trouble", ("buried", "retained"), {"presence": "impacted"}, group="Place"),
    Existing("root", "Only the root is left", ("root left", "rest root"), {"presence": "root"}, group="Place"),
    Existing("present", "A tooth is there", ("present", "erupted", "there"), {"presence": "present"}, group="Place"),
    Existing("extra", "An extra tooth beside it", ("extra", "supernumerary"), {"presence": "present"}, group="Place"),
    Existing("filling", "Filling", ("filling", "composite", "amalgam", "restoration"), on="filling"),
    Existing("temporary", "Temporary filling", ("temporary filling", "ir"), on="temporary_filling"),
    Existing("sealant", "Sealant", ("sealant", "fissure sealant"), on="sealed"),
    Existing("root_filling", "Root filling", ("root filling", "rct", "endo"), {"pulp": "root_filled"}),
    Existing("post", "Root filling with post", ("post and core", "post"), {"pulp": "root_filled", "core": "post"}),
    Existing("onlay", "Inlay or onlay", ("onlay", "inlay"), {"crown": "onlay"}),
    Existing("veneer", "Veneer", ("veneer",), {"crown": "veneer"}),
    Existing("crown", "Crown", ("crown", "pfm"), {"crown": "crown"}),
    Existing("preformed", "Preformed crown", ("preformed crown", "ssc", "steel crown"), {"crown": "preformed_crown"}),
    Existing(
        "abutment", "Bridge abutment", ("abutment", "retainer"), {"crown": "crown", "prosthesis": "bridge_abutment"}
    ),
    Existing("pontic", "Bridge unit in a gap", ("pontic", "bridge unit"), _gap(prosthesis="pontic"), group="Gap"),
    Existing(
        "implant",
        "Implant with crown",
        ("implant", "implant crown"),
        _gap(implant="integrated", site="implant", prosthesis="implant_crown"),
        group="Gap",
    ),
    Existing(
        "implant_healing", "Implant, no crown yet", ("implant healing",), _gap(implant="placed", site="implant"),
        group="Gap",
    ),
    Existing("denture", "Denture tooth", ("denture",), _gap(prosthesis="denture_tooth"), group="Gap"),
    Existing("sound", "Sound: take off what is charted", ("sound", "healthy", "clear")),
)  # fmt: skip
BY_ID = {one.id: one for one in EXISTING}


def changes_for(choice: Existing, teeth: Sequence[str], surfaces: str) -> Mapping[str, object] | Refusal:
    """Give the words that the choice puts on these teeth, or what is missing to say them."""
    if choice.id == "sound":
        return _sound(teeth)
    if not choice.on:
        return dict(choice.fields or {})
    letters = surfaces or _usual_surface(choice, teeth)
    if not letters:
        text = f"Say on which surfaces the {choice.label.lower()} lies, such as MO; or pick them in the drawing."
        return Refusal("no_surface", text, "surfaces")
    return {"surfaces": {letters: choice.on}}


def teeth_for(choice: Existing, teeth: Sequence[str]) -> tuple[str, ...]:
    """Give the places that the choice is about: an extra tooth has a place of its own."""
    if choice.id != "extra":
        return tuple(teeth)
    return tuple(tooth if is_supernumerary(tooth) else tooth + SUPERNUMERARY for tooth in teeth)


def _usual_surface(choice: Existing, teeth: Sequence[str]) -> str:
    """A sealant lies in the fissures of a molar; a filling may lie anywhere."""
    sealed = choice.id == "sealant" and all(is_molar(tooth) or not is_front(tooth) for tooth in teeth)
    return biting_surface(teeth[0]) if sealed and teeth else ""


def _sound(teeth: Sequence[str]) -> Mapping[str, object] | Refusal:
    biting = {biting_surface(tooth) for tooth in teeth}
    if len(biting) > 1:
        text = "Front and back teeth have other surfaces: take off what is charted of the one group, then of the other."
        return Refusal("mixed_teeth", text, "teeth")
    rest = {name: next(iter(TOOTH_FIELDS[name])) for name in (*BODY_FIELDS, "prosthesis")}
    return {"presence": "present", **rest, "surfaces": {"".join((*biting, ALL_SIDES)): "sound"}}
