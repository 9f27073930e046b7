"""Laws that hold for every problem: what is offered is right, and the order of asking does not matter."""

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sequencing_problems import problems

from arcada.core.kernel import Refusal
from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Problem

LAWS = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(problems(9))
def test_an_order_has_no_fault_or_is_refused_with_words(problem: Problem) -> None:
    answer = greedy(problem)
    if isinstance(answer, Refusal):
        event(f"refused {answer.code}")
        assert answer.code
        assert answer.text
        return
    event("answered")
    assert check(problem, answer) == ()


@LAWS
@given(problems(9), st.randoms(use_true_random=False))
def test_the_order_of_the_tasks_changes_nothing(problem: Problem, random: object) -> None:
    shuffled = list(problem.tasks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert greedy(Problem(tuple(shuffled), problem.limits)) == greedy(problem)
