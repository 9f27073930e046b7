"""What each plain procedure family needs of the mouth and makes of it, unless a catalogue entry says otherwise."""

from arcada.core.chart.ground.family import ground
from arcada.core.chart.ground.words import Ground

__all__ = ["Ground", "ground"]
