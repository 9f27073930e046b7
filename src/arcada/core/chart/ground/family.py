"""The tables of this folder in one: `ground(family)`.

The tables follow the clinic's departments. Each is the plain meaning of the family in words of the mouth;
figures of time are in `healing.py`. A test proves one row a family.
"""

from collections.abc import Mapping
from typing import Final

from arcada.core.chart.ground.endodontic import ENDODONTIC
from arcada.core.chart.ground.orthodontic import ORTHODONTIC
from arcada.core.chart.ground.periodontal import PERIODONTAL
from arcada.core.chart.ground.prevention import PREVENTION
from arcada.core.chart.ground.prosthetic import PROSTHETIC
from arcada.core.chart.ground.record import RECORDS
from arcada.core.chart.ground.restorative import RESTORATIVE
from arcada.core.chart.ground.surgical import SURGICAL
from arcada.core.chart.ground.trauma import TRAUMA
from arcada.core.chart.ground.words import Ground

GROUNDS: Final[Mapping[str, Ground]] = {
    **RECORDS,
    **PREVENTION,
    **RESTORATIVE,
    **ENDODONTIC,
    **PERIODONTAL,
    **SURGICAL,
    **TRAUMA,
    **PROSTHETIC,
    **ORTHODONTIC,
}


def ground(family: str) -> Ground | None:
    """The needs and effects of a plain family, None when no family is called so."""
    return GROUNDS.get(family)
