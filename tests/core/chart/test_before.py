"""The mouth before treatment: age, existing work, missing teeth and findings together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.chart.before import mouth_before
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, mouth_to_dict
from arcada.core.chart.signs import AT_GAPS, GAP_OPENED_BY, SIGNS
from arcada.core.kernel import Refusal

TERMS = sorted(SIGNS)


def teeth(answer: Mouth | Refusal) -> dict[str, object]:
    assert isinstance(answer, Mouth), answer
    told = mouth_to_dict(answer)["teeth"]
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("finding", "expected", "why"),
    [
        (
            Finding("a", "cavitated dentine caries", ("36",)),
            {"36": {"surfaces": {"O": "cavity"}}},
            "no surface named",
        ),
        (
            Finding("a", "cavitated dentine caries", ("36",), surfaces="MO"),
            {"36": {"surfaces": {"M": "cavity", "O": "cavity"}}},
            "named surfaces",
        ),
        (
            Finding("a", "initial enamel caries lesion", ("11",)),
            {"11": {"surfaces": {"I": "initial_lesion"}}},
            "front",
        ),
        (
            Finding("a", "pulp necrosis", ("22",), severity={"apical": "acute apical abscess", "apex": "open"}),
            {"22": {"pulp": "necrotic", "apex": "acute_abscess", "roots": "immature"}},
            "severity adds words",
        ),
        (
            Finding("a", "hopeless tooth", ("17",), severity={"mobility": 3}),
            {"17": {"periodontium": "hopeless", "mobility": "grade_3"}},
            "a grade as a number",
        ),
        (
            Finding("a", "furcation involvement", ("16",), severity={"class": "II"}),
            {"16": {"furcation": "class_2"}},
            "a class as a Roman number",
        ),
        (
            Finding("a", "peri-implantitis", ("24",)),
            {
                "24": {
                    "presence": "missing",
                    "prosthesis": "implant_crown",
                    "implant": "peri_implantitis",
                    "site": "implant",
                }
            },
            "an implant finding tells of the implant and its crown",
        ),
        (
            Finding("a", "congenitally missing tooth", ("12",)),
            {"12": {"presence": "never_formed"}},
            "agenesis",
        ),
        (
            Finding("a", "avulsion", ("11",)),
            {"11": {"presence": "avulsed", "site": "socket"}},
            "knocked out today",
        ),
        (
            Finding("a", "retained primary tooth", ("53",)),
            {"13": {"presence": "unerupted"}, "53": {"presence": "present"}},
            "its successor is still below",
        ),
        (
            Finding("a", "cavitated dentine caries", ("36",), status="suspected"),
            {},
            "a suspicion changes nothing",
        ),
    ],
)
def test_what_one_finding_shows_in_an_adult(finding: Finding, expected: dict[str, object], why: str) -> None:
    assert teeth(mouth_before([finding], age_years=40)) == expected, why


def test_a_finding_of_the_mouth_shows_on_every_erupted_tooth() -> None:
    told = teeth(mouth_before([Finding("a", "gingivitis", ("mouth",), "mouth")], ["36"], 40))
    assert len(told) == 32
    assert told["36"] == {"presence": "missing"}
    assert told["11"] == {"periodontium": "gingivitis"}


def test_age_tells_which_teeth_a_child_has_and_the_chart_overrules_it() -> None:
    told = teeth(mouth_before([Finding("a", "cavitated dentine caries", ("36",))], ["74"], 5))
    assert told["75"] == {"presence": "present"}
    assert told["74"] == {"presence": "missing"}
    assert told["46"] == {"presence": "unerupted"}
    assert told["36"] == {"surfaces": {"O": "cavity"}}


def test_an_edentulous_arch_has_no_tooth_left() -> None:
    answer = mouth_before([Finding("a", "edentulous arch", ("upper_arch",), "arch")], age_years=70)
    assert isinstance(answer, Mouth)
    assert {answer.at(f"1{place}").presence for place in range(1, 9)} == {"missing"}
    assert answer.at("31").presence == "present"


def test_a_denture_that_does_not_fit_is_there() -> None:
    said = [Finding("a", "ill-fitting denture", ("upper_arch",), "arch")]
    partial = mouth_before(said, ["16"], 70)
    complete = mouth_before([*said, Finding("b", "edentulous arch", ("upper_arch",), "arch")], age_years=70)
    assert isinstance(partial, Mouth)
    assert isinstance(complete, Mouth)
    assert (partial.of("upper_arch", "denture"), partial.of("upper_arch", "fit")) == ("partial", "poor")
    assert complete.of("upper_arch", "denture") == "complete"


def test_existing_work_is_taken_as_charted() -> None:
    existing = {"26": {"surfaces": {"M": "filling"}}, "46": {"presence": "missing", "prosthesis": "pontic"}}
    told = teeth(mouth_before([Finding("a", "recurrent caries", ("26",), surfaces="M")], existing=existing))
    assert told == {
        "26": {"surfaces": {"M": "recurrent_caries"}},
        "46": {"presence": "missing", "prosthesis": "pontic"},
    }


@pytest.mark.parametrize(
    ("findings", "missing", "code", "sentence"),
    [
        ([Finding("a", "root caries", ("19",))], [], "unknown_tooth", "There is no tooth '19'."),
        ([], ["99"], "unknown_tooth", "There is no tooth '99'."),
        (
            [Finding("a", "cavitated dentine caries", ("36",), surfaces="I")],
            [],
            "surface_not_on_tooth",
            "36 has no incisal surface; its surfaces are M O D B L.",
        ),
        (
            [Finding("a", "root caries", ("36",))],
            ["36"],
            "finding_on_missing_tooth",
            "36 is recorded as missing (missing teeth), so it cannot have root caries.",
        ),
        (
            [Finding("a", "root caries", ("36",)), Finding("b", "missing tooth", ("36",))],
            [],
            "finding_on_missing_tooth",
            "36 is recorded as missing (finding b), so it cannot have root caries.",
        ),
        (
            [Finding("a", "root caries", ("36",), status="suspected")],
            ["36"],
            "finding_on_missing_tooth",
            "36 is recorded as missing",
        ),
        (
            [Finding("a", "peri-implantitis", ("24",)), Finding("b", "recurrent caries", ("24",))],
            [],
            "tooth_finding_on_implant",
            "24 carries an implant (finding a), so it cannot have recurrent caries.",
        ),
        (
            [Finding("a", "reversible pulpitis", ("36",)), Finding("b", "pulp necrosis", ("36",))],
            [],
            "contradicting_findings",
            "36 cannot have reversible pulpitis (finding a) and pulp necrosis (finding b): a pulp is",
        ),
        (
            [Finding("a", "reversible pulpitis", ("36",)), Finding("b", "chronic apical abscess", ("36",))],
            [],
            "contradicting_findings",
            "36 cannot have reversible pulpitis (finding a) and chronic apical abscess (finding b): an abscess",
        ),
        (
            [
                Finding("a", "discoloration", ("11",), severity={"root_filled": True}),
                Finding("b", "deep caries reaching pulp", ("11",)),
            ],
            [],
            "contradicting_findings",
            "11 is root filled (finding a), so it cannot have deep caries reaching pulp",
        ),
        (
            [Finding("a", "retained root", ("36",)), Finding("b", "missing cusp", ("36",))],
            [],
            "contradicting_findings",
            "only the root is left, so the tooth has no crown",
        ),
        ([Finding("a", "furcation involvement", ("11",))], [], "no_furcation", "11 has one root"),
        ([Finding("a", "retained primary tooth", ("13",))], [], "not_primary", "13 is a permanent tooth"),
        (
            [
                Finding("a", "edentulous arch", ("lower_arch",), "arch"),
                Finding("b", "gingival recession", ("33",)),
            ],
            [],
            "finding_in_toothless_arch",
            "The lower arch is recorded as toothless (finding a), so 33 cannot have gingival recession.",
        ),
        (
            [Finding("a", "root caries", ("36",)), Finding("a", "root caries", ("37",))],
            [],
            "finding_twice",
            "Two findings are called 'a'.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    findings: list[Finding], missing: list[str], code: str, sentence: str
) -> None:
    answer = mouth_before(findings, missing, 40)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert sentence in answer.text
    assert answer.where


def test_what_stands_in_a_gap_is_kept_though_the_tooth_is_missing() -> None:
    implant = {"presence": "missing", "implant": "integrated"}
    told = teeth(mouth_before([], missing=("36", "46"), existing={"36": implant, "47": {"presence": "present"}}))
    assert told["36"]["implant"] == "integrated"
    assert "implant" not in told["46"]


def test_a_tooth_charted_as_there_and_named_as_missing_is_taken_as_missing() -> None:
    told = teeth(mouth_before([], missing=("36",), existing={"36": {"surfaces": {"O": "filling"}}}))
    assert told["36"]["presence"] == "missing"
    assert "surfaces" not in told["36"]


def test_existing_work_in_unknown_words_is_refused() -> None:
    answer = mouth_before([], existing={"26": {"crown": "golden"}})
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.where) == ("unknown_state", "existing.26")


@pytest.mark.parametrize("term", TERMS)
def test_every_term_shows_something_on_its_own(term: str) -> None:
    where = {"retained primary tooth": "75", "edentulous arch": "upper_arch"}.get(term, "36")
    severity = {"class": 2, "grade": 2, "mobility": 2}
    said = Finding("a", term, (where,), severity=severity)
    missing = [where] if term in AT_GAPS and term not in GAP_OPENED_BY and where == "36" else []
    plain, answer = mouth_before([], missing, 40), mouth_before([said], missing, 40)
    assert isinstance(answer, Mouth), answer
    answered_by_denture = term == "edentulous arch"
    assert answer != plain or answered_by_denture or term in GAP_OPENED_BY


@given(
    st.lists(st.tuples(st.sampled_from(TERMS), st.sampled_from(["36", "11", "75", "mouth"])), max_size=8),
    st.data(),
)
def test_the_order_of_the_findings_never_matters(said: list[tuple[str, str]], data: st.DataObject) -> None:
    findings = [Finding(f"f{rank}", term, (where,)) for rank, (term, where) in enumerate(said)]
    shuffled = data.draw(st.permutations(findings))
    one, other = mouth_before(findings, age_years=40), mouth_before(shuffled, age_years=40)
    if isinstance(one, Refusal) or isinstance(other, Refusal):
        assert isinstance(one, Refusal)
        assert isinstance(other, Refusal)
    else:
        assert one == other
        assert list(one.teeth) == list(other.teeth)
