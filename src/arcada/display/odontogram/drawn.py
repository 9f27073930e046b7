"""What is drawn on a tooth: its state and the items on it, each of a kind and with a status.

| kind       | drawn as                                       | kind        | drawn as                        |
|------------|------------------------------------------------|-------------|---------------------------------|
| caries     | filled surfaces                                | apical      | ring with a dot at the root tip |
| filling    | filled surfaces, a little larger               | furcation   | triangle between the roots      |
| wear       | the biting edge taken off                      | mobility    | I, II, III between two arrows   |
| fracture   | broken line over crown, or root with `R`       | recession   | bare root under the neck        |
| crown      | the whole crown                                | calculus    | beads along the gum             |
| onlay      | the cusps                                      | pocket      | depth beside the root           |
| veneer     | a shield on the front                          | resorption  | bites out of the root           |
| sealant    | a wave in the fissures                         | impacted    | tilted tooth, dotted ring       |
| pontic     | a crown without a root                         | extraction  | a cross over the tooth          |
| implant    | a screw in place of the root                   | graft       | grains in the bone              |
| rct        | lines in the canals                            | cleaning    | a wave along the gum            |
| post       | a rod in the straightest canal                 | splint      | a wire over the crowns          |
| core       | the heart of the crown                         | denture     | a crown on a gum-coloured base  |
| watch      | an eye above the crown                         | bracket     | a square on the front           |
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, get_args

from arcada.display.status import STATUSES, Status

Kind = Literal[
    "caries",
    "filling",
    "wear",
    "fracture",
    "crown",
    "onlay",
    "veneer",
    "sealant",
    "pontic",
    "implant",
    "rct",
    "post",
    "core",
    "apical",
    "furcation",
    "mobility",
    "recession",
    "calculus",
    "pocket",
    "resorption",
    "impacted",
    "extraction",
    "graft",
    "cleaning",
    "splint",
    "denture",
    "watch",
    "bracket",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
State = Literal["present", "missing", "impacted", "unerupted", "root"]
STATES: tuple[State, ...] = get_args(State)
Layer = Status | Literal["bone"]
SURFACES = "MODBLIFPR"


@dataclass(frozen=True, slots=True)
class Mark:
    """One item on a tooth.

    `surfaces` are letters: M O D B L, I (edge) as O, F as B, P as L, and R for the root of a fracture. `roots`
    are numbers into the root tips, mesial first, empty for the first one. `grade` is a grade 1 to 3, or
    millimetres for a pocket or a recession. Marks of one bridge, splint or denture share `bridge`. `words`
    replace the words that are read out ('decay into the pulp').
    """

    kind: Kind
    status: Status
    surfaces: str = ""
    roots: tuple[int, ...] = ()
    grade: int = 0
    bridge: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.status not in STATUSES or set(self.surfaces) - set(SURFACES):
            message = f"cannot draw {self.kind!r}, {self.status!r} on surfaces {self.surfaces!r}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class DrawnTooth:
    """One tooth as it is to be drawn: `bone` is the distance neck to bone in mm at distal, middle and mesial."""

    state: State = "present"
    items: tuple[Mark, ...] = ()
    bone: tuple[float, float, float] | None = None
    tilt: float | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            message = f"cannot draw a tooth that is {self.state!r}"
            raise ValueError(message)

    def first(self, *kinds: Kind) -> Mark | None:
        """Return the first item of these kinds."""
        return next((item for item in self.items if item.kind in kinds), None)

    def without(self, hidden: Collection[Layer]) -> "DrawnTooth":
        """Return the tooth without the marks of the hidden statuses."""
        return replace(self, items=tuple(item for item in self.items if item.status not in hidden))

    def of(self, *kinds: Kind) -> tuple[Mark, ...]:
        """Return all items of these kinds, in their order."""
        return tuple(item for item in self.items if item.kind in kinds)

    @property
    def empty(self) -> bool:
        """Say whether the place holds neither tooth nor its replacement."""
        return self.state == "missing" and not self.first("implant", "pontic", "denture")
