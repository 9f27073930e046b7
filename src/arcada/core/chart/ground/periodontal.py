"""Treatment of gum and periodontium, and of the tissue round implants."""

from typing import Final

from arcada.core.chart.ground.words import ERUPTED_TOOTH, Ground, is_, make, not_, recorded
from arcada.core.chart.state import ERUPTED

POCKETS: Final = (
    "periodontitis",
    "infrabony_defect",
    "residual_pocket",
    "ready_for_re_evaluation",
    "abscess",
    "endo_perio",
)
SICK_IMPLANT: Final = ("mucositis", "peri_implantitis", "treated")
# a pocket is operated only after instrumentation and re-evaluation, S24
INSTRUMENTED_FIRST: Final = not_("periodontium", "periodontitis", "instrumented", says="a re-evaluated periodontium")

PERIODONTAL: Final = {
    "subgingival_instrumentation": Ground(
        needs=(is_("presence", *ERUPTED, on="teeth", says="a tooth to instrument"),),
        does=(
            make("periodontium", "instrumented", on="teeth", only_from=(*POCKETS, "gingivitis", "stable")),
            make("hygiene", "cleaned"),
        ),
    ),
    "periodontal_re_evaluation": Ground(
        # not before four weeks after instrumentation, S27
        needs=(not_("periodontium", "instrumented", on="teeth", says="four weeks of healing after instrumentation"),),
        does=(
            make("record", "re_evaluation"),
            make("periodontium", "stable", on="teeth", only_from=("ready_for_re_evaluation",)),
            make("implant", "emerged", on="implants", only_from=("treated",)),
        ),
    ),
    "periodontal_access_surgery": Ground(
        needs=(INSTRUMENTED_FIRST,),
        does=(make("periodontium", "operated", on="teeth"), make("gum", "operated", on="teeth")),
    ),
    "periodontal_regenerative_surgery": Ground(
        needs=(INSTRUMENTED_FIRST,),
        does=(
            make("periodontium", "operated", on="teeth"),
            make("gum", "operated", on="teeth"),
            make("furcation", "class_1", on="teeth", only_from=("class_2",)),
        ),
    ),
    "gingivectomy": Ground(
        does=(
            make("gum", "operated", on="teeth", only_from=("overgrown", "deep_margin", "infected_flap")),
            make("periodontium", "healthy", on="teeth", only_from=("gingivitis",)),
        ),
    ),
    "mucogingival_graft": Ground(needs=(ERUPTED_TOOTH,), does=(make("gum", "operated"),)),
    "crown_lengthening": Ground(
        needs=(is_("presence", *ERUPTED, "root", says="a tooth or root in the mouth"),),
        does=(
            make("gum", "operated"),
            make("crown", "fractured", only_from=("fractured_below_gum",)),
        ),
    ),
    "periodontal_maintenance": recorded("maintenance"),
    "splinting_of_mobile_teeth": Ground(
        needs=(is_("presence", *ERUPTED, on="teeth", says="a tooth to join"),),
        does=(make("mobility", "splinted", on="teeth"),),
    ),
    "peri_implant_nonsurgical_therapy": Ground(
        needs=(not_("implant", "none", "loose", says="an implant that holds"),),
        does=(make("implant", "treated", only_from=("mucositis", "peri_implantitis")),),
    ),
    "peri_implant_surgery": Ground(
        needs=(is_("implant", *SICK_IMPLANT, "emerged", "integrated", says="an implant that holds"),),
        does=(make("implant", "treated"),),
    ),
    "operculectomy": Ground(
        needs=(is_("presence", "partly_erupted", "impacted", says="a partly erupted tooth"),),
        does=(make("gum", "operated"),),
    ),
}
