"""Surgery: teeth out, bone in, implants placed, uncovered and taken out."""

from typing import Final

from arcada.core.chart.effects import Effect
from arcada.core.chart.ground.words import OPEN_SITE, TOOTH_OR_ROOT, Ground, is_, make, not_
from arcada.core.chart.state import BURIED, GONE

GAP: Final = is_("presence", *GONE, says="a place without a tooth")
ACUTE: Final = ("acute_abscess", "drained")

SURGICAL: Final = {
    "extraction": Ground(
        needs=(TOOTH_OR_ROOT,),
        does=(
            make("presence", "missing"),
            make("site", "socket"),
            # acute infection excludes an implant on the day, S23
            Effect("site", "infected_socket", when=(("apex", ACUTE),)),
        ),
    ),
    "coronectomy": Ground(
        needs=(TOOTH_OR_ROOT,),
        does=(
            make("presence", "root"),
            make("roots", "left_on_purpose"),
            make("crown", "none"),
            make("gum", "level"),
        ),
    ),
    "decoronation": Ground(
        needs=(is_("roots", "fused", "resorbing", says="a root fused to the bone"),),
        does=(
            make("presence", "root"),
            make("roots", "left_on_purpose"),
            make("crown", "none"),
            make("position", "in_line"),
        ),
    ),
    "drainage_of_abscess": Ground(
        does=(
            make("apex", "drained", on="teeth", only_from=("acute_abscess", "chronic_abscess")),
            make("periodontium", "periodontitis", on="teeth", only_from=("abscess",)),
            make("gum", "level", on="teeth", only_from=("infected_flap",)),
        ),
    ),
    "socket_graft": Ground(
        needs=(is_("site", "socket", "infected_socket", says="an extraction socket"),),
        does=(make("site", "grafted_socket"),),
    ),
    "bone_augmentation": Ground(
        needs=(GAP, not_("site", "exposed_bone", "dry_socket", says="a site without open bone")),
        does=(make("site", "grafted", on="gaps"),),
    ),
    "sinus_lift": Ground(needs=(GAP,), does=(make("site", "sinus_lifted", on="gaps"),)),
    "implant_placement": Ground(
        needs=(
            is_("presence", *GONE, on="anchors", says="a place without a tooth"),
            is_("implant", "none", on="anchors", says="a site without an implant"),
            not_(
                "site",
                *OPEN_SITE,
                "thin",
                "low_sinus",
                "grafted_socket",
                "grafted",
                "sinus_lifted",
                "infected_socket",
                on="anchors",
                says="a healed or grafted and healed site, or a fresh socket without infection",
            ),
        ),
        does=(make("implant", "placed", on="anchors"), make("site", "implant", on="anchors")),
    ),
    "implant_uncovering": Ground(
        needs=(is_("implant", "integrated", on="implants", says="an osseointegrated implant"),),
        does=(make("implant", "uncovered", on="implants"),),
    ),
    "implant_removal": Ground(
        needs=(not_("implant", "none", says="an implant"),),
        does=(make("implant", "none"), make("prosthesis", "none"), make("site", "socket")),
    ),
    "implant_prosthesis_modification": Ground(
        needs=(not_("implant", "none", on="implants", says="an implant"),),
        does=(
            make("record", "review"),
            make("prosthesis", "implant_crown", on="implants", only_from=("failing",)),
        ),
    ),
    "surgical_exposure": Ground(
        needs=(is_("presence", *BURIED, says="a buried tooth"),),
        does=(make("position", "exposed"),),
    ),
    "dry_socket_dressing": Ground(does=(make("site", "socket", only_from=("dry_socket",)),)),
}
