"""What differs between two answers: each kind once in a table, and laws that hold for any two."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as some
from planned import answer, item

from arcada.cases.difference import behind, difference


def changed(change):
    told = answer()
    change(told["alternatives"][1])
    return told


def of_balanced(newer):
    return next(one for one in difference(answer(), newer) if one.tier == "balanced")


def lines(items):
    return [(one["procedure"], tuple(one["where"])) for one in items]


def test_the_same_answer_differs_in_nothing():
    assert all(one.nothing for one in difference(answer(), answer()))


def add_a_crown(one):
    one["items"].append(item(99, (3, 21, "definitive", 40), ("crown", ["44"], "900.00", 3, 3)))


def drop_the_implant(one):
    one["items"] = [row for row in one["items"] if "implant" not in row["procedure"]]


def crown_becomes_onlay(one):
    crown = next(row for row in one["items"] if row["procedure"] == "crown" and row["where"] == ["16"])
    crown |= {"procedure": "onlay", "family": "onlay_or_inlay"}


def one_visit_later(one):
    for row in one["items"]:
        if row["visit"] >= 3:
            row["visit"] += 1
            row["last_visit"] += 1


def one_line_moves(one):
    next(row for row in one["items"] if row["where"] == ["12"])["visit"] = 4


def dearer_filling(one):
    next(row for row in one["items"] if row["where"] == ["12"])["price"] = "250.00"


def by_the_specialist(one):
    next(row for row in one["items"] if row["procedure"] == "root_canal_treatment")["role"] = "endodontist"


def nothing_left_alone(one):
    one["unaddressed"] = []


@pytest.mark.parametrize(
    ("description", "change", "part", "expected"),
    [
        ("a new line", add_a_crown, "added", [("crown", ("44",))]),
        ("lines gone", drop_the_implant, "removed", [("implant_placement", ("36",)), ("implant_crown", ("36",))]),
        ("nothing else is gone", crown_becomes_onlay, "removed", []),
        ("nothing else is new", crown_becomes_onlay, "added", []),
        ("a finding that is answered now", nothing_left_alone, "taken_up", ["f6"]),
    ],
)  # fmt: skip
def test_each_kind_of_difference(description, change, part, expected):
    found = getattr(of_balanced(changed(change)), part)
    told = [one["finding"] for one in found] if part == "taken_up" else lines(found)
    assert told == expected, description


def test_other_work_at_the_same_place_is_a_swap():
    (swap,) = of_balanced(changed(crown_becomes_onlay)).swapped
    assert (lines(swap.old), lines(swap.new)) == ([("crown", ("16",))], [("onlay", ("16",))])


def test_a_run_of_visits_that_moves_alike_is_told_once():
    told = of_balanced(changed(one_visit_later))
    (shift,) = told.shifted
    assert (told.moved, shift.first, shift.last, shift.by, len(shift.moves)) == ((), 3, 6, 1, 9)


def test_a_line_that_moves_alone_names_what_came_before_it():
    def both(one):
        one_line_moves(one)
        add_a_crown(one)

    told = of_balanced(changed(both))
    (moved,) = told.moved
    new, gone = behind(moved, told)
    assert (moved.by, lines(new), gone) == (1, [("crown", ("44",))], ())


def test_price_and_person_of_the_same_work():
    assert [one.new["price"] for one in of_balanced(changed(dearer_filling)).repriced] == ["250.00"]
    assert [one.new["role"] for one in of_balanced(changed(by_the_specialist)).handed] == ["endodontist"]


def test_a_tier_that_came_or_went():
    newer = answer()
    gone = newer["alternatives"].pop()
    told = {one.tier: one for one in difference(answer(), newer)}
    assert told[gone["tier"]].new is None
    assert {one.tier: one.old for one in difference(newer, answer())}[gone["tier"]] is None


CHANGES = (add_a_crown, drop_the_implant, crown_becomes_onlay, one_visit_later, one_line_moves, dearer_filling,
           by_the_specialist, nothing_left_alone)  # fmt: skip


@given(some.lists(some.sampled_from(CHANGES), unique=True), some.integers(0, 12))
def test_the_order_of_lines_plays_no_part_and_what_came_one_way_goes_the_other(picked, turn):
    newer = answer()
    for change in picked:
        change(newer["alternatives"][1])
    there, back = of_balanced(newer), difference(newer, answer())[1]
    assert lines(there.added) == lines(back.removed)
    assert lines(there.removed) == lines(back.added)
    assert len(there.swapped) == len(back.swapped)
    shuffled = copy.deepcopy(newer)
    rows = shuffled["alternatives"][1]["items"]
    shuffled["alternatives"][1]["items"] = [*rows[turn:], *rows[:turn]][::-1]
    again = of_balanced(shuffled)
    assert sorted(lines(again.added)) == sorted(lines(there.added))
    assert sorted(lines(again.removed)) == sorted(lines(there.removed))
