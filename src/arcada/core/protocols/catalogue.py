"""Procedures: what can be done, what it takes, what it leaves behind.

A procedure is the practice's own entry (`crown_ceramic`) of a plain family (`crown`). It is done in one or
several *stages*, each one attendance. A *variant* changes price, stages or role for some teeth or severities:
the first variant whose condition holds is taken. Prices are relative fee units (1.00 = a one-surface filling);
the fee list turns them into money.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from arcada.core.chart.effects import Effect, Need
from arcada.core.kernel.condition import Condition, Facts


@dataclass(frozen=True, slots=True)
class Stage:
    """One attendance: chair minutes, and the days from the stage before it (`max_days` None: open)."""

    minutes: int
    min_days: int = 0
    max_days: int | None = None
    role: str = ""
    anaesthetised: bool | None = None
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class Variant:
    """What differs where `when` holds."""

    when: Condition
    units: Decimal | None = None
    stages: tuple[Stage, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One entry of the catalogue; `does` and `needs` are words of the mouth's state (see core/chart).

    `merge` says what happens when several findings ask for it: `mouth` once for the patient, `arch` once for all
    its places in one jaw (a scan, a plate), `place` once for the same place. `series_minutes` are added by each
    further tooth of the same arch, 0 where teeth are done one by one; `series_units` is what a further tooth then
    costs, None where it costs as much as the first; `series_within` says whether a set stays in one arch or in
    one quadrant. `ride_along` names further roles that may do it while the
    patient is there.
    """

    id: str
    family: str
    name: str
    sentence: str
    stages: tuple[Stage, ...]
    role: str
    units: Decimal
    anaesthesia: bool = False
    merge: str = "place"
    series_minutes: int = 0
    series_units: Decimal | None = None
    series_within: str = "arch"
    ride_along: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    lab_days: tuple[int, int] | None = None
    life_years: tuple[int, int] | None = None
    variants: tuple[Variant, ...] = ()
    needs: tuple[Need, ...] = ()
    does: tuple[Effect, ...] = ()
    aftercare: str = ""
    depth: str = ""
    sources: tuple[str, ...] = ()

    def fitted(self, facts: Facts) -> "Procedure":
        """The procedure as it is for these facts: the first variant that holds is applied."""
        for variant in self.variants:
            if variant.when.holds(facts):
                return replace(
                    self,
                    units=self.units if variant.units is None else variant.units,
                    stages=variant.stages or self.stages,
                    role=variant.role or self.role,
                )
        return self
