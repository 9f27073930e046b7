"""The pack and the letter of an appeal: complete, on the practice's paper, kept as they were sent."""

import datetime as dt
from io import BytesIO

import pytest
from pack_made import answered, covered, drafted, version_of
from PIL import Image
from pypdf import PdfReader

from arcada.documents.preauth_sending import appeal, print_pack, send_pack
from arcada.documents.preauthorisation import appeal_html, pack_html, pack_pdf
from arcada.insurance.actions.preauth_appeal import appeal_of, write_appeal
from arcada.insurance.actions.preauth_draft import Upload, attach_image
from arcada.insurance.models import BenefitPlan, Payer

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def by(member):
    return member("coordinator")


@pytest.fixture
def pack(practice, patient, by, at):
    from arcada.cases.actions.open_case import open_case

    payer = Payer.objects.create(practice=practice, name="Blue Harbor Dental", address="PO Box 12\nSpringfield")
    plan = BenefitPlan.objects.create(practice=practice, payer=payer, name="PPO Gold", group_number="G-100")
    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    alternative = version_of(case, by, at).alternatives.get(tier="balanced")
    return drafted(by, at, alternative, covered(patient, plan), ("crown", "implant_placement"))


def text(html):
    return " ".join(html.split())


def test_the_pack_says_who_asks_whom_about_what_and_why(pack):
    said = text(pack_html(pack, DAY))
    for part in (
        "Request for a predetermination of benefits", "Blue Harbor Dental", "PO Box 12", "PA-1001-1.1", "Mara Okafor",
        "17 May 1984", "PPO Gold, group G-100", "BH-4471-1", "tooth 3 (upper right first molar)",
        "tooth 19 (lower left first molar)", "$1,290.00", "$4,430.00", "Why: The crown is needed.",
        "Periapical radiograph", "23 Feb 2026",
    ):  # fmt: skip
        assert part in said, part
    assert "guarantee" not in said


def test_a_missing_fee_leaves_the_sum_out(pack):
    pack.lines.filter(position=1).update(fee=None)
    said = text(pack_html(pack, DAY))
    assert "no fee" in said
    assert "Together" not in said


def test_images_go_along_with_their_words(pack, by, at):
    made = BytesIO()
    Image.new("L", (2000, 900), 120).save(made, "PNG")
    upload = Upload("a.png", made.getvalue(), "Periapical of tooth 3", dt.date(2026, 2, 23))
    attach_image(by=by, at=at, pack=pack, upload=upload)
    content = pack_pdf(pack, DAY)
    pages = PdfReader(BytesIO(content)).pages
    assert sum(len(page.images) for page in pages) >= 1
    assert "Periapical of tooth 3, taken 23 Feb 2026" in text(pack_html(pack, DAY))


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_the_paper_is_the_practices(pack, practice, paper, width):
    practice.paper = pack.case.patient.practice.paper = paper
    page = PdfReader(BytesIO(pack_pdf(pack, DAY))).pages[0]
    assert round(float(page.mediabox.width)) == width


def test_what_was_sent_is_what_is_kept(pack, by, at):
    row = send_pack(by=by, at=at, pack=pack, way="hand", sent=at.date(), reference="R-7")
    kept = bytes(row.documents.get(kind="pack").content)
    assert "Your number R-7" in " ".join(page.extract_text() for page in PdfReader(BytesIO(kept)).pages)


def test_files_go_into_the_folder_of_the_house(pack, by, at, settings, tmp_path):
    settings.PREAUTH_FOLDER = str(tmp_path)
    send_pack(by=by, at=at, pack=pack, way="files", sent=at.date())
    assert sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file()) == [".json", ".pdf"]


def test_an_appeal_names_the_denied_lines_and_the_insurers_words(pack, by, at):
    send_pack(by=by, at=at, pack=pack, way="hand", sent=at.date())
    row = answered(by, at, pack, "denied", "approved", "denied", reason="Not a covered service.")
    row = write_appeal(by=by, at=at, pack=row, text=appeal_of(row))
    said = text(appeal_html(row, DAY))
    assert said.count("Not a covered service.") == 4, "in the table and in the letter, for both lines"
    assert "tooth 14" not in said.split("Your answer")[1].split("We ask you")[0]
    assert appeal(by=by, at=at, pack=row, sent=at.date()).documents.filter(kind="appeal").count() == 1


def test_a_printed_draft_is_on_record(pack, by, at):
    from arcada.audit.models import Event

    assert print_pack(by=by, at=at, pack=pack).startswith(b"%PDF")
    assert Event.objects.filter(verb="printed a draft of", noun="pre-authorisation").count() == 1
