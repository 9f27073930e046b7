"""The mouth worked by hand in docs/algorithms/sequencing.md is what the program finds."""

from pathlib import Path

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Answer, Lag, Phase, Problem, Side, Step, Task, Window

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "sequencing.md"
CONTROL = Phase.DISEASE_CONTROL
COVERAGE = Lag("canal 36", (Window(0, 120),))
MOUTH = Problem(
    (
        Task("clean", (Step(45),), CONTROL, "hygienist", ("mouth",), priority=3),
        Task("canal 36", (Step(90), Step(40, 7, 28)), CONTROL, "dentist", ("36",), Side.LEFT, anaesthetised=True,
             priority=2),
        Task("core 36", (Step(30),), CONTROL, "dentist", ("36",), Side.LEFT, after=(COVERAGE,), priority=2),
        Task("extract 46", (Step(30),), CONTROL, "dentist", ("46",), Side.RIGHT, anaesthetised=True, extractions=1,
             mid_flow=True),
        Task("healing check", (Step(15),), CONTROL, "dentist", ("46",), review=True, treatment=False,
             after=(Lag("extract 46", (Window(7, 10),)),)),
        Task("crown 36", (Step(80), Step(40, 7, 21, anaesthetised=False)), Phase.DEFINITIVE, "dentist", ("36",),
             Side.LEFT, anaesthetised=True, after=(Lag("core 36", (Window(0),)), COVERAGE)),
    )
)  # fmt: skip


def test_the_page_shows_what_the_program_finds() -> None:
    answer = greedy(MOUTH)
    assert isinstance(answer, Answer)
    assert check(MOUTH, answer) == ()
    steps = {task.id: len(task.steps) for task in MOUTH.tasks}
    found = [
        [str(visit.number), str(visit.day), visit.role, ", ".join(
            f"{stop.task} ({stop.step + 1})" if steps[stop.task] > 1 else stop.task for stop in visit.stops)]
        for visit in answer.visits
    ]  # fmt: skip
    table = PAGE.read_text(encoding="utf-8").split("| visit | day |")[1].splitlines()[2:]
    shown = [[cell.strip() for cell in line.split("|")[1:5]] for line in table if line.startswith("|")]
    assert shown == found
