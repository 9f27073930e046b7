"""Steps of the journey that people ticked by hand in the sample courses, as far as each course has come.

What the record shows by itself (a history, a talk in the day book, a signature) needs no tick.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from arcada.cli.demo.riverside import House
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cases.models import Case, PlanVersion
    from arcada.coordination.models import Tick

COVERED = (
    "No insurance; pays alone.",
    "Adult plan: check-ups in full, basic work 80 %, crowns 50 %, 1,500 a year.",
    "Family plan through the employer; 900 left this year.",
    "Check-ups and cleanings only.",
)
SHOWN = ("Leaflet and the drawing of the teeth.", "Model of an implant, leaflet.", "Short film, then questions.")
NOTHING_ASKED = ("None of the lines asks for it.", "Approved by the insurer, letter on file.")
BEFORE_TALK = ("fetch_insurance_coverage", "review_necessity_checklist")
AT_TALK = ("send_draft_plan", "log_education_material", "calculate_co_pay", "check_pre_authorisation")
SIGNED = ("notify_hygienist_of_scope",)
BOOKED = ("update_financial_estimates", "send_confirmation_reminder")
WHO = {"review_necessity_checklist": "dentist", "schedule_discussion_appointment": "desk",
       "send_confirmation_reminder": "desk"}  # fmt: skip
WHY: Mapping[str, tuple[str, ...]] = {
    "fetch_insurance_coverage": COVERED,
    "log_education_material": SHOWN,
    "check_pre_authorisation": NOTHING_ASKED,
    "schedule_discussion_appointment": ("Talked through on the day of the examination.",),
    "send_confirmation_reminder": ("All dates by letter and by text message.",),
}
APART = timedelta(minutes=3)
USUALLY = 0.7  # a step of the present stage is done already


@dataclass(slots=True)
class Ticks:
    """What was ticked, kept to be written at once."""

    house: House
    rows: "list[Tick]" = field(default_factory=list)

    def say(
        self, dice: random.Random, case: "Case", steps: tuple[str, ...], at: datetime, *, share: float = 1.0
    ) -> None:
        """Tick some steps one after the other, or the first few of them."""
        from arcada.cases.queries import active_version
        from arcada.coordination.models import Tick

        version = active_version(case)
        for place, step in enumerate(_done(dice, steps, share)):
            self.rows.append(
                Tick(
                    practice_id=case.practice_id,
                    case=case,
                    step=step,
                    version=version,
                    why=dice.choice(WHY.get(step, ("",))),
                    by=self.house.member(WHO.get(step, "coordinator")),
                    at=at + place * APART,
                )
            )

    def write(self, at: datetime) -> int:
        """Write them in one go, told to the audit in one event."""
        from arcada.audit.actions import record
        from arcada.coordination.models import Tick

        Tick.objects.bulk_create(self.rows)
        owner, count = self.house.owner, len(self.rows)
        record(by=owner, at=at, verb="imported", noun="journey", noun_id=owner.practice_id, detail={"ticks": count})
        self.rows.clear()
        return count


def _done(dice: random.Random, steps: tuple[str, ...], share: float) -> Iterator[str]:
    """The steps in their order, up to the first that is still open."""
    for step in steps:
        if dice.random() >= share:
            return
        yield step


def prove(by_house: House, version: "PlanVersion", at: datetime) -> None:
    """The dentist looks at what lacks proof and says why it is enough."""
    from arcada.cases.actions.override import override
    from arcada.cases.gates import gates

    for alternative in version.alternatives.all():
        for gate in gates(alternative):
            if gate.shut:
                sure(
                    override(
                        by=by_house.member("dentist"),
                        at=at,
                        version=version,
                        finding=gate.finding,
                        evidence=gate.evidence,
                        reason="Seen in the mouth and on older images; a new image would change nothing.",
                    )
                )
