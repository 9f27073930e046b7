"""Prevention: instruction, programmes, cleaning, varnish, sealants, splints against grinding."""

from typing import Final

from arcada.core.chart.ground.words import CARIES, ERUPTED_TOOTH, Ground, is_, make, not_, recorded

PREVENTION: Final = {
    "oral_hygiene_instruction": recorded("hygiene_instruction"),
    "diet_and_lifestyle_advice": Ground(
        does=(
            make("record", "diet_advice"),
            make("wear", "controlled", on="teeth", only_from=("erosion",)),
        )
    ),
    "tobacco_cessation_support": recorded("tobacco_support"),
    "caries_risk_management": Ground(
        does=(
            make("record", "caries_programme"),
            make("caries_activity", "managed", only_from=("rampant",)),
        )
    ),
    "xerostomia_management": Ground(does=(make("saliva", "managed", only_from=("dry",)),)),
    "fluoride_varnish": Ground(
        does=(
            make("record", "fluoride"),
            make("surfaces", "arrested_lesion", on="teeth", only_from=("initial_lesion", "root_cavity")),
        )
    ),
    "silver_diamine_fluoride": Ground(
        # not on an exposed pulp, clinical.md b.1
        needs=(ERUPTED_TOOTH, not_("pulp", "carious_exposure", says="a pulp that is not exposed")),
        does=(make("surfaces", "silvered", only_from=CARIES),),
    ),
    "fissure_sealant": Ground(needs=(ERUPTED_TOOTH,), does=(make("surfaces", "sealed"),)),
    "resin_infiltration": Ground(
        needs=(ERUPTED_TOOTH,),
        does=(
            make("surfaces", "infiltrated"),
            make("colour", "natural", only_from=("fluorosed", "discoloured")),
        ),
    ),
    "professional_cleaning": Ground(
        does=(
            make("hygiene", "cleaned"),
            make("periodontium", "healthy", on="teeth", only_from=("gingivitis",)),
            make("gum", "level", on="teeth", only_from=("ulcerated",)),
        )
    ),
    "desensitising_treatment": Ground(needs=(ERUPTED_TOOTH,), does=(make("pulp", "vital", only_from=("sensitive",)),)),
    "occlusal_splint": Ground(
        does=(
            make("appliance", "night_guard"),
            make("habit", "protected", only_from=("bruxism",)),
            make("joint", "managed", only_from=("disorder",)),
            make("wear", "controlled", on="teeth", only_from=("attrition",)),
        )
    ),
    "occlusal_adjustment": Ground(
        does=(
            make("record", "bite_adjustment"),
            make("position", "in_line", on="teeth", only_from=("over_erupted",)),
        )
    ),
    "tooth_whitening": Ground(
        needs=(
            not_(
                "surfaces",
                "cavity",
                "deep_cavity",
                "root_cavity",
                on="teeth",
                says="teeth without open caries",
            ),
        ),
        does=(make("colour", "freshly_whitened", on="teeth"),),
    ),
    "internal_bleaching": Ground(
        needs=(is_("pulp", "root_filled", says="a root-filled tooth"),),
        does=(make("colour", "freshly_whitened"),),
    ),
    "enamel_microabrasion": Ground(
        needs=(ERUPTED_TOOTH,), does=(make("colour", "natural", only_from=("fluorosed", "discoloured")),)
    ),
}
