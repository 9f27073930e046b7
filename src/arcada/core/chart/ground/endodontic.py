"""Treatment of the pulp and of the tissue at the apex."""

from typing import Final

from arcada.core.chart.effects import Effect
from arcada.core.chart.ground.words import (
    CARIES,
    DEAD_PULP,
    ERUPTED_TOOTH,
    TOOTH_OR_ROOT,
    TREATABLE_APEX,
    Ground,
    is_,
    make,
    not_,
)
from arcada.core.chart.state import ERUPTED

IN_MOUTH: Final = is_("presence", *ERUPTED, "root", says="a tooth or root in the mouth")
VITAL: Final = not_("pulp", *DEAD_PULP, says="a vital pulp")
ROOT_IN_ONE: Final = not_("roots", "split", says="a root without a vertical fracture")
HEALS: Final = (make("apex", "healing", only_from=TREATABLE_APEX),)
ENDO_PERIO_CLEANED: Final = make("periodontium", "periodontitis", only_from=("endo_perio",))


def closed(word: str) -> tuple[Effect, ...]:
    """Canals cleaned from the first visit and closed at the last."""
    return (make("pulp", "opened", at="start"), make("pulp", word), *HEALS, ENDO_PERIO_CLEANED)


ENDODONTIC: Final = {
    "direct_pulp_cap": Ground(
        needs=(
            ERUPTED_TOOTH,
            not_("pulp", *DEAD_PULP, "irreversible_pulpitis", says="a vital pulp that can recover"),
        ),
        does=(make("pulp", "capped"), make("surfaces", "filling", only_from=CARIES)),
    ),
    "vital_pulpotomy": Ground(
        needs=(ERUPTED_TOOTH, VITAL),
        does=(
            make("pulp", "pulpotomy"),
            make("surfaces", "temporary_filling", only_from=CARIES),
            make("apex", "healing", only_from=("asymptomatic_periodontitis", "symptomatic_periodontitis")),
        ),
    ),
    "emergency_pulpectomy": Ground(
        needs=(IN_MOUTH, not_("pulp", "root_filled", says="a root canal that is not filled")),
        does=(
            make("pulp", "opened"),
            make("surfaces", "temporary_filling", only_from=CARIES),
            make("apex", "drained", only_from=("acute_abscess",)),
        ),
    ),
    "root_canal_treatment": Ground(
        needs=(
            IN_MOUTH,
            ROOT_IN_ONE,
            not_("pulp", "root_filled", "failing_root_filling", says="a root canal that is not filled yet"),
            not_("roots", "immature", says="a closed apex"),
        ),
        does=closed("root_filled"),
    ),
    "root_canal_retreatment": Ground(
        needs=(
            IN_MOUTH,
            ROOT_IN_ONE,
            is_("pulp", "failing_root_filling", "root_filled", "opened", "paste_filled", says="a root filling"),
        ),
        does=closed("root_filled"),
    ),
    "apical_surgery": Ground(
        needs=(TOOTH_OR_ROOT, ROOT_IN_ONE),
        does=(
            make("roots", "root_end_filled"),
            make("pulp", "root_filled", only_from=("failing_root_filling",)),
            *HEALS,
        ),
    ),
    "apexification_or_regeneration": Ground(
        needs=(IN_MOUTH, is_("pulp", "necrotic", "opened", says="a dead or opened pulp")),
        does=(*closed("plugged"), make("roots", "complete", only_from=("immature",))),
    ),
    "primary_tooth_pulpectomy": Ground(needs=(ERUPTED_TOOTH, ROOT_IN_ONE), does=closed("paste_filled")),
    "root_resection_or_hemisection": Ground(
        needs=(TOOTH_OR_ROOT, not_("furcation", "none", says="a tooth with several roots")),
        does=(make("roots", "one_removed"), make("furcation", "closed")),
    ),
}
