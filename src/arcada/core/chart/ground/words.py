"""Short ways to write the tables of this folder: needs and effects that come up in many families."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from arcada.core.chart.effects import At, Effect, Need, On
from arcada.core.chart.state import ERUPTED, STANDING, WHOLE

TREATABLE_APEX: Final = (
    "asymptomatic_periodontitis", "symptomatic_periodontitis", "cyst", "chronic_abscess", "acute_abscess", "drained",
)  # fmt: skip
CARIES: Final = ("initial_lesion", "cavity", "root_cavity", "recurrent_caries", "deep_cavity")
SICK_PULP: Final = ("carious_exposure", "irreversible_pulpitis", "necrotic", "opened", "failing_root_filling")
DEAD_PULP: Final = ("necrotic", "opened", "root_filled", "failing_root_filling", "plugged", "paste_filled")
SOUND_IMPLANT: Final = ("integrated", "emerged")
OPEN_SITE: Final = ("tooth", "dry_socket", "exposed_bone", "implant")


@dataclass(frozen=True, slots=True)
class Ground:
    """The needs and effects of one family."""

    needs: tuple[Need, ...] = ()
    does: tuple[Effect, ...] = ()


def is_(field: str, *words: str, on: On = "each", says: str = "", at: At = "start") -> Need:
    """The field must say one of the words."""
    return Need(field, words, on=on, says=says, at=at)


def not_(field: str, *words: str, on: On = "each", says: str = "", at: At = "start") -> Need:
    """The field must say none of the words."""
    return Need(field, words, holds=False, on=on, says=says, at=at)


def make(field: str, word: str, on: On = "each", only_from: Iterable[str] = (), at: At = "end") -> Effect:
    """The field comes to say the word."""
    return Effect(field, word, on=on, only_from=tuple(only_from), at=at)


def recorded(word: str) -> Ground:
    """A family that only leaves something on record."""
    return Ground(does=(make("record", word),))


ERUPTED_TOOTH: Final = is_("presence", *ERUPTED, says="an erupted tooth")
WHOLE_TOOTH: Final = is_("presence", *WHOLE, says="a tooth with its crown")
TOOTH_OR_ROOT: Final = is_("presence", *STANDING, says="a tooth or root")
GUM_AT_REST: Final = not_("gum", "operated", says="a gum margin healed after surgery")
NOT_FRESHLY_WHITENED: Final = not_(
    "colour", "freshly_whitened", says="two weeks after whitening"
)  # S70: two weeks from whitening to bonding
PULP_AT_REST: Final = not_("pulp", *SICK_PULP, says="a pulp that is healthy or treated")
APEX_AT_REST: Final = not_("apex", *TREATABLE_APEX, says="an apex that is healthy or healing")
PERIODONTIUM_AT_REST: Final = not_(
    "periodontium", "periodontitis", "abscess", "hopeless", "operated", says="a periodontium under control"
)
