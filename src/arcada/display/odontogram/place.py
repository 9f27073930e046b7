"""Where a tooth stands in the drawing: row, side, order, and the silhouette that shows it.

A supernumerary tooth (`11S`) is drawn as a peg on the mesial side of the tooth that it stands beside.
"""

from dataclasses import dataclass
from functools import cache

from arcada.core.teeth.anatomy import is_molar
from arcada.core.teeth.number import is_front, is_primary, is_right, is_supernumerary, is_upper, position
from arcada.display.odontogram.lower import LOWER
from arcada.display.odontogram.primary import PRIMARY
from arcada.display.odontogram.silhouette import Silhouette
from arcada.display.odontogram.upper import UPPER

SILHOUETTES = {**UPPER, **LOWER, **PRIMARY}
PEG = "s"


@dataclass(frozen=True, slots=True)
class Place:
    """One tooth's place: `position` 1 at the midline; `right` is the patient's right, the left of the screen."""

    tooth: str
    position: int
    upper: bool
    right: bool
    primary: bool
    supernumerary: bool
    front: bool
    molar: bool

    @property
    def form(self) -> str:
        """Name the silhouette: `u6`, `pl4`, `s`."""
        if self.supernumerary:
            return PEG
        return f"{'p' if self.primary else ''}{'u' if self.upper else 'l'}{self.position}"

    @property
    def silhouette(self) -> Silhouette:
        """Return the outlines of this tooth."""
        return SILHOUETTES[self.form]

    @property
    def order(self) -> float:
        """Sort a row as on the screen: from the patient's right to the left."""
        step = self.position + (0.25 if self.primary else 0) - (0.5 if self.supernumerary else 0)
        return -step if self.right else step


@cache
def place(tooth: str) -> Place:
    """Return where a tooth stands; raises ValueError for what is no tooth."""
    extra = is_supernumerary(tooth)
    return Place(
        tooth=tooth,
        position=position(tooth),
        upper=is_upper(tooth),
        right=is_right(tooth),
        primary=is_primary(tooth),
        supernumerary=extra,
        front=extra or is_front(tooth),
        molar=not extra and is_molar(tooth),
    )
