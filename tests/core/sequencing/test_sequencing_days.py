"""Small mouths, each with the days on which its procedures must stand."""

import pytest

from arcada.core.kernel import Refusal
from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import (
    Answer,
    Apart,
    Lag,
    Limits,
    Phase,
    Problem,
    Side,
    Step,
    Strength,
    Task,
    Window,
)

URGENT, CONTROL, GATE, DEFINITIVE, MAINTENANCE = Phase


def numb(name: str, minutes: int, phase: Phase = CONTROL, **more) -> Task:
    """One visit under local anaesthetic at the dentist's."""
    return Task(name, (Step(minutes),), phase, more.pop("role", "dentist"), anaesthetised=True, **more)


def dry(name: str, minutes: int, phase: Phase = CONTROL, **more) -> Task:
    """One visit without anaesthetic at the dentist's."""
    return Task(name, (Step(minutes),), phase, more.pop("role", "dentist"), **more)


def after(before: str, *windows: tuple[int, int | None], strength: Strength = Strength.MUST, **more) -> Lag:
    return Lag(before, tuple(Window(*window) for window in windows), strength, **more)


CROWN = Task(
    "crown",
    (Step(80), Step(40, 7, 21, anaesthetised=False)),
    DEFINITIVE,
    "dentist",
    ("36",),
    anaesthetised=True,
)
RELAXED = Limits(patience_days=0)

DAYS = [
    ("nothing to do", (), Limits(), {}),
    ("two short fillings share a visit", (numb("a", 45), numb("b", 45)), Limits(), {"a": (0,), "b": (0,)}),
    ("a full visit sends the next three days on", (numb("a", 90), numb("b", 90)), Limits(), {"a": (0,), "b": (3,)}),
    ("without anaesthetic one day is enough", (dry("a", 90), dry("b", 90)), Limits(), {"a": (0,), "b": (1,)}),
    ("greatest need first", (numb("a", 90), numb("b", 90, priority=5)), Limits(), {"b": (0,), "a": (3,)}),
    ("hygienist and dentist see the patient on two days", (dry("a", 30), dry("b", 30, role="hygienist")), Limits(),
     {"a": (0,), "b": (1,)}),
    ("advice rides along with whoever is there", (numb("a", 60), dry("b", 20, role="hygienist", also=("dentist",))),
     Limits(), {"a": (0,), "b": (0,)}),
    ("a crown is prepared and fitted a week later", (CROWN,), Limits(), {"crown": (0, 7)}),
    ("coverage in the visit of the root canal is not forced but allowed",
     (numb("canal", 60), numb("core", 30, after=(after("canal", (0, 120)),))), Limits(), {"canal": (0,), "core": (0,)}),
    ("healing counts from the end of a two-step procedure",
     (Task("canal", (Step(90), Step(40, 7, 28)), CONTROL, "dentist"), dry("x", 30,
     after=(after("canal", (14, None)),))), Limits(), {"canal": (0, 7), "x": (21,)}),
    ("same day is one of several windows", (numb("out", 30),
     numb("implant", 60, after=(after("out", (0, 0), (28, 56)),))), Limits(), {"out": (0,), "implant": (0,)}),
    ("the next window when the first is missed",
     (numb("out", 30), numb("implant", 60, role="surgeon", after=(after("out", (0, 0), (28, 56), (84, 112)),))),
     Limits(), {"out": (0,), "implant": (28,)}),
    ("a gap between windows is not a window", (numb("out", 30),
     numb("implant", 60, not_before=57, after=(after("out", (0, 0), (28, 56), (84, 112)),))), Limits(),
     {"out": (0,), "implant": (84,)}),
    ("a deadline pushes the earlier one right",
     (numb("canal", 60), numb("crown", 60, DEFINITIVE, not_before=200, after=(after("canal", (0, 120)),))), Limits(),
     {"canal": (80,), "crown": (200,)}),
    ("a deadline pushes a whole chain right",
     (numb("out", 30), numb("graft", 30, after=(after("out", (0, 10)),)),
      numb("implant", 60, not_before=100, after=(after("graft", (0, 20)),))), Limits(),
     {"out": (70,), "graft": (80,), "implant": (100,)}),
    ("re-evaluation gates the definitive work", (numb("scale", 50, role="hygienist"),
     dry("review", 30, GATE, role="hygienist", after=(after("scale", (56, 120)),)), numb("crown", 60, DEFINITIVE)),
     Limits(), {"scale": (0,), "review": (56,), "crown": (57,)}),
    ("a parallel task waits for no phase", (dry("review", 30, GATE, not_before=56),
     dry("brace", 30, DEFINITIVE, parallel=True)), Limits(), {"brace": (0,), "review": (56,)}),
    ("a review follows its surgery and no phase", (numb("out", 30), dry("stitches", 10, MAINTENANCE, review=True,
     after=(after("out", (5, 14)),)), dry("filling", 30, DEFINITIVE, not_before=90)), Limits(),
     {"out": (0,), "stitches": (5,), "filling": (90,)}),
    ("relief stands alone, a filling comes three days later", (numb("relief", 45, URGENT), numb("filling", 45)),
     Limits(), {"relief": (0,), "filling": (3,)}),
    ("where the practice wants it, relief takes a filling along", (numb("relief", 45, URGENT), numb("filling", 45)),
     Limits(urgent_alone=False), {"relief": (0,), "filling": (0,)}),
    ("left and right lower block are two visits", (numb("left", 45, where=("36",)), numb("right", 45, where=("46",))),
     Limits(), {"right": (3,), "left": (0,)}),
    ("a lower front tooth needs no block", (numb("left", 45, where=("36",)), numb("front", 45, where=("41",))),
     Limits(), {"left": (0,), "front": (0,)}),
    ("a primary molar needs one", (numb("left", 45, where=("75",)), numb("right", 45, where=("84",))), Limits(),
     {"left": (0,), "right": (3,)}),
    ("equal sides are kept together", (numb("a", 60, side=Side.LEFT), numb("b", 60, side=Side.RIGHT),
     numb("c", 60, side=Side.LEFT)), Limits(), {"a": (0,), "c": (0,), "b": (3,)}),
    ("the dose of a small patient splits the work", (numb("a", 30, anaesthetic_mg=40),
     numb("b", 30, anaesthetic_mg=40)), Limits(anaesthetic_mg=79), {"a": (0,), "b": (3,)}),
    ("three teeth a visit while anticoagulated", (numb("a", 20, extractions=2), numb("b", 20, extractions=2)),
     Limits(extractions=3), {"a": (0,), "b": (3,)}),
    ("together means together, even above the minutes", (numb("a", 100, together="g"), numb("b", 100, together="g")),
     Limits(), {"a": (0,), "b": (0,)}),
    ("together waits for the later one", (numb("a", 30, together="g"), numb("b", 30, together="g", not_before=20)),
     Limits(), {"a": (20,), "b": (20,)}),
    ("a denture is fitted where the teeth come out", (numb("out", 60),
     Task("denture", (Step(35), Step(35, 7, 10), Step(35, 7, 10)), CONTROL, "dentist",
          after=(after("out", (0, 0), to_step=2),))), Limits(), {"out": (14,), "denture": (0, 7, 14)}),
    ("gingivectomy of two quadrants a week apart", (numb("a", 60), numb("b", 60, apart=(Apart("a", 7),))), Limits(),
     {"a": (0,), "b": (7,)}),
    ("not before the birth", (dry("whitening", 30, DEFINITIVE, not_before=130),), Limits(), {"whitening": (130,)}),
    ("a deadline of its own beats need", (numb("a", 90, priority=5), numb("rays", 90, not_after=1)), Limits(),
     {"rays": (0,), "a": (3,)}),
    ("a short wait saves a visit", (numb("a", 140, priority=2), numb("b", 60, priority=1), dry("c", 60)), Limits(),
     {"a": (0,), "b": (3,), "c": (3,)}),
    ("where the practice does not wait, one more visit is opened",
     (numb("a", 140, priority=2), numb("b", 60, priority=1), dry("c", 60)), RELAXED, {"a": (0,), "b": (3,), "c": (1,)}),
    ("what others wait for does not wait", (numb("a", 140, priority=2), numb("b", 60, priority=1), dry("c", 60),
     dry("d", 60, after=(after("c", (84, None)),))), Limits(), {"a": (0,), "b": (3,), "c": (1,), "d": (85,)}),
    ("relief does not wait", (numb("a", 140, URGENT, priority=2), numb("b", 60, URGENT, priority=1),
     dry("c", 60, URGENT)), Limits(), {"a": (0,), "b": (3,), "c": (1,)}),
    ("what a later phase waits for does not wait", (numb("a", 140, priority=2), dry("b", 60), dry("later", 60,
     DEFINITIVE), numb("check", 30, MAINTENANCE, review=True, not_before=3)), Limits(),
     {"a": (0,), "b": (1,), "later": (1,), "check": (3,)}),
    ("a narrow window is served before one who can wait", (dry("a", 30, priority=1),
     numb("wide", 60, where=("16",), role="hygienist", after=(after("a", (1, 6)),)),
     numb("narrow", 60, where=("26",), after=(after("a", (1, 2)),))), Limits(),
     {"a": (0,), "narrow": (1,), "wide": (4,)}),
    ("an extraction moves between two fillings", (numb("out", 60, mid_flow=True, priority=3), numb("b", 100),
     numb("c", 100)), Limits(), {"b": (0,), "out": (3,), "c": (6,)}),
    ("a preference gives way to a deadline", (numb("a", 60), numb("b", 60, DEFINITIVE, not_after=2,
     after=(after("a", (14, None), strength=Strength.PREFERENCE),))), Limits(), {"a": (0,), "b": (0,)}),
]  # fmt: skip


@pytest.mark.parametrize(("tasks", "limits", "days"), [case[1:] for case in DAYS], ids=[case[0] for case in DAYS])
def test_days(tasks: tuple[Task, ...], limits: Limits, days: dict[str, tuple[int, ...]]) -> None:
    answer = greedy(Problem(tasks, limits))
    assert isinstance(answer, Answer)
    assert {placement.task: placement.days for placement in answer.placements} == days
    assert check(Problem(tasks, limits), answer) == ()


REFUSALS = [
    ("two of one name", (dry("a", 10), dry("a", 10)), Limits(), "duplicate_task", "a"),
    ("no step", (Task("a", (), CONTROL, "dentist"),), Limits(), "no_step", "a"),
    ("waits for a stranger", (dry("a", 10, after=(after("b", (0, None)),)),), Limits(), "unknown_task", "b"),
    ("apart from a stranger", (dry("a", 10, apart=(Apart("b"),)),), Limits(), "unknown_task", "b"),
    ("a step that is not there", (dry("a", 10), dry("b", 10, after=(after("a", (0, None), from_step=1),))), Limits(),
     "unknown_step", "b"),
    ("a window without a day", (dry("a", 10), dry("b", 10, after=(after("a", (9, 3)),))), Limits(), "lag_window", "b"),
    ("steps without a day between", (Task("a", (Step(10), Step(10, 9, 3)), CONTROL, "dentist"),), Limits(),
     "step_window", "a"),
    ("waits for itself by way of another", (dry("a", 10, after=(after("b", (0, None)),)),
     dry("b", 10, after=(after("a", (0, None)),))), Limits(), "lag_cycle", "a after b after a"),
    ("dates that exclude each other", (dry("a", 10, not_before=30, not_after=20),), Limits(), "window_empty",
     "10 days"),
    ("the irradiation comes before the extraction has room", (numb("a", 90, URGENT), numb("out", 90, not_after=1)),
     Limits(), "window_empty", "2 days too late"),
    ("coverage cannot keep up with the healing before it", (numb("canal", 60), numb("long", 60,
     after=(after("canal", (200, None)),)), numb("crown", 60, after=(after("canal", (0, 120)),
     after("long", (0, None))))), Limits(), "lag_conflict", "crown must follow canal within 120 days"),
    ("one visit, yet days between", (numb("a", 30, together="g"), numb("b", 30, together="g",
     after=(after("a", (7, None)),))), Limits(), "lag_conflict", "b"),
    ("too much anaesthetic at once", (numb("a", 30, anaesthetic_mg=90),), Limits(anaesthetic_mg=79), "dose", "90 mg"),
    ("too many teeth at once", (numb("a", 30, extractions=4),), Limits(extractions=3), "extraction_limit", "4 teeth"),
    ("beyond the end of time", (dry("a", 30), dry("b", 30, after=(after("a", (100, None)),))),
     Limits(horizon_days=50), "horizon", "b"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tasks", "limits", "code", "words"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_refusals_name_what_blocks(tasks: tuple[Task, ...], limits: Limits, code: str, words: str) -> None:
    refusal = greedy(Problem(tasks, limits))
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert words in refusal.text


def test_what_is_not_kept_is_said() -> None:
    answer = greedy(Problem((numb("out", 60, mid_flow=True), dry("clean", 30, not_after=0, role="hygienist"))))
    assert isinstance(answer, Answer)
    assert [reason.text for reason in answer.unmet] == ["out stands in the last treatment visit"]


def test_each_task_says_what_held_it() -> None:
    answer = greedy(Problem((numb("a", 90), numb("b", 90), dry("c", 30, after=(after("b", (14, None)),)))))
    assert isinstance(answer, Answer)
    assert {placement.task: placement.held.text for placement in answer.placements} == {
        "a": "nothing holds it back",
        "b": "the first visit that has room for it",
        "c": "14 days after b",
    }
