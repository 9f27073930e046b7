"""Drawn mouths for tests: a full table of examples and strategies that make any other."""

from hypothesis import strategies as st

from arcada.core.teeth.number import ALL
from arcada.display.odontogram.drawn import KINDS, STATES, SURFACES, DrawnTooth, Mark
from arcada.display.status import STATUSES

GOLDEN = {
    "decay_and_planned_root_canal": {
        "26": DrawnTooth(
            items=(
                Mark("caries", "finding", "MO"),
                Mark("apical", "finding", roots=(0,)),
                Mark("rct", "planned"),
            )
        )
    },
    "implant_with_crown": {"36": DrawnTooth("missing", items=(Mark("implant", "planned"), Mark("crown", "planned")))},
    "refused_filling": {"33": DrawnTooth(items=(Mark("filling", "declined", "B"),))},
    "primary_molar_done": {"84": DrawnTooth(items=(Mark("filling", "done", "DO"),))},
    "supernumerary": {"11S": DrawnTooth(items=(Mark("extraction", "planned"),))},
}

marks = st.builds(
    Mark,
    st.sampled_from(KINDS),
    st.sampled_from(STATUSES),
    surfaces=st.text(SURFACES, max_size=5),
    roots=st.lists(st.integers(0, 4), max_size=3).map(tuple),
    grade=st.integers(0, 15),
    bridge=st.sampled_from(("", "a", "b")),
)
depth = st.floats(-2, 12, allow_nan=False)
teeth = st.builds(
    DrawnTooth,
    state=st.sampled_from(STATES),
    items=st.lists(marks, max_size=4).map(tuple),
    bone=st.none() | st.tuples(depth, depth, depth),
    tilt=st.none() | st.floats(-180, 180, allow_nan=False),
)
mouths = st.dictionaries(st.sampled_from(ALL), teeth, max_size=8)
