"""The proposal says a plan in plain words on one page, and flows on when one page is not enough."""

from io import BytesIO

import pytest
from planned import VISITS, alternative, content
from pypdf import PdfReader

from arcada.documents.papers import proposal_pdf
from arcada.documents.proposal import paper_of


def read(pdf):
    return PdfReader(BytesIO(pdf))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def long_plan(visits):
    """A plan of that many visits, each with its own work."""
    rows = []
    for number in range(1, visits + 1):
        where = [f"1{1 + number % 7}"]
        rows.append(
            (number, number * 7, "definitive", 45, [("direct_restoration", where, "100.00", number, number),
                                                    ("root_canal_treatment", where, "400.00", number, number)])
        )  # fmt: skip
    return content(alternative=alternative(rows))


@pytest.fixture(scope="module")
def page():
    return read(proposal_pdf(content()))


def test_an_ordinary_plan_is_one_page(page):
    assert len(page.pages) == 1


def test_it_is_a_tagged_archive_document_with_its_language(page):
    catalogue = page.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "<pdfaid:part>3</pdfaid:part>" in metadata or 'pdfaid:part="3"' in metadata
    assert page.metadata.title == "Your treatment plan: Helen Brandt"


@pytest.mark.parametrize(("paper", "points"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_paper_is_the_practices(paper, points):
    frozen = content()
    frozen["practice"]["paper"] = paper
    box = read(proposal_pdf(frozen)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("visits", "most"), [(1, 1), (3, 1), (7, 1), (12, 2), (30, 3)])
def test_a_plan_of_any_length_is_told_whole(visits, most, paper):
    frozen = long_plan(visits)
    frozen["practice"]["paper"] = paper
    pdf = proposal_pdf(frozen)
    assert len(read(pdf).pages) <= most
    told = text_of(pdf)
    assert all(f" {number} " in told for number in range(1, visits + 1))
    assert f"page {len(read(pdf).pages)} of {len(read(pdf).pages)}" in told
    assert "Signature, Helen Brandt" in told


def test_the_words_are_a_patients():
    told = text_of(proposal_pdf(content()))
    assert "The nerve of tooth 14 is inflamed and will not recover." in told
    assert "Teeth 4, 5, 7 and 28 have cavities." in told
    assert "An estimate of 21 Nov 2026, not a guarantee" in told
    assert "pulpitis" not in told
    assert "periodontitis" not in told


@pytest.mark.parametrize(
    ("numbering", "told"), [("fdi", "tooth 26 is"), ("universal", "tooth 14 is"), ("palmer", "tooth UL6 is")]
)
def test_teeth_are_numbered_as_the_practice_does(numbering, told):
    frozen = content()
    frozen["practice"]["numbering"] = numbering
    assert told in paper_of(frozen).found


def test_each_visit_is_a_row_with_its_price():
    rows = paper_of(content()).rows
    assert [row.number for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row.price for row in rows] == ["$190", "$1,500", "$860", "$960", "$4,430", "$1,985"]
    assert rows[1].title == "Heal the gums"
    assert rows[2].what == "Fillings in 4, 5, 7 and 28"
    assert rows[4].what == "Crowns on 3 and 14, finish; implant at 19"


def test_the_phases_add_up_to_the_whole():
    costs = paper_of(content()).costs
    assert [(cost.label, cost.amount) for cost in costs] == [
        ("First help", "$190"),
        ("Stop the disease", "$2,360"),
        ("Build up again", "$7,375"),
        ("All together, estimate", "$9,925"),
    ]


def test_a_missing_fee_is_said_and_never_zero():
    frozen = content()
    frozen["alternative"]["items"][1]["price"] = None
    frozen["alternative"]["price_complete"] = False
    paper = paper_of(frozen)
    assert paper.rows[0].price == "no fee"
    assert paper.costs[-1].label == "All together so far, estimate"
    assert paper.cost_note.startswith("One line has no fee yet, so the sum is not complete.")


def test_booked_dates_are_certain_and_others_are_earliest():
    rows = paper_of(content(dates={"1": "2026-11-25"})).rows
    assert (rows[0].when, rows[1].when) == ("25 Nov", "from 8 Dec")


def test_visits_that_say_the_same_are_told_once():
    visits = [*VISITS, *((n, 168 + 90 * (n - 6), "maintenance", 30,
                          [("periodontal_maintenance", ["mouth"], "90.00", n, n)]) for n in (7, 8, 9))]  # fmt: skip
    row = paper_of(content(alternative=alternative(visits))).rows[-1]
    assert (row.number, row.price, row.title) == ("7\N{EN DASH}9", "$270", "Keep it healthy")


def test_no_treatment_is_told_too():
    frozen = content(findings=[], alternative=alternative([(1, 0, "maintenance", 30, [])]))
    frozen["alternative"]["unaddressed"] = []
    assert paper_of(frozen).found == "We found nothing that needs treatment."
    assert proposal_pdf(frozen)


def test_a_suspected_finding_is_a_question():
    frozen = content()
    frozen["findings"][0]["severity"] = {"suspected": True}
    found = paper_of(frozen).found
    assert "The nerve of tooth" not in found
    assert found.endswith("We want to look again at 14 before we say more.")


def test_an_unknown_word_is_said_by_its_own_name():
    frozen = content()
    frozen["findings"][0]["finding"] = "dens invaginatus"
    frozen["alternative"]["items"][1]["family"] = "ozone_therapy"
    paper = paper_of(frozen)
    assert "Dens invaginatus: 14." in paper.found
    assert "Ozone therapy: 12" in paper.rows[0].what or "ozone therapy: 12" in paper.rows[0].what


def test_a_language_without_words_is_told_in_english_and_says_so():
    page = read(proposal_pdf(content(language="bg")))
    assert page.trailer["/Root"]["/Lang"] == "en"


def test_names_with_signs_of_markup_stay_names():
    frozen = content()
    frozen["patient"]["name"] = 'Bo <script>"& Söhne'
    frozen["practice"]["name"] = "<img src=http://example.org/x.png>"
    told = text_of(proposal_pdf(frozen))
    assert 'Bo <script>"& Söhne' in told
    assert "<img src=" in told


def test_the_same_content_gives_the_same_words():
    assert paper_of(content()) == paper_of(content())
