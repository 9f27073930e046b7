"""The journey of a case: which steps are done, which may be done now, what stands in the way of the rest."""

from arcada.core.journey.evaluate import Fact, Tick, evaluate
from arcada.core.journey.step import Journey, Place, State, Step, faults

__all__ = ["Fact", "Journey", "Place", "State", "Step", "Tick", "evaluate", "faults"]
