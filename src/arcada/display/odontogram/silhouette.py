"""What one tooth looks like, in millimetres.

Each tooth is drawn once, as a right upper tooth: the neck at y 0, the root towards -y, the crown towards +y,
mesial towards +x, distal towards -x. The other quadrants are the same drawing mirrored.
"""

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silhouette:
    """The outlines of one tooth: SVG path data of absolute M, C, L and Z commands, lengths in mm.

    `palatal_root` stands behind the crown of upper molars; `apices` are the root tips in the order of `canals`
    (mesial first); `furca` is where the roots part; `half_axes` are those of the chewing face.
    """

    width: float
    crown_height: float
    root_length: float
    crown: str
    root: str
    grooves: str
    canals: tuple[str, ...]
    apices: tuple[Point, ...]
    half_axes: Point
    palatal_root: str = ""
    furca: Point | None = None
