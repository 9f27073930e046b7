"""Departures from the protocols: who may read them, how they are counted, how they leave as a file."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from arcada.audit.models import Event

HERE = "insight:deviations"
DAYS = {"first": "2026-02-01", "last": "2026-03-31"}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 200), ("manager", 200), ("owner", 200), ("coordinator", 403), ("hygienist", 403), ("desk", 403)],
)
def test_who_reads_them(role, status, client_for, say):
    say("remove")
    answer = client_for(role).get(reverse(HERE), DAYS)
    assert answer.status_code == status
    if status == 200:
        said = text(answer)
        for part in (
            "Kim Dentist",
            "The patient asked for it after a talk.",
            "Crown on 14",
            "1 of 1",
            "100 %",
            "Mara Okafor",
        ):
            assert part in said, part


@pytest.mark.parametrize(
    ("role", "status"), [("dentist", 403), ("manager", 200), ("owner", 200), ("coordinator", 403), ("desk", 403)]
)
def test_who_takes_them_away(role, status, client_for, say):
    say("add")
    assert client_for(role).get(reverse("insight:deviations_file"), DAYS).status_code == status


def test_each_kind_is_counted_and_a_choice_inside_the_protocol_is_not(client_for, say, member, version):
    from arcada.cases.deviations import shares
    from arcada.web.insight.forms import PeriodForm

    for act in ("add", "remove", "defer", "provider"):
        say(act)
    say("swap", procedure="", detail={"strategy": "root_canal_and_crown", "protocol": "any@1"})
    say("release", kind="necessity", evidence="periapical_radiograph")
    say("order", kind="plain", reason="", detail={"then": {"procedure": "crown", "where": ["16"]}})
    say("swap", kind="plain", procedure="", detail={"strategy": "root_canal_and_crown"})
    period = PeriodForm(DAYS, member=member("manager"), today=dt.date(2026, 3, 31)).period()
    dentist = next(one for one in shares(member("manager"), period) if one.name == "Kim Dentist")
    assert dentist.counts == {
        "added": 1, "removed": 1, "put off": 1, "swapped": 1, "without proof": 1, "handed on": 1,
    }  # fmt: skip
    assert (dentist.departing, dentist.total) == (1, 6)


def test_only_the_days_and_the_clinician_that_are_asked_for(client_for, say, member):
    say("remove")
    client = client_for("manager")
    assert "The patient asked" not in text(client.get(reverse(HERE), {"first": "2026-04-01", "last": "2026-04-30"}))
    by = {"by": str(member("dentist").pk)}
    assert "The patient asked" in text(client.get(reverse(HERE), DAYS | by))


@pytest.mark.parametrize(
    ("description", "asked", "said"),
    [
        ("the wrong way round", {"first": "2026-03-31", "last": "2026-02-01"}, "lies after the last one"),
        ("a day that is none", {"first": "soon"}, "Enter a valid date"),
        ("too many years", {"first": "2000-01-01", "last": "2026-01-01"}, "more than ten years"),
        ("the first day of all", {"first": "0001-01-01"}, "Choose a day of this century or the last."),
        ("the last day of all", {"last": "9999-12-31"}, "Choose a day of this century or the last."),
        ("somebody of elsewhere", {"by": "4711"}, "Select a valid choice"),
    ],
)
def test_an_unclear_filter_says_what_is_wrong(description, asked, said, client_for, version):
    answer = client_for("owner").get(reverse(HERE), asked)
    assert (answer.status_code, said in text(answer)) == (422, True), description


def test_the_file_has_a_line_each_and_no_formula(client_for, say, patient):
    say("remove", reason="=HYPERLINK('x') asked for by the patient")
    answer = client_for("manager").get(reverse("insight:deviations_file"), DAYS)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["kind"] for row in rows] == ["removed"]
    assert rows[0]["reason"].startswith("'=")
    assert rows[0]["chart number"] == patient.chart_number
    assert Event.objects.filter(verb="exported", noun="departures").count() == 1


def test_a_word_that_was_taken_back_stays_and_says_so(client_for, say, member, at):
    say("remove", withdrawn_by=member("dentist"), withdrawn_at=at)
    assert "taken back 2 Mar 2026" in text(client_for("manager").get(reverse(HERE), DAYS))


def test_another_practice_is_not_in_it(client_for, version, other_practice):
    from row_maker import RowMaker

    from arcada.cases.models import Override
    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        theirs = RowMaker(other_practice).make(Override, reason="A reason of elsewhere.")
    said = text(client_for("owner").get(reverse(HERE), {"first": "2026-01-01", "last": "2026-12-31"}))
    assert theirs.reason not in said


def test_without_departures_the_page_says_so(client_for, version):
    assert "Every plan keeps to the protocols" in text(client_for("dentist").get(reverse(HERE), DAYS))
