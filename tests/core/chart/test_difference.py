"""What changed between two mouths, as data and as lines that a coordinator can read out."""

from hypothesis import given
from mouths import GAP, mouth, mouths

from arcada.core.chart.difference import difference, patched, readable
from arcada.core.chart.mouth import Mouth


@given(mouths())
def test_equal_mouths_do_not_differ(one: Mouth) -> None:
    assert difference(one, one) == ()
    assert readable(one, one) == ()


@given(mouths(), mouths())
def test_the_difference_leads_from_one_to_the_other(one: Mouth, other: Mouth) -> None:
    assert patched(one, difference(one, other)) == other
    assert patched(other, difference(other, one)) == one


@given(mouths(), mouths())
def test_mouths_that_differ_say_so(one: Mouth, other: Mouth) -> None:
    gone_from_record = one.records - other.records
    assert bool(readable(one, other)) == (one != other) or gone_from_record


def test_lines_name_what_was_and_what_became() -> None:
    was = mouth(
        t36={"surfaces": {"M": "cavity", "O": "cavity"}},
        t24={"crown": "unrestorable"},
        t46=GAP,
        t16={"pulp": "necrotic", "colour": "discoloured"},
    )
    became = mouth(
        t36={"surfaces": {"M": "filling", "O": "filling"}},
        t24=GAP | {"site": "socket"},
        t46=GAP | {"site": "implant", "implant": "placed"},
        t16={"pulp": "root_filled", "colour": "discoloured"},
        t11={"crown": "veneer"},
        arches={"upper_arch": {"appliance": "night_guard"}},
        records={"mouth": ["examination"]},
    )
    assert readable(was, became) == (
        "16: a necrotic pulp -> a root filling",
        "11: sound -> a ceramic veneer",
        "24: a crown that cannot be restored -> a lost or extracted tooth, the site is an extraction socket",
        "46: the site is a healed ridge -> an implant that is not integrated yet",
        "36: a cavity on MO -> a filling on MO",
        "upper arch: no appliance -> an occlusal splint",
        "mouth: an examination on record",
    )
