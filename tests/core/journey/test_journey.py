"""The journey says of each step where it stands, and why, in words that a coordinator understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.journey import Fact, Journey, State, Step, Tick, evaluate, faults

CHART = Step("chart", "Chart the mouth", "dentist", "Look and write.", fact="charted", by_hand=False)
PLAN = Step("plan", "Make the plan", "dentist", "Compile.", fact="planned", after=("chart",))
SIGN = Step("sign", "Sign", "coordinator", "Sign it.", after=("plan",), gates=("shown",), per_version=True)
JOURNEY = Journey((CHART, PLAN, SIGN))
YES = Fact(holds=True, why="It is so.")
NO = Fact(holds=False, why="It is not so.")
SHUT = Fact(holds=False, why="Tooth 26 lacks a radiograph.")


@pytest.mark.parametrize(
    ("description", "facts", "ticks", "version", "states", "why"),
    [
        ("an empty record", {}, {}, None, ["ready", "not_yet", "not_yet"], "First: make the plan."),
        (
            "the chart is written",
            {"charted": YES},
            {},
            None,
            ["done", "ready", "not_yet"],
            "First: make the plan.",
        ),
        (
            "a gate is shut",
            {"charted": YES, "planned": YES, "shown": SHUT},
            {},
            1,
            ["done", "done", "blocked"],
            "Tooth 26 lacks a radiograph.",
        ),
        (
            "the gate is open",
            {"charted": YES, "planned": YES, "shown": YES},
            {},
            1,
            ["done", "done", "ready"],
            "Sign it.",
        ),
        (
            "ticked by hand",
            {"charted": YES, "planned": YES, "shown": YES},
            {"sign": Tick("Ada, 4 May", 1)},
            1,
            ["done", "done", "done"],
            "Ada, 4 May",
        ),
        (
            "a tick of an older version",
            {"charted": YES, "planned": YES, "shown": YES},
            {"sign": Tick("Ada, 4 May", 1)},
            2,
            ["done", "done", "ready"],
            "Sign it.",
        ),
        (
            "said to be unneeded",
            {"charted": YES},
            {"plan": Tick("no treatment", not_needed=True)},
            None,
            ["done", "not_needed", "blocked"],
            "The record does not tell yet.",
        ),
        (
            "a tick on a step that only the record tells",
            {},
            {"chart": Tick("Ada")},
            None,
            ["ready", "not_yet", "not_yet"],
            "First: make the plan.",
        ),
    ],
)
def test_states(description, facts, ticks, version, states, why):
    places = evaluate(JOURNEY, facts, ticks, version=version)
    assert [place.state for place in places] == states, description
    assert places[-1].why == why, description


def test_the_record_wins_over_a_tick():
    places = evaluate(JOURNEY, {"charted": YES, "planned": YES}, {"plan": Tick("Ada said so")}, version=1)
    assert (places[1].why, places[1].from_record) == ("It is so.", True)


def test_several_steps_in_the_way_are_named():
    last = Step("end", "End", "desk", "x", after=("chart", "plan", "sign"))
    place = evaluate(Journey((CHART, PLAN, SIGN, last)), {}, {}, version=None)[-1]
    assert place.why == "First: chart the mouth, make the plan and sign."


@given(
    held=st.sets(st.sampled_from(["charted", "planned", "shown"])),
    more=st.sampled_from(["charted", "planned"]),
)
def test_a_fact_more_never_unsettles_a_step(held, more):
    def settled(names):
        facts = {name: Fact(holds=name in names, why=name) for name in ("charted", "planned", "shown")}
        return {place.step.id for place in evaluate(JOURNEY, facts, {}, version=1) if place.state.settled}

    assert settled(held) <= settled(held | {more})


def test_a_step_with_open_steps_before_it_is_never_ready():
    for place in evaluate(JOURNEY, {"planned": NO}, {}, version=1):
        if place.step.after:
            assert place.state is State.NOT_YET


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((CHART, CHART), "step 'chart' stands 2 times"),
        ((PLAN,), "step 'plan' comes after 'chart', which is no step"),
        (
            (Step("a", "A", "desk", "x", fact="moon"),),
            "step 'a' reads 'moon', which the record does not tell",
        ),
        (
            (Step("a", "A", "desk", "x", by_hand=False),),
            "step 'a' is neither read from the record nor done by hand",
        ),
        (
            (Step("a", "A", "desk", "x", after=("b",)), Step("b", "B", "desk", "x", after=("a",))),
            "step 'a' waits for itself",
        ),
    ],
)
def test_a_faulty_journey_is_told(steps, sentence):
    assert sentence in faults(Journey(steps), frozenset({"charted", "planned"}))


def test_a_sound_journey_has_no_fault():
    assert faults(JOURNEY, frozenset({"charted", "planned", "shown"})) == ()
