"""The mouth worked by hand in docs/algorithms/sequencing.md is what the program finds."""

from dataclasses import asdict
from pathlib import Path

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Answer, Lag, Phase, Problem, Side, Step, Task, Window
from arcada.core.sequencing.quality import quality
from arcada.solvers.found import Effort
from arcada.solvers.visit_search import OrderSearch

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


STEPS = {task.id: len(task.steps) for task in MOUTH.tasks}
TABLES = [part.split("\n\n")[0] for part in PAGE.read_text(encoding="utf-8").split("| visit | day |")[1:]]


def rows(table: str) -> list[list[str]]:
    """The cells of a table below its head, without the reasons."""
    return [[cell.strip() for cell in line.split("|")[1:5]] for line in table.splitlines()[2:]]


def visits(answer: Answer) -> list[list[str]]:
    return [
        [str(visit.number), str(visit.day), visit.role, ", ".join(
            f"{stop.task} ({stop.step + 1})" if STEPS[stop.task] > 1 else stop.task for stop in visit.stops)]
        for visit in answer.visits
    ]  # fmt: skip


def first_order() -> Answer:
    answer = greedy(MOUTH)
    assert isinstance(answer, Answer)
    return answer


def test_the_page_shows_the_first_order_that_the_program_finds() -> None:
    assert check(MOUTH, first_order()) == ()
    assert rows(TABLES[0]) == visits(first_order())


def test_the_page_shows_the_best_order_and_what_decides() -> None:
    found = OrderSearch(MOUTH, first_order(), Effort(1.0)).run()
    assert found.proven
    assert rows(TABLES[1]) == visits(found.answer)
    table = PAGE.read_text(encoding="utf-8").split("| measure | first order | best order |")[1].split("\n\n")[0]
    old, new = asdict(quality(MOUTH, first_order())), asdict(found.quality)
    assert [row[:3] for row in rows(table)] == [[name, str(old[name]), str(new[name])] for name in old]
