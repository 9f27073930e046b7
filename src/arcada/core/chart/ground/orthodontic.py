"""Moving teeth and keeping them where they went."""

from typing import Final

from arcada.core.chart.ground.words import TOOTH_OR_ROOT, Ground, make, not_

# the end-point of periodontal therapy and caries control come before tooth movement, EFP stage IV 2022 (rule R10)
MOVABLE: Final = (
    not_(
        "periodontium",
        "periodontitis",
        "abscess",
        "instrumented",
        on="teeth",
        says="a periodontium under control",
    ),
    not_("surfaces", "cavity", "deep_cavity", on="teeth", says="teeth without open caries"),
)
CROOKED: Final = ("crowded", "spaced", "bite_anomaly", "migrated")
ASTRAY: Final = ("crowded", "spaced", "rotated", "drifted", "over_erupted", "exposed", "infraoccluded")

ORTHODONTIC: Final = {
    "comprehensive_orthodontics": Ground(
        needs=MOVABLE,
        does=(
            make("appliance", "orthodontic", at="start"),
            make("alignment", "being_moved", at="start"),
            make("position", "being_moved", on="teeth", only_from=ASTRAY, at="start"),
            make("appliance", "none"),
            make("alignment", "moved"),
            make("position", "held", on="teeth", only_from=("being_moved",)),
        ),
    ),
    "limited_orthodontics": Ground(
        needs=MOVABLE,
        does=(
            make("appliance", "orthodontic", at="start"),
            make("position", "being_moved", on="teeth", only_from=ASTRAY, at="start"),
            make("appliance", "none"),
            make("alignment", "moved", only_from=CROOKED),
            make("position", "held", on="teeth", only_from=("being_moved",)),
        ),
    ),
    "orthodontic_extrusion": Ground(
        needs=(TOOTH_OR_ROOT,),
        does=(
            make("position", "being_moved", at="start"),
            make("position", "held"),
            make("crown", "fractured", only_from=("fractured_below_gum",)),
            make("gum", "level", only_from=("deep_margin",)),
        ),
    ),
    "orthodontic_retention": Ground(
        does=(
            make("appliance", "retainer"),
            make("alignment", "retained", only_from=("moved", "being_moved", *CROOKED)),
            make("position", "in_line", on="teeth", only_from=("held",)),
        ),
    ),
}
