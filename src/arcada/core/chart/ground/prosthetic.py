"""Bridges, dentures and prostheses on implants: what stands for teeth that are gone."""

from typing import Final

from arcada.core.chart.ground.words import (
    APEX_AT_REST,
    GUM_AT_REST,
    SOUND_IMPLANT,
    Ground,
    is_,
    make,
    not_,
)
from arcada.core.chart.state import ERUPTED, GONE

ABUTMENT: Final = is_("presence", *ERUPTED, on="teeth", says="an abutment tooth")
A_GAP: Final = is_("presence", *GONE, on="gaps", says="a gap")
INTEGRATED: Final = is_("implant", *SOUND_IMPLANT, says="an osseointegrated implant")
INTEGRATED_SOME: Final = is_("implant", *SOUND_IMPLANT, on="implants", says="osseointegrated implants")
# a conventional denture or bridge from six weeks after extraction, S71
SETTLED: Final = not_(
    "site", "socket", "infected_socket", "soft_healed", "dry_socket", on="gaps",
    says="a ridge settled for six weeks after extraction", at="end",
)  # fmt: skip

PROSTHETIC: Final = {
    "fixed_bridge": Ground(
        needs=(
            ABUTMENT,
            A_GAP,
            SETTLED,
            not_("crown", "split", "unrestorable", on="teeth", says="abutments that can carry it"),
            not_("apex", *APEX_AT_REST.words, on="teeth", says="abutments with a healthy or healing apex"),
            not_(
                "periodontium",
                "periodontitis",
                "abscess",
                "hopeless",
                on="teeth",
                says="abutments with a periodontium under control",
            ),
            not_("gum", *GUM_AT_REST.words, on="teeth", says="abutments with a healed gum margin"),
        ),
        does=(
            make("crown", "provisional", on="teeth", at="start"),
            make("prosthesis", "provisional_pontic", on="gaps", at="start"),
            make("crown", "crown", on="teeth"),
            make("surfaces", "sound", on="teeth"),
            make("prosthesis", "bridge_abutment", on="teeth"),
            make("prosthesis", "pontic", on="gaps"),
        ),
    ),
    "resin_bonded_bridge": Ground(
        needs=(ABUTMENT, A_GAP, SETTLED),
        does=(
            make("prosthesis", "bonded_abutment", on="teeth"),
            make("prosthesis", "bonded_pontic", on="gaps"),
        ),
    ),
    "removable_partial_denture": Ground(
        needs=(A_GAP, SETTLED),
        does=(
            make("denture", "partial"),
            make("fit", "good"),
            make("prosthesis", "denture_tooth", on="gaps"),
            make("alignment", "even", only_from=("unsupported",)),
        ),
    ),
    "complete_denture": Ground(
        needs=(A_GAP, SETTLED),
        does=(
            make("denture", "complete"),
            make("fit", "good"),
            make("prosthesis", "denture_tooth", on="gaps"),
        ),
    ),
    "immediate_denture": Ground(
        # records are taken first and it is fitted at the extraction, so gaps are looked at when it is done
        does=(
            make("denture", "immediate"),
            make("fit", "settling"),
            make("prosthesis", "denture_tooth", on="gaps"),
        ),
    ),
    "interim_removable_prosthesis": Ground(
        does=(
            make("denture", "interim"),
            make("fit", "good"),
            make("prosthesis", "interim_denture_tooth", on="gaps"),
        ),
    ),
    "denture_reline": Ground(
        needs=(not_("denture", "none", says="a denture"),),
        does=(make("fit", "good"),),
    ),
    "denture_adjustment_review": Ground(
        needs=(not_("denture", "none", says="a denture"),),
        does=(make("record", "review"), make("mucosa", "healthy", only_from=("inflamed",))),
    ),
    "denture_repair": Ground(
        needs=(not_("denture", "none", says="a denture"),),
        does=(make("fit", "good", only_from=("broken",)), make("prosthesis", "denture_tooth", on="gaps")),
    ),
    "implant_crown": Ground(
        needs=(INTEGRATED,),
        does=(
            make("prosthesis", "provisional_on_implant", at="start", only_from=("none",)),
            make("prosthesis", "implant_crown"),
        ),
    ),
    "implant_bridge": Ground(
        needs=(INTEGRATED_SOME,),
        does=(
            make("prosthesis", "implant_bridge", on="implants"),
            make("prosthesis", "implant_pontic", on="gaps"),
        ),
    ),
    "implant_overdenture": Ground(
        needs=(INTEGRATED_SOME,),
        does=(
            make("denture", "overdenture"),
            make("fit", "good"),
            make("prosthesis", "overdenture_attachment", on="implants"),
            make("prosthesis", "denture_tooth", on="gaps"),
        ),
    ),
    "full_arch_implant_prosthesis": Ground(
        # a provisional may be fitted on fresh implants, the definitive one on integrated ones only, S21
        needs=(
            is_("implant", "placed", *SOUND_IMPLANT, on="implants", says="implants"),
            is_("implant", *SOUND_IMPLANT, on="implants", says="osseointegrated implants", at="end"),
        ),
        does=(
            make("prosthesis", "provisional_full_arch", on="implants", at="start"),
            make("prosthesis", "provisional_full_arch", on="gaps", at="start"),
            make("denture", "none"),
            make("fit", "good"),
            make("prosthesis", "full_arch", on="implants"),
            make("prosthesis", "full_arch", on="gaps"),
        ),
    ),
    "space_maintainer": Ground(
        does=(make("appliance", "space_maintainer"), make("prosthesis", "space_maintainer", on="gaps")),
    ),
}
