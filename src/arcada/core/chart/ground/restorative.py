"""Fillings, build-ups, onlays, crowns and veneers on teeth."""

from typing import Final

from arcada.core.chart.effects import Effect
from arcada.core.chart.ground.words import (
    APEX_AT_REST,
    CARIES,
    DEAD_PULP,
    ERUPTED_TOOTH,
    GUM_AT_REST,
    NOT_FRESHLY_WHITENED,
    PERIODONTIUM_AT_REST,
    PULP_AT_REST,
    Ground,
    is_,
    make,
    not_,
)
from arcada.core.chart.state import ERUPTED

CROWN_TO_RESTORE: Final = not_("crown", "split", "unrestorable", "removed", says="a crown that can be restored")
MENDED_CROWNS: Final = (
    "fractured", "fractured_to_pulp", "fractured_below_gum", "cusp_missing", "malformed", "hypomineralised", "cracked",
    "failing",
)  # fmt: skip
HEALED_PULPS: Final = ("reversible_pulpitis", "sensitive")
WORN: Final = ("erosion", "attrition", "controlled")
# no indirect restoration on teeth with untreated apical disease or uncontrolled disease, S6 (rule R06)
FOR_INDIRECT: Final = (
    is_("presence", *ERUPTED, "root", says="a tooth or root in the mouth"), CROWN_TO_RESTORE, PULP_AT_REST,
    APEX_AT_REST, GUM_AT_REST, PERIODONTIUM_AT_REST,
)  # fmt: skip


def covering(word: str) -> tuple[Effect, ...]:
    """A full cover: nothing of the natural surfaces is left to see."""
    return (
        make("presence", "present", only_from=("root",)),
        make("crown", "provisional", at="start"),
        make("crown", word),
        make("surfaces", "sound"),
        make("wear", "rebuilt", only_from=WORN),
        make("colour", "natural"),
        make("pulp", "vital", only_from=HEALED_PULPS),
    )


def filled(word: str) -> tuple[Effect, ...]:
    """A filling and what it mends."""
    return (
        make("surfaces", word),
        make("crown", "rebuilt", only_from=MENDED_CROWNS),
        make("wear", "rebuilt", only_from=WORN),
        make("pulp", "vital", only_from=HEALED_PULPS),
        make("colour", "natural", only_from=("discoloured", "fluorosed")),
    )


RESTORATIVE: Final = {
    "temporary_restoration": Ground(needs=(ERUPTED_TOOTH,), does=(make("surfaces", "temporary_filling"),)),
    "direct_restoration": Ground(needs=(ERUPTED_TOOTH, CROWN_TO_RESTORE, NOT_FRESHLY_WHITENED), does=filled("filling")),
    "indirect_pulp_treatment": Ground(
        needs=(
            ERUPTED_TOOTH,
            CROWN_TO_RESTORE,
            not_("pulp", *DEAD_PULP, "irreversible_pulpitis", says="a vital pulp"),
        ),
        does=(make("surfaces", "stepwise_filling", at="start"), *filled("filling")),
    ),
    "restoration_repair": Ground(
        needs=(ERUPTED_TOOTH,),
        does=(
            make("surfaces", "filling", only_from=("defective_filling", "recurrent_caries", "filling")),
            make("crown", "crown", only_from=("failing",)),
        ),
    ),
    "fragment_reattachment": Ground(
        needs=(
            ERUPTED_TOOTH,
            is_("crown", "fractured", "fractured_to_pulp", "fractured_below_gum", says="a broken crown"),
        ),
        does=(make("crown", "rebuilt"),),
    ),
    "core_build_up": Ground(
        needs=(is_("presence", *ERUPTED, "root", says="a tooth or root in the mouth"), CROWN_TO_RESTORE),
        does=(
            make("core", "core"),
            make("surfaces", "filling", only_from=(*CARIES, "temporary_filling", "defective_filling")),
            make(
                "crown",
                "rebuilt",
                only_from=("fractured", "fractured_to_pulp", "cusp_missing", "fractured_below_gum"),
            ),
        ),
    ),
    "post_and_core": Ground(
        needs=(is_("pulp", "root_filled", "plugged", says="a root filling"), CROWN_TO_RESTORE),
        does=(
            make("core", "post"),
            make("surfaces", "filling", only_from=(*CARIES, "temporary_filling", "defective_filling")),
            make(
                "crown",
                "rebuilt",
                only_from=("fractured", "fractured_to_pulp", "cusp_missing", "fractured_below_gum"),
            ),
        ),
    ),
    "provisional_restoration": Ground(
        does=(
            make("crown", "provisional", on="teeth"),
            make("prosthesis", "provisional_pontic", on="gaps"),
            make("prosthesis", "provisional_on_implant", on="implants"),
        )
    ),
    "onlay_or_inlay": Ground(
        needs=(ERUPTED_TOOTH, *FOR_INDIRECT[1:]),
        does=(
            make("crown", "provisional", at="start"),
            make("crown", "onlay"),
            make("surfaces", "sound"),
            make("wear", "rebuilt", only_from=WORN),
            make("pulp", "vital", only_from=HEALED_PULPS),
        ),
    ),
    "crown": Ground(needs=FOR_INDIRECT, does=covering("crown")),
    "preformed_crown": Ground(needs=(ERUPTED_TOOTH, CROWN_TO_RESTORE), does=covering("preformed_crown")),
    "direct_veneer": Ground(
        needs=(ERUPTED_TOOTH, CROWN_TO_RESTORE, NOT_FRESHLY_WHITENED),
        does=(
            make("crown", "direct_veneer"),
            make("colour", "natural"),
            make("wear", "rebuilt", only_from=WORN),
            make(
                "surfaces",
                "filling",
                only_from=("cavity", "recurrent_caries", "defective_filling", "cervical_loss"),
            ),
        ),
    ),
    "ceramic_veneer": Ground(
        needs=(ERUPTED_TOOTH, NOT_FRESHLY_WHITENED, *FOR_INDIRECT[1:]),
        does=(
            make("crown", "provisional", at="start"),
            make("crown", "veneer"),
            make("colour", "natural"),
            make("wear", "rebuilt", only_from=WORN),
        ),
    ),
}
