"""The cards of the plans say what insurers are expected to pay and what is left, to those who see prices."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from insured import make_coverage, make_plan

from arcada.display.phrases import PLAIN
from arcada.web.plan.presenters.shares import facts_of


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2026-03-02 15:30:00+00:00", tick=False)


def test_an_insured_patient_s_cards_show_the_share(client_for, version, patient, address):
    make_coverage(patient, make_plan(patient.practice))
    page = client_for("coordinator").get(address("show")).text
    assert page.count("insurance, expected") == 3
    assert page.count("Mara’s share, estimate") == 3
    assert "$8,425" in page


@pytest.mark.parametrize(
    ("write_off", "words"),
    [
        (0, ["insurance, expected", "Mara’s share, estimate"]),
        (100, ["insurance, expected", "written off by contract", "Mara’s share, estimate"]),
    ],
)
def test_the_figures_of_a_card_add_up_to_its_price(write_off, words):
    now = SimpleNamespace(
        write_off=Decimal(write_off),
        low=Decimal(2945 - write_off),
        high=Decimal(2945 - write_off),
        complete=True,
        insurers_range=lambda: (Decimal(825), Decimal(825)),
    )
    told = facts_of(now, "Mara", PLAIN)
    assert [what for _, what in told] == words
    assert sum(Decimal(figure.strip("$").replace(",", "")) for figure, _ in told) == Decimal(3770)


def test_what_is_not_known_is_a_range(client_for, version, patient, address):
    make_coverage(patient, make_plan(patient.practice, unknown=["accumulators"]))
    assert "$8,425\N{EN DASH}$9,925" in client_for("coordinator").get(address("show")).text


def test_without_insurance_there_is_the_price_alone(client_for, version, address):
    assert "insurance, expected" not in client_for("coordinator").get(address("show")).text


def test_who_sees_no_prices_sees_no_share(client_for, version, patient, address):
    make_coverage(patient, make_plan(patient.practice))
    page = client_for("hygienist").get(address("show"))
    assert page.status_code == 200
    assert "share, estimate" not in page.text
