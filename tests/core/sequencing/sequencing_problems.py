"""Random and small problems for the tests of sequencing."""

from hypothesis import strategies as st

from arcada.core.sequencing.problem import (
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

ROLES = ("dentist", "hygienist", "surgeon")
WINDOWS = st.one_of(
    st.builds(lambda least: (Window(least),), st.integers(0, 60)),
    st.builds(lambda least, more: (Window(least, least + more),), st.integers(0, 60), st.integers(0, 60)),
    st.just((Window(0, 0), Window(28, 56), Window(84, 112), Window(181))),
    st.just((Window(0, 0),)),
)


def steps() -> st.SearchStrategy[tuple[Step, ...]]:
    """One to three steps, some with a deadline."""
    later = st.builds(
        lambda minutes, least, more, numb: Step(minutes, least, None if more is None else least + more, numb),
        st.sampled_from((20, 40, 60)),
        st.integers(1, 30),
        st.none() | st.integers(5, 30),
        st.sampled_from((None, True, False)),
    )
    first = st.builds(Step, st.sampled_from((0, 15, 30, 45, 60, 90, 120, 170)))
    return st.builds(lambda one, more: (one, *more), first, st.lists(later, max_size=2))


@st.composite
def tasks(draw: st.DrawFn, number: int, phases: tuple[Phase, ...]) -> Task:
    """Task number n, which may wait for tasks of a lower number."""
    earlier = st.integers(0, max(0, number - 1))
    lags = draw(st.lists(st.tuples(earlier, WINDOWS, st.sampled_from(Strength)), max_size=2)) if number else []
    rivals = draw(st.lists(st.tuples(earlier, st.integers(1, 8)), max_size=1)) if number else []
    numb = draw(st.booleans())
    return Task(
        id=f"t{number}",
        steps=draw(steps()),
        phase=phases[number],
        role=draw(st.sampled_from(ROLES)),
        where=(draw(st.sampled_from(("11", "16", "26", "36", "46", "31", "mouth", "75", "84"))),),
        side=draw(st.sampled_from((None, *Side))),
        anaesthetised=numb,
        anaesthetic_mg=draw(st.sampled_from((0, 36, 72))) if numb else 0,
        parallel=draw(st.integers(0, 5)) == 0,
        review=draw(st.integers(0, 5)) == 0,
        treatment=draw(st.booleans()),
        priority=draw(st.integers(0, 2)),
        after=tuple(Lag(f"t{before}", windows, strength) for before, windows, strength in lags),
        together=draw(st.sampled_from(("",) * 12 + ("a", "b"))),
        apart=tuple(Apart(f"t{rival}", days) for rival, days in rivals),
        not_before=draw(st.none() | st.integers(0, 90)) if draw(st.integers(0, 6)) == 0 else None,
        not_after=draw(st.integers(60, 400)) if draw(st.integers(0, 12)) == 0 else None,
        also=draw(st.sampled_from(((), (), ("dentist",), ("hygienist", "dentist")))),
        extractions=draw(st.sampled_from((0, 0, 1, 2))),
        mid_flow=draw(st.integers(0, 3)) == 0,
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 12) -> Problem:
    """A problem of up to `most` tasks; many have an order, some have none."""
    count = draw(st.integers(0, most))
    limits = Limits(
        minutes=draw(st.sampled_from((90, 120, 150))),
        anaesthetic_mg=draw(st.sampled_from((None, None, 150, 300))),
        extractions=draw(st.sampled_from((None, None, 3))),
        one_role=draw(st.booleans()),
        split_lower_blocks=draw(st.booleans()),
        urgent_alone=draw(st.booleans()),
        patience_days=draw(st.sampled_from((0, 7))),
        horizon_days=900,
    )
    drawn = draw(st.lists(st.sampled_from(Phase), min_size=count, max_size=count))
    muddled = draw(st.integers(0, 4)) == 0
    phases = tuple(drawn) if muddled else tuple(sorted(drawn, key=lambda phase: phase.rank))
    return Problem(tuple(draw(tasks(number, phases)) for number in range(count)), limits)
