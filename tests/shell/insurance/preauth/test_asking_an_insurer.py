"""A pack from its draft to its end: who may, what is kept, which states follow from which answers."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from pack_made import answered, drafted, pdf, said, sent

from arcada.core.kernel import Refusal
from arcada.insurance.actions.preauth_answer import LineSaid, Said, record_answer
from arcada.insurance.actions.preauth_appeal import appeal_of, send_appeal, write_appeal
from arcada.insurance.actions.preauth_decide import Informed, meet_condition, treat_without, withdraw
from arcada.insurance.actions.preauth_draft import Upload, attach_image, edit_narrative
from arcada.insurance.actions.preauth_send import Handing, confirm_receipt, send
from arcada.insurance.actions.preauth_terms import Terms, set_terms
from arcada.insurance.models import PreAuthDocument, PreAuthEvent, PreAuthLine
from arcada.insurance.preauth.queries import waiting_for_insurers
from arcada.insurance.preauth.standing import standing
from arcada.practice.access import NotAllowed

DAY = dt.timedelta(days=1)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def by(member):
    return member("coordinator")


def code(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_a_draft_tells_what_was_found_why_it_is_done_and_what_less_would_do(pack):
    assert pack.state == "draft"
    assert [row.name for row in pack.lines.all()] == ["Crown", "Crown"]
    assert pack.narrative == (
        "Crown, tooth 3 (upper right first molar); Crown, tooth 14 (upper left first molar). "
        "Found: crown-root fracture, tooth 12 (upper left first premolar). "
        "Shown by: periapical radiograph of 23 Feb 2026. Why: The crown is needed. "
        "Less invasive way: A filling was considered; it would not hold."
    )


def test_the_narrative_is_not_written_over_unseen(pack, by, member, at):
    mine = edit_narrative(by=by, at=at, pack=pack, text="Two crowns.", expected_revision=pack.revision)
    assert mine.narrative == "Two crowns."
    late = edit_narrative(by=member("dentist"), at=at, pack=pack, text="Mine.", expected_revision=pack.revision)
    assert code(late) == "stale"
    assert code(edit_narrative(by=by, at=at, pack=pack, text="  ", expected_revision=mine.revision)) == "empty"


def test_the_dentist_writes_but_the_hygienist_does_not(pack, member, at):
    edited = edit_narrative(by=member("dentist"), at=at, pack=pack, text="My words.", expected_revision=pack.revision)
    assert edited.narrative_by == member("dentist")
    with pytest.raises(NotAllowed):
        edit_narrative(by=member("hygienist"), at=at, pack=pack, text="x", expected_revision=edited.revision)


@pytest.mark.parametrize(
    ("content", "caption", "taken", "wanted"),
    [  # an image, and what cannot be one
        (PIXEL, "Periapical of tooth 3", None, ""),
        (PIXEL, " ", None, "no_caption"),
        (PIXEL, "Periapical", dt.date(2027, 1, 1), "not_yet"),
        (b"", "Periapical", None, "image_size"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Periapical", None, "no_image"),
        (PIXEL[:40], "Periapical", None, "no_image"),
    ],
)
def test_only_images_that_can_be_read_go_along(pack, by, at, content, caption, taken, wanted):
    made = attach_image(by=by, at=at, pack=pack, upload=Upload("a.png", content, caption, taken))
    assert (made.code if isinstance(made, Refusal) else "") == wanted
    if not wanted:
        again = attach_image(by=by, at=at, pack=pack, upload=Upload("b.png", content, caption, taken))
        assert again.pk == made.pk


def test_sending_keeps_the_papers_and_starts_the_clock(pack, by, at):
    row = sent(by, at, pack, "R-1")
    assert (row.state, row.sent_date, row.due_date) == ("sent", dt.date(2026, 3, 2), dt.date(2026, 4, 1))
    assert sorted(row.documents.values_list("kind", flat=True)) == ["claim", "pack"]
    assert code(sent(by, at, pack)) == "other_state"


def test_files_are_dropped_whole(pack, by, at, tmp_path):
    attach_image(by=by, at=at, pack=pack, upload=Upload("a.png", PIXEL, "Periapical"))
    row = send(by=by, at=at, pack=pack, handing=Handing("files", at.date(), folder=tmp_path), make_pdf=pdf)
    home = tmp_path / str(row.practice_id) / "PA-1001-1.1"
    names = sorted(path.name for path in home.iterdir())
    assert len(names) == 3
    assert names[0] == "PA-1001-1.1.json"
    assert names[1] == "PA-1001-1.1.pdf"
    assert names[2].startswith("image-")
    assert (home / names[2]).read_bytes() == PIXEL


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        (("approved", "approved"), "approved"),
        (("approved", "denied"), "partly"),
        (("conditional", "denied"), "partly"),
        (("approved", "conditional"), "conditional"),
        (("denied", "denied"), "denied"),
        (("approved",), "pending"),
    ],
)
def test_the_state_follows_from_the_lines(pack, by, at, states, wanted):
    sent(by, at, pack)
    assert answered(by, at, pack, *states).state == wanted


def test_an_approval_without_a_last_day_ends_by_the_clock_and_then_has_expired(pack, by, at):
    sent(by, at, pack)
    row = answered(by, at, pack, "approved", "approved")
    assert row.valid_until == dt.date(2026, 8, 29)
    assert standing(row, row.valid_until) == "approved"
    assert standing(row, row.valid_until + DAY) == "expired"


@pytest.mark.parametrize(
    ("line", "wanted", "where"),
    [
        (LineSaid(1, "denied"), "no_reason", "reason-1"),
        (LineSaid(1, "conditional", Decimal(10)), "no_reason", "reason-1"),
        (LineSaid(1, "approved", Decimal(-1)), "negative_amount", "approved-1"),
        (LineSaid(1, "approved", Decimal("1290.01")), "more_than_asked", "approved-1"),
        (LineSaid(1, "denied", Decimal(1), "No."), "amount_without_approval", "approved-1"),
        (LineSaid(1, "banana"), "unknown_state", "state-1"),
        (LineSaid(7, "approved"), "no_lines", "lines"),
    ],
)
def test_an_answer_that_cannot_be_true_changes_nothing(pack, by, at, line, wanted, where):
    sent(by, at, pack)
    outcome = record_answer(by=by, at=at, pack=pack, said=Said([line], at.date()))
    assert (outcome.code, outcome.where) == (wanted, where)
    assert set(pack.lines.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.parametrize(
    ("answered_on", "until", "wanted"),
    [
        (dt.date(2026, 3, 3), None, "not_yet"),
        (dt.date(2026, 3, 1), None, "before_asking"),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 1), "odd_day"),
        (dt.date(2026, 3, 2), dt.date(2126, 3, 1), "odd_day"),
    ],
)
def test_days_of_an_answer_must_be_possible(pack, by, at, answered_on, until, wanted):
    sent(by, at, pack)
    told = Said([LineSaid(1, "approved")], answered_on, until)
    assert code(record_answer(by=by, at=at, pack=pack, said=told)) == wanted


def test_a_receipt_makes_it_pending_under_the_insurers_number(pack, by, at):
    sent(by, at, pack)
    row = confirm_receipt(by=by, at=at, pack=pack, reference="BH-77", due=dt.date(2026, 3, 20))
    assert (row.state, row.reference, row.due_date) == ("pending", "BH-77", dt.date(2026, 3, 20))


def test_only_a_persons_word_meets_a_condition(pack, by, at):
    sent(by, at, pack)
    answered(by, at, pack, "approved", "conditional", reason="After root canal treatment only.")
    line = pack.lines.get(position=2)
    assert code(meet_condition(by=by, at=at, line=line, how="yes")) == "reason_too_short"
    met = meet_condition(by=by, at=at, line=line, how="Root canal finished on 1 March.")
    assert met.met.startswith("Root canal")
    answered(by, at, pack, "approved", "conditional", reason="Another condition now.")
    assert pack.lines.get(position=2).met == ""


def test_treatment_without_an_answer_needs_a_reason_a_name_and_consent(pack, by, member, at):
    sent(by, at, pack)
    line = pack.lines.get(position=1)
    why = "The tooth hurts and cannot wait."
    for informed, wanted in (
        (Informed("short", "Mara Okafor", agrees=True), "reason_too_short"),
        (Informed(why, " ", agrees=True), "no_name"),
        (Informed(why, "Mara Okafor", agrees=False), "not_agreed"),
    ):
        assert code(treat_without(by=by, at=at, line=line, informed=informed)) == wanted
    with pytest.raises(NotAllowed):
        treat_without(by=member("desk"), at=at, line=line, informed=Informed(why, "Mara Okafor", agrees=True))
    done = treat_without(by=by, at=at, line=line, informed=Informed(why, "Mara Okafor", agrees=True))
    assert done.informed == "Mara Okafor"
    assert PreAuthEvent.objects.filter(act="released").count() == 1
    treat_without(by=by, at=at, line=line, informed=Informed(why, "Mara Okafor", agrees=True))
    assert PreAuthEvent.objects.filter(act="released").count() == 1


def test_an_appeal_is_the_same_narrative_with_the_reason_and_has_a_day(pack, by, at):
    sent(by, at, pack)
    row = answered(by, at, pack, "denied", "denied", reason="A filling would do.")
    assert row.appeal_until == dt.date(2026, 8, 29)
    text = appeal_of(row)
    assert "A filling would do." in text
    assert text.endswith(row.narrative)
    assert code(send_appeal(by=by, at=at, pack=row, sent=at.date(), make_pdf=pdf)) == "empty"
    write_appeal(by=by, at=at, pack=row, text=text)
    late = row.appeal_until + DAY
    moment = dt.datetime(late.year, late.month, late.day, 15, tzinfo=dt.UTC)
    assert code(send_appeal(by=by, at=moment, pack=row, sent=late, make_pdf=pdf)) == "too_late"
    again = send_appeal(by=by, at=at, pack=row, sent=at.date(), make_pdf=pdf)
    assert (again.state, again.due_date) == ("pending", dt.date(2026, 4, 1))
    assert again.lines.get(position=1).state == "denied"
    final = answered(by, at, again, "denied", "denied", reason="We hold to it.")
    assert code(send_appeal(by=by, at=at, pack=final, sent=at.date(), make_pdf=pdf)) == "appealed_already"


def test_a_withdrawn_pack_takes_no_answer(pack, by, at):
    sent(by, at, pack)
    assert code(withdraw(by=by, at=at, pack=pack, why="oops")) == "reason_too_short"
    assert withdraw(by=by, at=at, pack=pack, why="The patient changed the insurer.").state == "withdrawn"
    assert code(answered(by, at, pack, "approved", "approved")) == "other_state"


def test_clocks_are_those_of_the_plan_then_the_payer_then_the_practice(pack, payer, plan, by, member, at):
    set_terms(by=member("manager"), at=at, terms=Terms(answer_days=10))
    set_terms(by=by, at=at, payer=payer, terms=Terms(answer_days=20))
    assert sent(by, at, pack).due_date == dt.date(2026, 3, 22)
    set_terms(by=by, at=at, plan=plan, payer=payer, terms=Terms(answer_days=5))
    other = drafted(by, at, pack.alternative, pack.coverage, ("implant_placement",))
    assert sent(by, at, other).due_date == dt.date(2026, 3, 7)
    assert code(set_terms(by=by, at=at, payer=payer, terms=Terms(answer_days=0))) == "odd_days"
    assert code(set_terms(by=by, at=at, payer=payer, terms=Terms(ask_for=("telepathy",)))) == "unknown_name"
    with pytest.raises(NotAllowed):
        set_terms(by=by, at=at, terms=Terms())


def test_late_ones_come_first_and_drafts_last(pack, alternative, coverage, by, at):
    drafted(by, at, alternative, coverage, ("implant_crown",))
    soon = drafted(by, at, alternative, coverage, ("implant_placement",))
    sent(by, at, pack)
    sent(by, at, soon)
    confirm_receipt(by=by, at=at, pack=soon, due=dt.date(2026, 3, 10))
    rows = waiting_for_insurers(by, dt.date(2026, 3, 12))
    assert [(one.pack.number, one.late) for one in rows] == [(3, True), (1, False), (2, False)]


def test_what_happened_and_what_was_kept_cannot_be_changed(pack, by, at):
    sent(by, at, pack)
    for change in (
        lambda: PreAuthEvent.objects.update(text="never"),
        lambda: PreAuthDocument.objects.update(content=b"other"),
        lambda: PreAuthDocument.objects.all().delete(),
        lambda: PreAuthLine.objects.update(state="denied", reason=""),
        lambda: PreAuthLine.objects.update(approved=-1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_pack_asks_about_lines_of_this_plan_and_coverage_only(alternative, coverage, by, at):
    from arcada.insurance.actions.preauth_draft import draft

    rows = [row.pk for row in alternative.items.all()[:1]]
    assert code(draft(by=by, at=at, alternative=alternative, coverage=coverage, items=[])) == "no_items"
    other = alternative.version.alternatives.get(tier="premium").items.first()
    assert code(draft(by=by, at=at, alternative=alternative, coverage=coverage, items=[other.pk])) == "no_items"
    odd = draft(by=by, at=at, alternative=alternative, coverage=coverage, items=rows, use="claim")
    assert code(odd) == "unknown_use"
    coverage.removed_at = at
    assert code(draft(by=by, at=at, alternative=alternative, coverage=coverage, items=rows)) == "other_patient"


def test_a_second_answer_takes_the_place_of_the_first(pack, by, at):
    sent(by, at, pack)
    answered(by, at, pack, "denied", "denied")
    row = record_answer(by=by, at=at, pack=pack, said=said(pack, at, "approved"))
    assert row.state == "partly"
    assert [event.act for event in row.events.all()] == ["drafted", "sent", "answered", "answered"]


def test_the_clinics_own_code_goes_along(alternative, coverage, by, at, practice):
    from row_maker import RowMaker

    from arcada.practice.models import ClinicCode

    RowMaker(practice).make(ClinicCode, code="CR-7", procedure="crown")
    assert {row.code for row in drafted(by, at, alternative, coverage).lines.all()} == {"CR-7"}
