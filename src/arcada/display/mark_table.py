"""Which word of the mouth is drawn as which mark: findings on one side, work that stands in the mouth on the other.

A word without a row is not drawn on a tooth; it is told in lists and sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS
from arcada.display.odontogram.drawn import Kind

Word = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How a word is drawn: the kind, fixed surfaces if any ('R' for a root, before those charted), and a grade."""

    kind: Kind
    surfaces: str = ""
    grade: int = 0


SICK: Final[Mapping[Word, Look]] = {
    **{
        ("surfaces", word): Look("caries")
        for word in (
            "initial_lesion",
            "cavity",
            "deep_cavity",
            "recurrent_caries",
            "arrested_lesion",
        )
    },
    ("surfaces", "root_cavity"): Look("caries", "R"),
    ("surfaces", "cervical_loss"): Look("wear"),
    ("surfaces", "defective_filling"): Look("filling"),
    **{
        ("crown", word): Look("fracture")
        for word in ("cracked", "fractured", "fractured_to_pulp", "cusp_missing", "unrestorable")
    },
    ("crown", "fractured_below_gum"): Look("fracture", "R"),
    ("crown", "split"): Look("fracture", "R"),
    ("crown", "failing"): Look("crown"),
    ("crown", "malformed"): Look("watch"),
    ("crown", "hypomineralised"): Look("watch"),
    ("wear", "erosion"): Look("wear"),
    ("wear", "attrition"): Look("wear"),
    ("colour", "discoloured"): Look("watch"),
    ("colour", "fluorosed"): Look("watch"),
    **{
        ("pulp", word): Look("rct")
        for word in (
            "irreversible_pulpitis",
            "carious_exposure",
            "necrotic",
            "opened",
            "failing_root_filling",
        )
    },
    ("pulp", "reversible_pulpitis"): Look("watch"),
    ("pulp", "sensitive"): Look("watch"),
    **{
        ("apex", word): Look("apical")
        for word in (
            "asymptomatic_periodontitis",
            "symptomatic_periodontitis",
            "cyst",
            "chronic_abscess",
            "acute_abscess",
        )
    },
    ("roots", "fractured"): Look("fracture", "R"),
    ("roots", "split"): Look("fracture", "R"),
    ("roots", "resorbing"): Look("resorption"),
    ("roots", "fused"): Look("resorption"),
    ("gum", "recession"): Look("recession"),
    **{("gum", word): Look("watch") for word in ("overgrown", "infected_flap", "ulcerated")},
    **{
        ("periodontium", word): Look("pocket")
        for word in (
            "periodontitis",
            "infrabony_defect",
            "endo_perio",
            "abscess",
            "hopeless",
            "residual_pocket",
        )
    },
    ("periodontium", "gingivitis"): Look("calculus"),
    **{("mobility", f"grade_{grade}"): Look("mobility", grade=grade) for grade in (1, 2, 3)},
    **{("furcation", f"class_{grade}"): Look("furcation", grade=grade) for grade in (1, 2, 3)},
    **{
        ("position", word): Look("watch")
        for word in ("over_erupted", "infraoccluded", "luxated", "intruded", "drifted", "rotated")
    },
    ("presence", "impacted"): Look("impacted"),
    ("implant", "mucositis"): Look("pocket"),
    ("implant", "peri_implantitis"): Look("pocket"),
    ("implant", "loose"): Look("mobility", grade=3),
    ("site", "dry_socket"): Look("watch"),
}
"""Words that findings leave."""

WORK: Final[Mapping[Word, Look]] = {
    **{
        ("surfaces", word): Look("filling")
        for word in ("filling", "temporary_filling", "stepwise_filling", "defective_filling", "silvered")
    },
    ("surfaces", "sealed"): Look("sealant"),
    ("surfaces", "infiltrated"): Look("sealant"),
    **{("crown", word): Look("crown") for word in ("provisional", "crown", "preformed_crown", "failing")},
    ("crown", "onlay"): Look("onlay"),
    ("crown", "veneer"): Look("veneer"),
    ("crown", "direct_veneer"): Look("veneer"),
    ("core", "core"): Look("core"),
    ("core", "post"): Look("post"),
    **{
        ("pulp", word): Look("rct")
        for word in ("root_filled", "paste_filled", "plugged", "pulpotomy", "failing_root_filling")
    },
    **{
        ("periodontium", word): Look("cleaning")
        for word in ("instrumented", "ready_for_re_evaluation", "operated", "stable")
    },
    ("mobility", "splinted"): Look("splint"),
    ("mobility", "trauma_splint"): Look("splint"),
    ("position", "being_moved"): Look("bracket"),
    **{("implant", word): Look("implant") for word in TOOTH_FIELDS["implant"] if word != "none"},
    **{
        ("prosthesis", word): Look("pontic")
        for word in ("pontic", "bonded_pontic", "provisional_pontic", "implant_pontic")
    },
    ("prosthesis", "bonded_abutment"): Look("splint"),
    **{("prosthesis", word): Look("denture") for word in ("denture_tooth", "interim_denture_tooth")},
    **{("prosthesis", word): Look("crown") for word in ("implant_crown", "implant_bridge", "provisional_on_implant")},
    ("prosthesis", "full_arch"): Look("crown"),
    ("prosthesis", "provisional_full_arch"): Look("crown"),
    **{("site", word): Look("graft") for word in ("grafted_socket", "grafted", "sinus_lifted")},
}
"""Words that treatment leaves."""

PLANNED: Final[Mapping[str, tuple[Kind, ...]]] = {
    **dict.fromkeys(
        ("direct_restoration", "indirect_pulp_treatment", "restoration_repair", "temporary_restoration"), ("filling",)
    ),
    "fragment_reattachment": ("filling",),
    "fissure_sealant": ("sealant",),
    "resin_infiltration": ("sealant",),
    "silver_diamine_fluoride": ("filling",),
    "crown": ("crown",),
    "preformed_crown": ("crown",),
    "onlay_or_inlay": ("onlay",),
    "ceramic_veneer": ("veneer",),
    "direct_veneer": ("veneer",),
    "core_build_up": ("core",),
    "post_and_core": ("post",),
    **dict.fromkeys(
        (
            "root_canal_treatment", "root_canal_retreatment", "primary_tooth_pulpectomy", "vital_pulpotomy",
            "apexification_or_regeneration", "emergency_pulpectomy",
        ),
        ("rct",),
    ),
    "apical_surgery": ("apical",),
    "extraction": ("extraction",),
    "coronectomy": ("extraction",),
    "decoronation": ("extraction",),
    "implant_removal": ("extraction",),
    "socket_graft": ("graft",),
    "bone_augmentation": ("graft",),
    "sinus_lift": ("graft",),
    "mucogingival_graft": ("graft",),
    "subgingival_instrumentation": ("cleaning",),
    "periodontal_access_surgery": ("cleaning",),
    "periodontal_regenerative_surgery": ("cleaning",),
    "splinting_of_mobile_teeth": ("splint",),
    "tooth_replantation": ("splint",),
    "repositioning_and_splinting": ("splint",),
    "limited_orthodontics": ("bracket",),
    "orthodontic_extrusion": ("bracket",),
    "monitoring_review": ("watch",),
}  # fmt: skip
"""Families whose planned work is drawn the same on every tooth that the item names."""

SPANS: Final[Mapping[str, tuple[Kind | None, Kind | None, Kind | None]]] = {
    "fixed_bridge": ("crown", "pontic", None),
    "resin_bonded_bridge": ("splint", "pontic", None),
    "implant_placement": (None, None, "implant"),
    "implant_crown": (None, None, "crown"),
    "implant_bridge": (None, "pontic", "crown"),
    "full_arch_implant_prosthesis": (None, "pontic", "crown"),
    "implant_overdenture": (None, "denture", "denture"),
    "removable_partial_denture": (None, "denture", None),
    "complete_denture": (None, "denture", None),
    "immediate_denture": (None, "denture", None),
    "interim_removable_prosthesis": (None, "denture", None),
}
"""Families that are drawn differently on a tooth, a gap and an implant, in this order."""


def phrase_of(word: Word) -> str:
    """The words that are read out for a mark: the phrase of the mouth without its article."""
    field, name = word
    said = SURFACE[name] if field == "surfaces" else TOOTH_FIELDS[field][name]
    return said.removeprefix("a ").removeprefix("an ")
