"""The procedures as an insurer is told them: what, where, when, under which code of the clinic; no sums."""

from dataclasses import dataclass

from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import day, teeth
from arcada.insurance.estimating import EstimateNow
from arcada.insurance.question_lines import area_value
from arcada.practice.models import ClinicCode
from arcada.web.plan.presenters.shown import Shown, named

QUADRANTS = {"UR": "upper right", "UL": "upper left", "LL": "lower left", "LR": "lower right"}
ARCHES = {"U": "upper jaw", "L": "lower jaw"}


@dataclass(frozen=True, slots=True)
class InsurerLine:
    """One procedure."""

    number: int
    procedure: str
    code: str
    teeth: str
    surfaces: str
    area: str
    when: str
    state: str


def insurer_lines(now: EstimateNow, shown: Shown) -> tuple[InsurerLine, ...]:
    """Every procedure of the plan, those without a fee too."""
    codes = dict(ClinicCode.objects.order_by("-code").values_list("procedure", "code"))
    lines = sorted((*now.asked.lines, *now.asked.unpriced), key=lambda one: (one.on, one.item.position))
    found = []
    for number, one in enumerate(lines, 1):
        item, area = one.item, area_value(one.item)
        found.append(
            InsurerLine(
                number=number,
                procedure=named({"procedure": item.procedure}),
                code=codes.get(item.procedure, ""),
                teeth=teeth([place for place in item.where if is_tooth(place)], shown.voice),
                surfaces=item.surfaces,
                area=QUADRANTS.get(area.get("quadrant", ""), "") or ARCHES.get(area.get("arch", ""), ""),
                when=day(one.on, shown.voice, style="year"),
                state="done" if item.done_at else "planned",
            )
        )
    return tuple(found)
