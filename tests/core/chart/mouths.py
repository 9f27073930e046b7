"""Mouths for the tests of this room: built from the plain form, or drawn by Hypothesis."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from arcada.core.chart.mouth import Mouth, mouth_from_dict
from arcada.core.chart.state import BODY_FIELDS, GONE, ToothState, at_rest
from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS
from arcada.core.chart.wide_vocabulary import ARCH_FIELDS, MOUTH_FIELDS, RECORD
from arcada.core.protocols.rules import Family
from arcada.core.teeth.number import ALL, PERMANENT
from arcada.core.teeth.region import ARCHES, MOUTH
from arcada.core.teeth.surface import surfaces_of
from arcada.interop.knowledge.catalogue import read_vocabulary
from arcada.interop.knowledge.files import Folder
from arcada.interop.knowledge.load import HOME

GAP = {"presence": "missing"}
WITH_IMPLANT = {"presence": "missing", "implant": "integrated", "site": "implant"}


def mouth(**said: Any) -> Mouth:
    """A mouth from the plain form; teeth are written t36={...}."""
    teeth = {name[1:]: said.pop(name) for name in list(said) if name[0] == "t" and name[1:] in ALL}
    return mouth_from_dict({"teeth": teeth, **said})


@st.composite
def states(draw: st.DrawFn, tooth: str = "36") -> ToothState:
    """Any state that a place can have."""
    state = at_rest(draw(st.sampled_from(list(TOOTH_FIELDS["presence"]))))
    free = [f for f in TOOTH_FIELDS if f != "presence" and (state.presence not in GONE or f not in BODY_FIELDS)]
    for field in draw(st.lists(st.sampled_from(free), max_size=4)):
        state = state.now(field, draw(st.sampled_from(list(TOOTH_FIELDS[field]))))
    if state.presence not in GONE:
        letters = draw(st.lists(st.sampled_from(surfaces_of(tooth)), max_size=3))
        state = state.with_surfaces(letters, draw(st.sampled_from(list(SURFACE))))
    return state


@st.composite
def mouths(draw: st.DrawFn) -> Mouth:
    """Any mouth with a handful of unusual places."""
    teeth = draw(st.lists(st.sampled_from(ALL), max_size=6, unique=True))
    wide = {
        (place, field): draw(st.sampled_from(list(words)))
        for place, fields in (*((arch, ARCH_FIELDS) for arch in ARCHES), (MOUTH, MOUTH_FIELDS))
        for field, words in fields.items()
        if draw(st.booleans())
    }
    places = st.sampled_from([*PERMANENT, *ARCHES, MOUTH])
    records = draw(st.frozensets(st.tuples(places, st.sampled_from(list(RECORD))), max_size=4))
    return Mouth({tooth: draw(states(tooth)) for tooth in teeth}, wide, records)


@cache
def families() -> Mapping[str, Family]:
    """The plain families of knowledge/rules/families.yaml with what they need and do."""
    return read_vocabulary(Folder(HOME)).families
