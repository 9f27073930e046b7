"""What is to be put in order, and what an order looks like.

A *task* is one procedure of the plan (a crown on 16). It has one or several *steps*, each one attendance
in the chair (prepare, then fit). A *lag* says when a task may start after another one has ended. A *visit*
is one attendance of the patient: a day, a role, and the steps done on it.

    day      0          7              28
             |          |              |
    visit    1          2              3
    crown 16 prepare ---7..21 days---- fit          one task, two steps

Days are whole days from the start of the plan (day 0), with no clinic calendar. Minutes are chair time. Teeth
are FDI numbers as text. The same problem has the same answer whatever the order of its tasks. Three strengths:
a `must` is never broken; a `default` holds unless the practice turns it off (see `Limits`); a `preference` is
kept where it costs nothing stronger, and named where it is not.
"""

from dataclasses import dataclass
from enum import StrEnum

from arcada.core.kernel import Reason
from arcada.core.teeth.region import lower_blocks


class Phase(StrEnum):
    """The five phases of a plan, in their order (clinical rule R01)."""

    URGENT = "urgent"
    DISEASE_CONTROL = "disease_control"
    RE_EVALUATION = "re_evaluation"
    DEFINITIVE = "definitive"
    MAINTENANCE = "maintenance"

    @property
    def rank(self) -> int:
        """0 for urgent up to 4 for maintenance."""
        return RANKS[self]


RANKS = {phase: rank for rank, phase in enumerate(Phase)}


class Strength(StrEnum):
    """How firmly a rule holds."""

    MUST = "must"
    DEFAULT = "default"
    PREFERENCE = "preference"


class Side(StrEnum):
    """The patient's side of the mouth."""

    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are allowed, both ends included; `max_days` None leaves the end open."""

    min_days: int
    max_days: int | None = None

    def holds(self, days: int) -> bool:
        """Whether a distance of that many days lies inside."""
        return self.min_days <= days and (self.max_days is None or days <= self.max_days)


@dataclass(frozen=True, slots=True)
class Lag:
    """When a task may start after an earlier one.

    `before` is the id of the earlier task. `windows` are the allowed distances in days, any one of which will do,
    counted from the END of the earlier task (day of its last step) to the start of this one (day of its first).
    0 means the same visit, the earlier task first. An implant after an extraction: `(Window(0, 0), Window(28, 56),
    Window(84, 112), Window(181))`. `from_step` and `to_step` (0 is the first) move the two ends: a denture fitted
    at the extraction has `Lag("extraction", (Window(0, 0),), to_step=3)`, its impressions lie before.
    """

    before: str
    windows: tuple[Window, ...]
    strength: Strength = Strength.MUST
    from_step: int | None = None
    to_step: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """A task that may not share a visit with this one: `days` or more between any two of their visits."""

    task: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One attendance for a task; two steps of a task are never in one visit.

    `minutes` of chair time, 0 for something done while the patient is there anyway. `min_days` and `max_days` are
    the distance from the step before (the first ignores them), `max_days` None leaves it open. `anaesthetised`
    None and empty `roles` mean: as the task says.
    """

    minutes: int
    min_days: int = 0
    max_days: int | None = None
    anaesthetised: bool | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One procedure of the plan.

    id            unique in the problem; breaks ties last and decides nothing else
    steps         at least one
    phase         see `Phase`; the first visit of an earlier phase's task is no later than a later one's
    role          the clinical role that usually does it ("dentist")
    also          other roles that may do it, best first: advice that rides along with whoever is there
    where         FDI teeth, or `mouth`, `upper_arch`, `lower_arch`
    side          the side that it numbs or loads, None where it has none; equal sides are kept together
    anaesthetised local anaesthetic is given (steps may differ)
    spaced        its visits keep `Limits.spaced_gap_days` to other visits that hold something spaced
    anaesthetic_mg dose of one anaesthetised step, milligrams
    parallel      may run beside a later phase: free of the phase order
    review        a check of something done (suture removal): free of it too
    treatment     False for records, talks and reviews; only treatment makes a visit a treatment visit
    priority      greater comes first inside its phase (greatest need first)
    extractions   teeth it removes
    cost          what it costs, in any one unit: only how it spreads over the months counts
    mid_flow      preference: neither in the first treatment visit of the plan nor in the last (rule R13)
    after         lags from earlier tasks, all of which must hold
    together      tasks with the same label (not empty) have their first steps in the same visit
    apart         tasks that may not share a visit with it
    not_before    first day for its first step
    not_after     last day for its last step
    """

    id: str
    steps: tuple[Step, ...]
    phase: Phase
    role: str
    where: tuple[str, ...] = ()
    side: Side | None = None
    anaesthetised: bool = False
    parallel: bool = False
    priority: int = 0
    after: tuple[Lag, ...] = ()
    together: str = ""
    apart: tuple[Apart, ...] = ()
    not_before: int | None = None
    not_after: int | None = None
    also: tuple[str, ...] = ()
    anaesthetic_mg: int = 0
    review: bool = False
    treatment: bool = True
    extractions: int = 0
    mid_flow: bool = False
    cost: int = 0
    spaced: bool = False

    @property
    def free(self) -> bool:
        """Whether the order of the phases leaves it alone."""
        return self.parallel or self.review

    def roles(self, step: int) -> tuple[str, ...]:
        """Who may do that step, the usual one first."""
        return self.steps[step].roles or (self.role, *self.also)

    def numbs(self, step: int) -> bool:
        """Whether local anaesthetic is given at that step."""
        own = self.steps[step].anaesthetised
        return self.anaesthetised if own is None else own

    def lower_blocks(self, step: int) -> frozenset[Side]:
        """Sides of the lower jaw that need an inferior alveolar block at that step."""
        return frozenset(Side(side) for side in lower_blocks(self.where)) if self.numbs(step) else frozenset()

    def blocks_kept_apart(self, step: int) -> frozenset[Side]:
        """The lower blocks that do not share a visit with the other side's: relief (R01) outranks comfort (R22)."""
        return frozenset() if self.phase is Phase.URGENT else self.lower_blocks(step)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visit may hold, and how visits stand to each other. All are settings of the practice.

    Minutes refuse company, never a must: a step that is longer by itself, and steps that must share a visit,
    get one and nothing joins them.

    minutes             chair time of a visit (source: judgement; scheduling measurements used 150)
    anaesthetic_mg      most local anaesthetic in a visit, None where no dose is limited; a must
    extractions         most teeth removed in a visit, None where not limited (R23: 3 when anticoagulated)
    one_role            a visit is one role's: the hygienist's visit and the dentist's are two visits
    split_lower_blocks  left and right inferior alveolar block never in one visit (rule R22), unless one task
                        needs both by itself or they must share a visit; urgent work waits for no other side (R01)
    urgent_alone        a visit with urgent work takes no later phase's anaesthetised work along (judgement)
    patience_days       rather than open another visit, work that is not urgent and that nothing waits for
                        waits this many days for one that takes place anyway (source: judgement)
    gap_days            days between two visits at least; anaesthetised_gap_days where both are anaesthetised
    spaced_gap_days     days between two visits that both hold something spaced: a dose of antibiotic before each (S34)
    horizon_days        no visit lies beyond
    """

    minutes: int = 150
    anaesthetic_mg: int | None = None
    extractions: int | None = None
    one_role: bool = True
    split_lower_blocks: bool = True
    urgent_alone: bool = True
    patience_days: int = 7
    gap_days: int = 1
    anaesthetised_gap_days: int = 3
    spaced_gap_days: int = 1
    horizon_days: int = 1825


@dataclass(frozen=True, slots=True)
class Problem:
    """All tasks of one alternative, in any order, and the limits."""

    tasks: tuple[Task, ...]
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a task inside a visit; `step` counts from 0."""

    task: str
    step: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One attendance, numbered from 1 by day; `stops` in the order in which they are done.

    `phase` is the earliest of its tasks, free ones counted only where there is no other; `minutes` is the sum.
    """

    number: int
    day: int
    phase: Phase
    role: str
    minutes: int
    anaesthetised: bool
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one task stands: number of the visit and day of each of its steps.

    `order` is its place (from 1) in its first visit; `held` says what kept it from an earlier day.
    """

    task: str
    visits: tuple[int, ...]
    days: tuple[int, ...]
    order: int
    held: Reason

    @property
    def visit(self) -> int:
        """Number of its first visit."""
        return self.visits[0]

    @property
    def last_visit(self) -> int:
        """Number of its last visit."""
        return self.visits[-1]

    @property
    def start_day(self) -> int:
        """Day of its first step."""
        return self.days[0]

    @property
    def end_day(self) -> int:
        """Day of its last step; lags of later tasks count from here."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class Answer:
    """An order of the plan: placements by visit and order, visits by day, preferences not kept."""

    placements: tuple[Placement, ...]
    visits: tuple[Visit, ...]
    unmet: tuple[Reason, ...] = ()

    @property
    def last_day(self) -> int:
        """Day of the last visit, 0 for an empty plan."""
        return self.visits[-1].day if self.visits else 0

    def placement(self, task: str) -> Placement:
        """Where a task stands; raises KeyError for an unknown id."""
        for placement in self.placements:
            if placement.task == task:
                return placement
        raise KeyError(task)
