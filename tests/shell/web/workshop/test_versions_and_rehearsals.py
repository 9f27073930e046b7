"""From draft to in force on the pages, with the difference, the open plans and the rehearsal; other practices apart."""

import pytest

from arcada.audit.models import Event
from arcada.cases.models import PlanVersion
from arcada.practice.actions import write_protocol
from arcada.practice.models import ProtocolVersion, Rehearsal
from arcada.store.tenancy import in_practice

HERE = "/protocols/cavitated_caries/versions/"


def act(client, version, name, **more):
    return client.post(f"{HERE}{version.number}/move/", {"act": name, "key": f"{name} {version.state}", **more})


def state(version):
    version.refresh_from_db()
    return version.state


def test_the_whole_way_by_buttons(client_for, draft):
    client = client_for("dentist")
    for name, then in (("submit", "submitted"), ("approve", "approved"), ("activate", "active")):
        assert f'value="{name}"' in client.get(f"{HERE}{draft.number}/").text
        assert act(client, draft, name)["Location"] == f"{HERE}{draft.number}/"
        assert state(draft) == then
    page = client.get("/protocols/cavitated_caries/").text
    assert f"Own, version {draft.number}" in page
    refused = act(client, draft, "retire", note="")
    assert refused.status_code == 422
    assert "Say why the practice goes back to the shipped text." in refused.text
    act(client, draft, "retire", note="The shipped one is as good", key="again")
    assert state(draft) == "retired"


def test_a_version_is_sent_back_with_words(client_for, draft):
    client = client_for("owner")
    act(client, draft, "submit")
    assert act(client, draft, "send_back", note=" ").status_code == 422
    act(client, draft, "send_back", note="Name the source", key="b")
    assert (state(draft), draft.note) == ("draft", "Name the source")


def test_a_button_pressed_twice_or_out_of_turn(client_for, draft):
    client = client_for("dentist")
    assert act(client, draft, "activate").status_code == 422
    act(client, draft, "submit")
    act(client, draft, "submit")
    assert Event.objects.filter(noun="protocol", verb="submitted").count() == 1
    assert act(client, draft, "burn").status_code == 422


@pytest.mark.parametrize("role", ["coordinator", "hygienist"])
def test_who_only_reads_sees_no_button_no_patient_and_moves_nothing(client_for, role, approved, compiled):
    client = client_for(role)
    page = client.get(f"{HERE}{approved.number}/").text
    assert "Next step" not in page
    assert "Rehearsal" not in page
    assert "Okafor" not in page
    assert act(client, approved, "activate").status_code == 403
    assert client.get(f"{HERE}{approved.number}/open/").status_code == 403
    assert client.post(f"{HERE}{approved.number}/rehearse/", {"cases": "3", "key": "k"}).status_code == 403


def test_the_difference_is_told_in_words_and_in_lines(client_for, draft, plain):
    page = client_for("dentist").get(f"{HERE}{draft.number}/").text
    assert "First in every plan" in page
    assert "<del>" in page
    assert "Glass-ionomer fillings" in page
    assert '<tr class="add">' in page
    same = client_for("dentist").get(f"{HERE}{draft.number}/", {"with": "77"})
    assert same.status_code == 404


def test_open_plans_in_the_way_are_listed_and_their_reading_is_recorded(client_for, draft, compiled, at):
    ProtocolVersion.objects.filter(pk=draft.pk).update(
        text=draft.text.replace("when: not tooth.primary", "when: tooth.primary").replace(
            "[simple, layered]", "[simple]"
        )
    )
    client = client_for("dentist")
    act(client, draft, "submit")
    act(client, draft, "approve")
    assert f'hx-get="{HERE}{draft.number}/open/"' in client.get(f"{HERE}{draft.number}/").text
    page = client.get(f"{HERE}{draft.number}/open/").text
    assert "Mara Okafor" in page
    assert f"/patients/{compiled.case.patient_id}/plan/" in page
    assert Event.objects.filter(noun="open plan", patient_id=compiled.case.patient_id).exists()
    refused = act(client, draft, "activate")
    assert refused.status_code == 422
    assert "1 open plan would be left without an answer: Mara Okafor (case 1)." in refused.text
    assert state(draft) == "approved"


def rehearsed(client, version, cases="20"):
    answer = client.post(f"{HERE}{version.number}/rehearse/", {"cases": cases, "key": f"r{cases}"})
    return answer["Location"]


def test_a_rehearsal_shows_its_progress_and_then_what_would_differ(client_for, approved, compiled):
    client = client_for("dentist")
    place = rehearsed(client, approved)
    begun = client.get(place).text
    assert "0 of 1" in begun
    assert 'hx-trigger="load delay:40ms"' in begun
    done = client.post(f"{place}next/", headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in done
    assert "1 would differ" in done
    assert "Mara Okafor" in done
    assert "Glass-ionomer filling" in done
    assert f"/patients/{compiled.case.patient_id}/plan/" in done
    assert PlanVersion.objects.count() == 1
    assert Event.objects.filter(noun="rehearsed plan", patient_id=compiled.case.patient_id).exists()
    assert "1 would differ" in client.get(f"{HERE}{approved.number}/").text
    assert client.post(f"{place}next/")["Location"] == place


def test_who_does_not_read_charts_sees_figures_without_treatments(client_for, approved, compiled):
    client = client_for("owner")
    place = rehearsed(client, approved)
    client.post(f"{place}next/")
    page = client.get(place).text
    assert "Mara Okafor" in page
    assert "Glass-ionomer filling" not in page
    assert "price" in page


def test_another_text_has_no_rehearsal_yet(client_for, draft, compiled, plain):
    client = client_for("dentist")
    client.post(f"{rehearsed(client, draft)}next/")
    assert "This very text" in client.get(f"{HERE}{draft.number}/").text
    ProtocolVersion.objects.filter(pk=draft.pk).update(text=draft.text.replace("is filled", "is closed"))
    assert "was not tried on the practice" in client.get(f"{HERE}{draft.number}/").text


@pytest.mark.parametrize("cases", ["0", "501", "x", "", "-3", "9" * 400, "²"])
def test_a_number_of_cases_that_cannot_be_is_told(client_for, approved, compiled, cases):
    client = client_for("dentist")
    answer = client.post(f"{HERE}{approved.number}/rehearse/", {"cases": cases, "key": "k"}, follow=True)
    assert "Choose between 1 and 500 cases." in answer.text
    assert not Rehearsal.objects.exists()


def test_without_plans_there_is_nothing_to_rehearse(client_for, approved):
    answer = client_for("dentist").post(f"{HERE}{approved.number}/rehearse/", {"cases": "5", "key": "k"}, follow=True)
    assert "No case of this practice has a plan yet" in answer.text


PLACES = [
    "/protocols/cavitated_caries/versions/{number}/",
    "/protocols/cavitated_caries/versions/{number}/open/",
    "/protocols/cavitated_caries/?version={number}",
    "/protocols/rehearsals/{rehearsal}/",
]
SENDS = [
    "/protocols/cavitated_caries/versions/{number}/move/",
    "/protocols/cavitated_caries/versions/{number}/rehearse/",
    "/protocols/rehearsals/{rehearsal}/next/",
]


def test_another_practice_s_versions_and_rehearsals_are_not_there(client_for, member, other_practice, plain, at):
    from made import make_member

    client = client_for("dentist")
    client.get("/protocols/")
    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "dentist")
        row = write_protocol(by=stranger, at=at, protocol="cavitated_caries", text=plain)
        rehearsal = Rehearsal.objects.create(
            practice=other_practice, protocol="cavitated_caries", text=plain, sought=[], started_by=stranger,
            started_at=at,
        )  # fmt: skip
    told = {"number": row.number, "rehearsal": rehearsal.pk}
    for place in PLACES:
        assert client.get(place.format(**told)).status_code == 404, place
    for place in SENDS:
        assert client.post(place.format(**told), {"act": "submit", "cases": "3", "key": "k"}).status_code == 404, place
    assert "Draft" not in client.get("/protocols/").text
    with in_practice(other_practice.pk):
        assert ProtocolVersion.objects.get().state == "draft"
