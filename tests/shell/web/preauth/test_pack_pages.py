"""The pages of packs: each role what it may, nothing typed is lost, sent twice is once, others' packs are not there."""

import json
from io import BytesIO

import pytest
from pack_made import answered, pdf, sent, today
from PIL import Image

from arcada.cases.submission import new_key
from arcada.insurance.models import PreAuthDocument, PreAuthEvent, PreAuthorisation


def text(response):
    return " ".join(response.content.decode().split())


def send(client, address, pack, **changes):
    from django.utils import timezone

    from arcada.practice.clock import local_day

    form = {"key": new_key(), "way": "hand", "sent": str(local_day(timezone.now(), pack.practice))} | changes
    return client.post(address("send", pack.pk), form)


def answer(client, address, pack, *states, **changes):
    from django.utils import timezone

    from arcada.practice.clock import local_day

    form = {"key": new_key(), "answered": str(local_day(timezone.now(), pack.practice)), "text": "", "reference": ""}
    for rank, state in enumerate(states, start=1):
        form |= {f"state-{rank}": state, f"approved-{rank}": "", f"reason-{rank}": ""}
    return client.post(address("answer", pack.pk), form | changes)


def test_from_nothing_to_a_pack(client_for, alternative, coverage, address):
    client = client_for("coordinator")
    assert "Nobody was asked yet" in text(client.get(address("show")))
    said = text(client.get(address("new")))
    for part in ("Blue Harbor Dental", "Which lines", "costs much", "Write the pack"):
        assert part in said, part
    crowns = [str(row.pk) for row in alternative.items.all() if row.family == "crown"]
    form = {"key": new_key(), "coverage": str(coverage.pk), "use": "predetermination", "items": crowns}
    there = client.post(address("new"), form)
    pack = PreAuthorisation.objects.get()
    assert there.url == address("pack", pack.pk)
    client.post(address("new"), form)
    assert PreAuthorisation.objects.count() == 1, "sent twice is once"
    said = text(client.get(there.url))
    for part in ("As the insurer reads it", "The crown is needed.", "Hand it over"):
        assert part in said, part
    assert client.post(address("new"), form | {"key": new_key(), "items": []}).status_code == 422


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("dentist", 200, 403),
        ("coordinator", 200, 302),
        ("hygienist", 403, 403),
        ("desk", 200, 302),
        ("manager", 200, 302),
        ("owner", 200, 302),
    ],
)
def test_who_reads_and_who_sends(client_for, pack, address, role, reads, writes):
    client = client_for(role)
    assert client.get(address("pack", pack.pk)).status_code == reads
    assert client.get("/insurers/").status_code == reads
    assert send(client, address, pack).status_code == writes


def test_the_dentist_writes_the_narrative_and_a_stale_one_is_kept_on_the_page(client_for, pack, address):
    client = client_for("dentist")
    form = {"key": new_key(), "narrative": "My own words.", "revision": pack.revision}
    assert client.post(address("narrative", pack.pk), form).status_code == 302
    late = client.post(address("narrative", pack.pk), form | {"key": new_key(), "narrative": "Later words."})
    assert late.status_code == 422
    assert "Later words." in text(late)
    assert "Somebody else changed this pack" in text(late)
    pack.refresh_from_db()
    assert pack.narrative == "My own words."
    shown = client.post(address("preview", pack.pk), {"narrative": "One.\n\nTwo <b>."})
    assert shown.content.decode().count("<p>") == 2
    assert "&lt;b&gt;" in shown.content.decode()


def test_an_image_goes_along_and_is_shown(client_for, pack, address):
    made = BytesIO()
    Image.new("L", (40, 30), 90).save(made, "PNG")
    made.seek(0)
    made.name = "tooth.png"
    client = client_for("coordinator")
    form = {"key": new_key(), "caption": "Periapical of tooth 3", "image": made}
    assert client.post(address("image", pack.pk), form).status_code == 302
    document = PreAuthDocument.objects.get(kind="image")
    shown = client.get(address("paper", pack.pk, document.pk))
    assert shown["Content-Type"] == "image/png"
    assert client.post(address("leave_out", pack.pk, document.pk)).status_code == 302
    assert str(document.pk) not in text(client.get(address("pack", pack.pk)))
    text_file = BytesIO(b"no image")
    text_file.name = "a.png"
    refused = client.post(address("image", pack.pk), {"key": new_key(), "caption": "x", "image": text_file})
    assert refused.status_code == 422
    assert "cannot be read" in text(refused)


def test_sent_answered_denied_appealed(client_for, pack, address):
    client = client_for("coordinator")
    assert send(client, address, pack, reference="R-1").status_code == 302
    said = text(client.get(address("pack", pack.pk)))
    assert "Answer due" in said
    assert "Not booked until the insurer has answered." in said
    refused = answer(client, address, pack, "denied", "approved")
    assert refused.status_code == 422
    assert "Write down the insurer" in refused.content.decode().replace("&#x27;", "'")
    words = {"reason-1": "A filling would do.", "approved-2": "645.00"}
    assert answer(client, address, pack, "denied", "approved", **words).status_code == 302
    said = text(client.get(address("pack", pack.pk)))
    for part in (
        "Partly approved",
        "A filling would do.",
        "$645 approved",
        "Appeal until",
        "Adjust to what is covered",
    ):
        assert part in said, part
    kept = client.post(address("appeal", pack.pk), {"key": new_key(), "appeal": "A filling would not hold."})
    assert kept.status_code == 302
    assert client.get(address("pdf", pack.pk) + "?letter")["Content-Type"] == "application/pdf"
    from django.utils import timezone

    from arcada.practice.clock import local_day

    today = str(local_day(timezone.now(), pack.practice))
    assert client.post(address("appeal_send", pack.pk), {"key": new_key(), "sent": today}).status_code == 302
    pack.refresh_from_db()
    assert pack.state == "pending"


def test_a_file_of_another_patient_is_refused_with_its_field(client_for, pack, address, by, now):
    sent(by, now, pack)
    told = {
        "resourceType": "ClaimResponse", "status": "active", "type": {"coding": [{"code": "oral"}]},
        "use": "predetermination", "patient": {"identifier": {"value": "9999"}}, "created": str(today(now, by)),
        "insurer": {"display": "x"}, "request": {"identifier": {"value": "PA-1001-1.1"}}, "outcome": "complete",
    }  # fmt: skip
    content = BytesIO(json.dumps(told).encode())
    content.name = "answer.json"
    refused = client_for("desk").post(address("file", pack.pk), {"key": new_key(), "file": content})
    assert refused.status_code == 422
    assert "The answer is about another patient." in text(refused)
    assert not PreAuthDocument.objects.filter(kind="response").exists()


def test_treating_without_needs_the_patient_and_keeps_what_was_typed(client_for, pack, address, by, now):
    sent(by, now, pack)
    line = pack.lines.get(position=1)
    client = client_for("coordinator")
    form = {"key": new_key(), "why": "The tooth hurts and cannot wait.", "informed": "Mara Okafor"}
    refused = client.post(address("without", pack.pk, line.pk), form)
    assert refused.status_code == 422
    assert "The tooth hurts and cannot wait." in text(refused)
    assert client.post(address("without", pack.pk, line.pk), form | {"agrees": "on"}).status_code == 302
    assert "Done without waiting" in text(client.get(address("pack", pack.pk)))
    assert client_for("desk").post(address("without", pack.pk, line.pk), form).status_code == 403


def test_a_condition_is_met_by_a_word(client_for, pack, address, by, now):
    sent(by, now, pack)
    answered(by, now, pack, "approved", "conditional", reason="After root canal treatment.")
    line = pack.lines.get(position=2)
    client = client_for("dentist")
    assert "Not booked until somebody confirms" in text(client.get(address("pack", pack.pk)))
    assert client.post(address("met", pack.pk, line.pk), {"key": new_key(), "how": "yes"}).status_code == 422
    good = {"key": new_key(), "how": "Root canal finished last week."}
    assert client.post(address("met", pack.pk, line.pk), good).status_code == 302
    assert "Root canal finished last week." in text(client.get(address("pack", pack.pk)))


def test_the_coordinator_asks_the_dentist_who_may_adjust(client_for, pack, address, by, now):
    from arcada.coordination.models import Task

    sent(by, now, pack)
    answered(by, now, pack, "denied", "denied")
    line = pack.lines.get(position=1)
    client = client_for("coordinator")
    assert "Ask the dentist" in text(client.get(address("adjust", pack.pk, line.pk)))
    assert client.post(address("ask_dentist", pack.pk, line.pk), {"key": new_key()}).status_code == 302
    assert Task.objects.get().role == "dentist"
    with_form = {"key": new_key(), "way": "f2:x", "why": "The insurer denied it.", "version": "1"}
    assert client.post(address("adjust", pack.pk, line.pk), with_form).status_code in (403, 422)


def test_the_worklist_puts_late_ones_first(client_for, pack, by, now):
    sent(by, now, pack)
    PreAuthorisation.objects.update(due_date="2020-01-01")
    said = text(client_for("coordinator").get("/insurers/"))
    assert "1 late" in said
    assert "Answer was due 1 Jan 2020" in said


def test_what_is_read_is_on_record_and_other_practices_see_nothing(client_for, pack, address, other_practice, patient):
    from django.test import Client
    from made import make_member

    from arcada.audit.models import Event
    from arcada.store.tenancy import in_practice

    client_for("coordinator").get(address("pack", pack.pk))
    assert Event.objects.filter(noun="pre-authorisation", patient_id=patient.pk, kind="read").exists()
    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "owner")
    client = Client()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address("pack", pack.pk)).status_code == 404
    assert client.get(address("show")).status_code == 404


def test_a_pack_of_another_patient_is_not_there(client_for, pack, practice, now):
    from django.urls import reverse

    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=practice, given_name="Ada", family_name="Brandt", birth_date="1990-01-01", chart_number="1003",
        registered_at=now,
    )  # fmt: skip
    assert client_for("owner").get(reverse("preauth:pack", args=[other.pk, pack.pk])).status_code == 404


def test_withdrawing_needs_a_reason(client_for, pack, address):
    client = client_for("desk")
    assert client.post(address("withdraw", pack.pk), {"key": new_key(), "why": "no"}).status_code == 422
    good = {"key": new_key(), "why": "The patient changed the insurer."}
    assert client.post(address("withdraw", pack.pk), good).status_code == 302
    assert "Withdrawn" in text(client.get(address("pack", pack.pk)))
    assert PreAuthEvent.objects.filter(act="withdrawn").count() == 1
    assert pdf(pack).startswith(b"%PDF")


def test_the_clocks_of_one_insurer_and_of_all(client_for, coverage, member):
    from arcada.insurance.models import PreAuthTerms

    payer = coverage.policy.plan.payer
    client = client_for("coordinator")
    assert "Usual in the United States" in text(client.get("/insurers/clocks/"))
    good = {
        "key": new_key(), "answer_days": "14", "appeal_days": "90", "appeal_answer_days": "30", "valid_days": "180",
        "warn_days": "20", "ask_from": "250", "ask_for": ["crowns"],
    }  # fmt: skip
    assert client.post("/insurers/clocks/", good).status_code == 403, "those of all are settings"
    there = client.post("/insurers/clocks/", good | {"key": new_key(), "payer": str(payer.pk)})
    assert there.status_code == 302
    row = PreAuthTerms.objects.get()
    assert (row.payer_id, row.answer_days, row.ask_for) == (payer.pk, 14, ["crowns"])
    refused = client_for("manager").post("/insurers/clocks/", good | {"key": new_key(), "answer_days": "0"})
    assert refused.status_code == 422
    assert "from 1 to 730" in text(refused)
    assert client.get("/insurers/clocks/?payer=nobody").status_code == 404
