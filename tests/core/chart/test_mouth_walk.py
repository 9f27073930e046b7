"""Procedures at work: needs and their faults, effects, healing between visits, the walk from was to became."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mouths import GAP, WITH_IMPLANT, families, mouth, mouths

from arcada.core.chart.act import Act, faults, perform
from arcada.core.chart.before import mouth_before, signs_in
from arcada.core.chart.effects import Effect, Need
from arcada.core.chart.finding import Finding
from arcada.core.chart.healing import HEALING, advance
from arcada.core.chart.mouth import Mouth
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.chart.walk import Step, Visit, walk
from arcada.core.teeth.number import PERMANENT

FAMILIES = sorted(families())
PROSE = Path(__file__).parents[3] / "docs" / "algorithms" / "mouth.md"


def act(family: str, *where: str, surfaces: str = "") -> Act:
    known = families()[family]
    return Act(family, family.replace("_", " "), where, known.needs, known.does, surfaces)


def day(number: int, at: int, *acts: Act | Step) -> Visit:
    return Visit(number, at, tuple(one if isinstance(one, Step) else Step(one) for one in acts))


@pytest.mark.parametrize(
    ("before", "done", "sentence"),
    [
        (
            mouth(t36=GAP | {"site": "socket"}),
            act("implant_crown", "36"),
            "implant crown on 36 needs an osseointegrated implant; the site is an extraction socket",
        ),
        (
            mouth(t36=GAP | {"implant": "placed", "site": "implant"}),
            act("implant_crown", "36"),
            "implant crown on 36 needs an osseointegrated implant; 36 has an implant that is not integrated yet",
        ),
        (
            mouth(),
            act("implant_crown", "36"),
            "implant crown on 36 needs an osseointegrated implant; 36 is a tooth in the mouth",
        ),
        (
            mouth(t36=GAP),
            act("direct_restoration", "36"),
            "direct restoration on 36 needs a tooth; 36 is a lost or extracted tooth",
        ),
        (
            mouth(t36={"apex": "asymptomatic_periodontitis"}),
            act("crown", "36"),
            "crown on 36 needs an apex that is healthy or healing; 36 has asymptomatic apical periodontitis",
        ),
        (
            mouth(t11={"colour": "freshly_whitened"}),
            act("direct_veneer", "11"),
            "direct veneer on 11 needs two weeks after whitening; 11 has enamel whitened less than two weeks ago",
        ),
        (
            mouth(),
            act("complete_denture", "upper_arch"),
            "complete denture on upper arch needs a gap; there is none",
        ),
        (
            mouth(),
            act("denture_reline", "lower_arch"),
            "denture reline on lower arch needs a denture; the lower arch has no denture",
        ),
        (
            mouth(),
            act("fixed_bridge", "35", "36", "37"),
            "fixed bridge on 35, 36, 37 needs a gap; there is none",
        ),
        (
            mouth(t12={"presence": "never_formed"}),
            act("root_canal_treatment", "12"),
            "root canal treatment on 12 needs a tooth; 12 is a tooth that never formed",
        ),
        (
            mouth(),
            Act("i", "implant placement", ("36",), (Need("record", ("cbct",)),)),
            "implant placement on 36 needs a cone-beam scan; there is none on record",
        ),
        (
            mouth(t36={"surfaces": {"M": "cavity"}}),
            act("tooth_whitening", "lower_arch"),
            "tooth whitening on 36 needs teeth without open caries; 36 has a cavity on M",
        ),
    ],
)
def test_a_missing_ground_is_said_in_one_sentence(before: Mouth, done: Act, sentence: str) -> None:
    assert sentence in [fault.text for fault in faults(before, done)]


def test_a_quadrant_passes_over_its_gap_but_a_filling_does_not() -> None:
    before = mouth(t36=GAP, t37={"periodontium": "periodontitis"})
    assert not faults(before, act("subgingival_instrumentation", "35", "36", "37"))
    assert [fault.place for fault in faults(before, act("direct_restoration", "36", "37"))] == ["36"]


def test_a_need_may_ask_for_days() -> None:
    splint = Act("i", "splint removal", ("11",), (Need("mobility", ("trauma_splint",), days=14, says="two weeks"),))
    before = mouth(t11={"presence": "avulsed"})
    put_back = perform(before, act("tooth_replantation", "11"))
    assert [fault.need for fault in faults(advance(put_back, 13), splint)] == ["two weeks for 14 days"]
    assert not faults(advance(put_back, 14), splint)


def test_a_filling_takes_the_named_surfaces_else_the_sick_ones_else_the_biting_one() -> None:
    before = mouth(t36={"surfaces": {"M": "cavity", "O": "cavity"}})
    named = perform(before, act("direct_restoration", "36", surfaces="M")).at("36")
    assert named.surfaces == (("M", "filling"), ("O", "cavity"))
    assert perform(before, act("direct_restoration", "36")).at("36").surfaces_with(["filling"]) == "MO"
    assert perform(mouth(), act("direct_restoration", "11")).at("11").surfaces_with(["filling"]) == "I"


@pytest.mark.parametrize("row", HEALING, ids=lambda row: f"{row.field}-{row.word}")
def test_healing_takes_exactly_its_days(row: object) -> None:
    known = next(one for one in HEALING if one is row)
    base = WITH_IMPLANT if known.field == "implant" else GAP if known.field == "site" else {}
    before = mouth(t36=base | {known.field: known.word})
    assert getattr(advance(before, known.days - 1).at("36"), known.field) == known.word
    assert getattr(advance(before, known.days).at("36"), known.field) == known.becomes
    assert known.becomes in TOOTH_FIELDS[known.field]
    assert known.source


@pytest.mark.parametrize(
    ("days", "site"),
    [(0, "socket"), (27, "socket"), (28, "soft_healed"), (42, "settled"), (84, "partly_healed"), (180, "partly_healed"),
     (181, "healed")],
)  # fmt: skip
def test_a_socket_heals_through_the_types_of_implant_timing(days: int, site: str) -> None:
    extracted = perform(mouth(), act("extraction", "36"))
    assert advance(extracted, days).at("36").site == site


@given(mouths(), st.integers(0, 200), st.integers(0, 200))
def test_healing_in_two_spells_is_healing_in_one(before: Mouth, first: int, second: int) -> None:
    assert advance(advance(before, first), first + second) == advance(before, first + second)


def test_front_gums_take_longer_than_back_gums() -> None:
    operated = perform(mouth(), act("crown_lengthening", "11", "16"))
    assert (advance(operated, 42).at("16").gum, advance(operated, 42).at("11").gum) == ("level", "operated")


def test_time_does_not_run_back() -> None:
    with pytest.raises(ValueError, match="time does not run back"):
        walk(mouth(), [day(1, 10), day(2, 9)])


FINDING = Finding("a", "non-restorable tooth", ("36",))
IMPLANT_PLAN = [
    day(1, 0, act("extraction", "36"), act("socket_graft", "36")),
    day(2, 100, act("implant_placement", "36")),
    day(3, 190, Step(act("implant_crown", "36"), "first")),
    day(4, 204, Step(act("implant_crown", "36"), "last")),
]


def test_the_walk_from_a_lost_molar_to_its_implant_crown() -> None:
    before = mouth_before([FINDING], age_years=40)
    assert isinstance(before, Mouth)
    done = walk(before, IMPLANT_PLAN, signs_in([FINDING], before))
    assert done.faults == ()
    told = [
        (number, after.at("36").site, after.at("36").implant, after.at("36").prosthesis)
        for number, after in done.states
    ]
    assert told == [
        (0, "tooth", "none", "none"),
        (1, "grafted_socket", "none", "none"),
        (2, "implant", "placed", "none"),
        (3, "implant", "integrated", "provisional_on_implant"),
        (4, "implant", "integrated", "implant_crown"),
    ]
    assert done.resolved == (("a", 1),)


def test_a_plan_in_a_hurry_faults_at_the_visit_that_lacks_its_ground() -> None:
    hurried = [
        IMPLANT_PLAN[0],
        day(2, 60, act("implant_placement", "36")),
        day(3, 90, act("implant_crown", "36")),
    ]
    found = walk(mouth(), hurried).faults
    assert [(fault.visit, fault.actual) for fault in found] == [
        (2, "the site is a grafted socket, not healed"),
        (3, "36 has an implant that is not integrated yet"),
    ]


def test_the_worked_example_of_the_prose() -> None:
    extraction, implant, crown = (
        act("extraction", "36"),
        act("implant_placement", "36"),
        act("implant_crown", "36"),
    )
    hurried = walk(mouth(), [day(1, 0, extraction), day(2, 91, implant), day(3, 130, crown)])
    sentence = "implant crown on 36 needs an osseointegrated implant; 36 has an implant that is not integrated yet"
    assert [fault.text for fault in hurried.faults] == [sentence]
    assert sentence in PROSE.read_text(encoding="utf-8")
    assert walk(mouth(), [day(1, 0, extraction), day(2, 91, implant), day(3, 180, crown)]).faults == ()


def test_after_acute_infection_no_implant_on_the_day() -> None:
    visit = day(1, 0, act("drainage_of_abscess", "36"), act("extraction", "36"), act("implant_placement", "36"))
    found = walk(mouth(t36={"apex": "acute_abscess"}), [visit]).faults
    assert [fault.actual for fault in found] == ["the site is an extraction socket after acute infection"]


def test_an_immediate_denture_is_fitted_at_the_extraction() -> None:
    denture = act("immediate_denture", "upper_arch")
    front = [f"{side}{place}" for side in (1, 2) for place in range(1, 7)]
    before = mouth(t17=GAP, t18=GAP, t27=GAP, t28=GAP)
    visits = [day(1, 0, Step(denture, "first")), day(2, 14, act("extraction", *front), Step(denture, "last"))]
    last = walk(before, visits).last
    assert (last.of("upper_arch", "denture"), last.of("upper_arch", "fit")) == ("immediate", "settling")
    assert {last.at(tooth).prosthesis for tooth in (*front, "17")} == {"denture_tooth"}


def test_a_finding_is_resolved_by_the_last_visit_that_takes_a_sign_away() -> None:
    said = Finding("p", "periodontitis", ("mouth",), "mouth")
    before = mouth_before([said], age_years=50)
    assert isinstance(before, Mouth)
    right = act("subgingival_instrumentation", *(t for t in PERMANENT if t[0] in "14"))
    left = act("subgingival_instrumentation", *(t for t in PERMANENT if t[0] in "23"))
    signs = signs_in([said], before)
    assert walk(before, [day(1, 0, right), day(2, 7, left)], signs).resolved == (("p", 2),)
    assert walk(before, [day(1, 0, right)], signs).resolved == ()


def test_re_evaluation_waits_four_weeks() -> None:
    before = mouth(t36={"periodontium": "periodontitis"})
    scaling, review = act("subgingival_instrumentation", "36"), act("periodontal_re_evaluation", "mouth")
    assert walk(before, [day(1, 0, scaling), day(2, 27, review)]).faults
    done = walk(before, [day(1, 0, scaling), day(2, 28, review)])
    assert (done.faults, done.last.at("36").periodontium) == ((), "stable")


@given(mouths(), st.sampled_from(FAMILIES), st.sampled_from(["36", "11", "75", "upper_arch", "mouth"]))
def test_the_walk_is_deterministic_and_never_breaks(before: Mouth, family: str, where: str) -> None:
    visits = [day(1, 0, act(family, where)), day(2, 50, Step(act(family, where), "first"))]
    assert walk(before, visits) == walk(before, visits)


@given(mouths(), st.sampled_from(FAMILIES), st.sampled_from(["36", "11", "lower_arch", "mouth"]))
def test_doing_the_same_twice_on_a_day_is_doing_it_once(before: Mouth, family: str, where: str) -> None:
    once = perform(before, act(family, where), "end")
    assert perform(once, act(family, where), "end") == once


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Need("halo", ("bright",)), "there is no field 'halo'"),
        (lambda: Need("pulp", ("dead",)), "pulp cannot be 'dead'; it is one of vital"),
        (lambda: Need("pulp", ()), "a need on pulp takes words"),
        (lambda: Effect("crown", "golden"), "crown cannot be 'golden'"),
        (lambda: Effect("crown", "crown", only_from=("golden",)), "crown cannot be 'golden'"),
        (lambda: Effect("crown", "crown", when=(("apex", ("sore",)),)), "apex cannot be 'sore'"),
        (lambda: Effect("crown", "crown", when=(("fit", ("poor",)),)), "an effect on crown cannot look at fit"),
        (lambda: Effect("fit", "good", when=(("apex", ("healthy",)),)), "an effect on fit cannot look at apex"),
        (lambda: Effect("crown", "crown", on="sometimes"), "an effect on crown takes on"),  # type: ignore[arg-type]
    ],
)
def test_a_catalogue_entry_in_unknown_words_says_which_words_there_are(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=message):
        make()
