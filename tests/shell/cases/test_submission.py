"""A form sent twice has one effect, at the same moment too; a refused one can be sent again."""

from threading import Barrier, Thread

import pytest
from made import make_member, make_practice

from arcada.cases.actions.open_case import open_case
from arcada.cases.models import Case
from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.store.tenancy import in_practice


def opening(by, at, patient, title="Upper left pain"):
    return lambda: open_case(by=by, at=at, patient=patient, title=title)


def test_the_second_send_gives_what_the_first_made(coordinator, at, patient):
    key = new_key()
    first = once(by=coordinator, at=at, key=key, verb="open case", act=opening(coordinator, at, patient))
    second = once(by=coordinator, at=at, key=key, verb="open case", act=opening(coordinator, at, patient))
    assert (first.repeated, second.repeated, Case.objects.count()) == (False, True, 1)
    assert second.noun_id == first.made.pk == first.noun_id


def test_another_drawing_of_the_form_is_another_send(coordinator, at, patient):
    for _ in range(2):
        once(by=coordinator, at=at, key=new_key(), verb="open case", act=opening(coordinator, at, patient))
    assert Case.objects.count() == 2


def test_a_refused_form_is_mended_and_sent_again(coordinator, at, patient):
    key = new_key()
    refused = once(by=coordinator, at=at, key=key, verb="open", act=opening(coordinator, at, patient, " "))
    assert isinstance(refused.refusal, Refusal)
    mended = once(by=coordinator, at=at, key=key, verb="open", act=opening(coordinator, at, patient))
    assert mended.made is not None


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_its_key_is_told(key, coordinator, at, patient):
    sent = once(by=coordinator, at=at, key=key, verb="open", act=opening(coordinator, at, patient))
    assert (sent.refusal.code, Case.objects.count()) == ("no_submission_key", 0)


def test_two_sends_at_one_moment_have_one_effect(committed, at):
    from django.db import connections

    from arcada.patients.models import Patient

    practice = make_practice("Lindenhof Dental")
    with in_practice(practice.pk):
        by = make_member(practice, "coordinator")
        patient = Patient.objects.create(
            practice=practice, given_name="Mara", family_name="Okafor", birth_date="1984-05-17", registered_at=at
        )
    key, together, sent = new_key(), Barrier(2), []

    def send():
        together.wait()
        with in_practice(practice.pk):
            sent.append(once(by=by, at=at, key=key, verb="open", act=opening(by, at, patient)))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with in_practice(practice.pk):
        assert Case.objects.count() == 1
    assert sorted(one.repeated for one in sent) == [False, True]
    assert len({one.noun_id for one in sent}) == 1
