"""After an accident: teeth put back, splinted, lifted, moved to another place."""

from typing import Final

from arcada.core.chart.ground.words import TOOTH_OR_ROOT, Ground, is_, make
from arcada.core.chart.state import GONE

TRAUMA: Final = {
    "tooth_replantation": Ground(
        needs=(is_("presence", "avulsed", "missing", says="an avulsed tooth"),),
        does=(
            make("presence", "present"),
            make("site", "tooth"),
            make("position", "repositioned"),
            make("mobility", "trauma_splint"),
            make("pulp", "necrotic"),
        ),
    ),
    "repositioning_and_splinting": Ground(
        needs=(TOOTH_OR_ROOT,),
        does=(
            make("position", "repositioned"),
            make("mobility", "trauma_splint"),
            make("roots", "complete", only_from=("fractured",)),
        ),
    ),
    "splint_removal": Ground(
        needs=(is_("mobility", "trauma_splint", "splinted", on="teeth", says="a splint"),),
        does=(
            make("mobility", "firm", on="teeth"),
            make("position", "in_line", on="teeth", only_from=("repositioned",)),
        ),
    ),
    "surgical_extrusion": Ground(
        needs=(TOOTH_OR_ROOT,),
        does=(
            make("position", "repositioned"),
            make("mobility", "trauma_splint"),
            make("crown", "fractured", only_from=("fractured_below_gum",)),
        ),
    ),
    "autotransplantation": Ground(
        needs=(is_("presence", *GONE, says="an empty place for the tooth"),),
        does=(
            make("presence", "present"),
            make("site", "tooth"),
            make("position", "repositioned"),
            make("mobility", "trauma_splint"),
        ),
    ),
}
