"""The pages of coverage: who may, entering one in one go, refusals that keep what was typed, sent twice counts once."""

import datetime as dt
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from arcada.insurance.models import BenefitPlan, Coverage, LedgerEntry, Payer, Policy
from arcada.patients.models import Patient
from arcada.practice.models import Practice
from arcada.store.keys import uuid7
from arcada.store.tenancy import in_practice
from arcada.web.cover.forms.plan import PlanForm

ClientFor = Callable[[str], Client]


def here(patient: Patient, rest: str = "") -> str:
    return f"/patients/{patient.pk}/money/coverage/{rest}"


def typed(key: str = "", **changes: str) -> dict[str, str]:
    told = {
        "key": key or str(uuid7()),
        "relationship": "self",
        "member_id": "M-77",
        "source": "phone",
        "verified_on": "2026-02-27",
        "used_on": "2026-02-27",
    }
    return told | changes


def of_template(**changes: str) -> dict[str, str]:
    """What the form sends when nothing of the template is changed."""
    from arcada.insurance.templates import template_of

    template = template_of("ppo_100_80_50")
    assert template is not None
    cells = {name: str(value) for name, value in PlanForm.of_template(template).items() if value}
    return cells | {"payer": "Blue Harbor Dental", "group_number": "BH-1"} | typed(**changes)


def words_of(response: object) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [
        ("dentist", 200, 403),
        ("coordinator", 200, 200),
        ("desk", 200, 200),
        ("hygienist", 403, 403),
        ("owner", 200, 200),
    ],
)
def test_who_may_look_and_who_may_change(
    role: str, sees: int, changes: int, client_for: ClientFor, coverage: Coverage, patient: Patient
) -> None:
    client = client_for(role)
    assert client.get(here(patient)).status_code == sees
    assert client.get(here(patient, f"{coverage.pk}/")).status_code == sees
    assert client.get(here(patient, "new/")).status_code == changes
    assert client.get("/settings/payers/").status_code == changes


def test_another_practices_coverage_and_plan_are_not_there(
    client_for: ClientFor, coverage: Coverage, other_practice: Practice, plan: BenefitPlan, at: dt.datetime
) -> None:
    with in_practice(other_practice.pk):
        stranger = Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Lang",
            birth_date=dt.date(1990, 1, 1),
            chart_number="1",
            registered_at=at,
        )
        payer = Payer.objects.create(practice=other_practice, name="Elsewhere")
        theirs = BenefitPlan.objects.create(practice=other_practice, payer=payer, name="Theirs")
    client = client_for("desk")
    assert client.get(here(stranger)).status_code == 404
    assert client.get(here(stranger, f"{coverage.pk}/")).status_code == 404
    assert client.get(f"/settings/payers/{payer.pk}/").status_code == 404
    assert client.get(f"/settings/plans/{theirs.pk}/").status_code == 404
    assert client.get(here(coverage.patient, f"new/?plan={theirs.pk}")).status_code == 404
    assert client.get(here(coverage.patient, "new/?plan=nothing")).status_code == 404
    assert client.get(f"/settings/plans/{plan.pk}/").status_code == 200


def test_the_page_shows_what_is_known_and_asks_for_the_rest(
    client_for: ClientFor, coverage: Coverage, patient: Patient
) -> None:
    page = words_of(client_for("desk").get(here(patient)))
    for said in ("Blue Harbor Dental", "G-100", "M-1", "never, ask the payer", "50 %", "used: not known", "Find out"):
        assert said in page
    assert "Which share does it pay of root canals?" in page
    assert "How much of this year's maximum is used" in page
    assert "estimates, not a guarantee" in page


def test_without_coverage_the_page_says_what_to_do(client_for: ClientFor, patient: Patient) -> None:
    page = words_of(client_for("desk").get(here(patient)))
    assert "Nobody pays but Mara" in page
    assert here(patient, "new/") in page


def test_a_plan_is_found_by_payer_or_group_number(client_for: ClientFor, plan: BenefitPlan, patient: Patient) -> None:
    client = client_for("desk")
    for asked in ("blue", "G-100", "harbor ppo", ""):
        assert f"?plan={plan.pk}" in words_of(
            client.get(here(patient, "new/"), {"q": asked}, headers={"HX-Request": "1"})
        )
    nothing = words_of(client.get(here(patient, "new/"), {"q": "Zebra"}))
    assert "No plan on file fits “Zebra”" in nothing
    assert "payer=Zebra" in nothing


def test_a_plan_on_file_takes_the_member_and_the_payers_figures(
    client_for: ClientFor, plan: BenefitPlan, patient: Patient
) -> None:
    client, address = client_for("desk"), here(patient, f"new/?plan={plan.pk}")
    assert 'name="deductible_met"' in words_of(client.get(address))
    assert "Pays 100 % cleanings and prevention; 50 % crowns" in words_of(client.get(address))
    today = timezone.now().date().replace(month=1, day=1).isoformat()
    sent = typed(used="620.00", deductible_met="50", used_on=today, begins="2025-01-01", verified_on=today)
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    row = Coverage.objects.get()
    assert (row.policy.plan, row.policy.member_id, row.unknown) == (plan, "M-77", [])
    assert [(entry.paid, entry.deductible) for entry in LedgerEntry.objects.all()] == [(620, 50)]


def test_a_template_brings_payer_plan_and_coverage_at_once(client_for: ClientFor, patient: Patient) -> None:
    address = here(patient, "new/?template=ppo_100_80_50")
    client = client_for("desk")
    assert client.get(address).status_code == 200
    response = client.post(address, of_template() | {"pays_crowns": "60", "maximum": "2,000"})
    assert response.status_code == 302
    plan = BenefitPlan.objects.get()
    assert (plan.payer.name, plan.group_number) == ("Blue Harbor Dental", "BH-1")
    assert {"scope": "cat:crowns", "pct": 60} in plan.benefits["percent"]
    assert {"scope": "cat:general", "amount": 2000} in plan.benefits["maximums"]
    assert Coverage.objects.get().unknown == ["accumulators"]


REFUSED = [
    ("a percentage over 100", {"pays_crowns": "120"}, "more than the whole"),
    ("a negative maximum", {"maximum": "-5"}, "cannot be less than nothing"),
    ("a maximum nobody sells", {"maximum": "900000"}, "more than any dental plan pays"),
    ("a day before birth", {"begins": "1950-01-01"}, "before the patient was born"),
    ("a day that is none", {"begins": "31 February 2026"}, "does not read as a day"),
    ("no payer", {"payer": ""}, "Write the payer's name"),
    ("a dependant of nobody", {"relationship": "child"}, "Write who holds the policy"),
    ("a used amount that is a formula", {"used": "=2+2"}, "is no amount"),
    ("a negative used amount", {"used": "-10"}, "cannot be less than nothing"),
    ("verified on a day to come", {"verified_on": "2099-01-01"}, "on a day to come"),
    ("29 February", {"year": "anniversary", "begins": "2024-02-29"}, "comes only every fourth year"),
    ("how often, unclear", {"often_cleanings": "now and then"}, "is not clear"),
]


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    change: dict[str, str], said: str, client_for: ClientFor, patient: Patient
) -> None:
    response = client_for("desk").post(here(patient, "new/?template=ppo_100_80_50"), of_template() | change)
    page = words_of(response)
    assert response.status_code == 422
    assert said in page
    assert "M-77" in page
    assert not Payer.objects.exists()
    assert not Coverage.objects.exists()


def test_verified_today_is_one_click(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    client = client_for("desk")
    assert client.post(here(patient, f"{coverage.pk}/verify/"), {"source": "portal"}).status_code == 302
    coverage.refresh_from_db()
    assert coverage.source == "portal"
    assert "never, ask the payer" not in words_of(client.get(here(patient)))
    wrong = client.post(here(patient, f"{coverage.pk}/verify/"), {"source": "dream"})
    assert wrong.status_code == 422


def test_two_windows_the_second_is_told_and_nothing_is_lost(
    client_for: ClientFor, coverage: Coverage, patient: Patient
) -> None:
    client, address = client_for("desk"), here(patient, f"{coverage.pk}/")
    sent = {"relationship": "self", "member_id": "M-2", "begins": "2025-01-01", "revision": str(coverage.revision)}
    assert client.post(address, sent).status_code == 302
    stale = client.post(address, sent | {"member_id": "M-3"})
    assert stale.status_code == 422
    assert "Somebody else saved this" in words_of(stale)
    assert "M-3" in words_of(stale)
    coverage.policy.refresh_from_db()
    assert coverage.policy.member_id == "M-2"


def test_the_ledger_takes_an_entry_and_takes_it_back(
    client_for: ClientFor, coverage: Coverage, patient: Patient
) -> None:
    client, address = client_for("desk"), here(patient, f"{coverage.pk}/")
    entry = {
        "key": str(uuid7()),
        "kind": "paid",
        "on": "2026-01-12",
        "procedure": "cleaning",
        "paid": "90",
        "source": "phone",
    }
    for _ in range(2):
        assert client.post(f"{address}ledger/", entry).status_code == 302
    row = LedgerEntry.objects.get()
    assert row.categories == ["general", "preventive", "cleanings"]
    assert client.post(f"{address}ledger/{row.pk}/back/", {"why": ""}).status_code == 422
    assert client.post(f"{address}ledger/{row.pk}/back/", {"why": "Another patient"}).status_code == 302
    page = words_of(client.get(address))
    assert "Taken back" in page
    assert 'name="deductible_met"' in page
    bad = client.post(f"{address}ledger/", entry | {"key": str(uuid7()), "tooth": "99"})
    assert bad.status_code == 422
    assert "There is no tooth 99" in words_of(bad)


def test_ending_and_taking_out(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    client, address = client_for("desk"), here(patient, f"{coverage.pk}/")
    assert client.post(f"{address}end/", {"ends": ""}).status_code == 422
    assert client.post(f"{address}end/", {"ends": "2024-12-31"}).status_code == 422
    assert client.post(f"{address}end/", {"ends": "2025-12-31"}).status_code == 302
    assert "Ended coverages" in words_of(client.get(here(patient)))
    assert client.post(f"{address}remove/", {"why": ""}).status_code == 422
    assert client.post(f"{address}remove/", {"why": "Wrong patient"}).status_code == 302
    assert client.get(address).status_code == 404


def test_paying_earlier_passes_over_what_has_ended(
    client_for: ClientFor, coverage: Coverage, patient: Patient, payer: Payer
) -> None:
    practice = patient.practice_id
    for position, ends in ((2, dt.date(2025, 12, 31)), (3, None)):
        plan = BenefitPlan.objects.create(practice_id=practice, payer=payer, name=f"Plan {position}")
        policy = Policy.objects.create(practice_id=practice, plan=plan, subscriber=patient)
        Coverage.objects.create(
            practice_id=practice, patient=patient, policy=policy, position=position, ends=ends, verified_on=ends
        )
    last = Coverage.objects.get(position=3)
    client = client_for("desk")
    assert client.post(here(patient, f"{last.pk}/move/"), {"to": "up"}).status_code == 302
    names = [row.policy.plan.name for row in Coverage.objects.select_related("policy__plan").order_by("position")]
    assert names == ["Plan 3", "Plan 2", "PPO"]
    page = words_of(client.get(here(patient)))
    assert page.index("Plan 3") < page.index("PPO")
    assert "Pays first" in page


def test_what_a_member_has_beyond_the_plan(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    client, address = client_for("desk"), here(patient, f"{coverage.pk}/")
    sent = {"revision": str(coverage.revision), "own_crowns": "80", "own_maximum": "2500"}
    assert client.post(f"{address}own/", sent).status_code == 302
    coverage.refresh_from_db()
    assert coverage.overrides["percent"] == [{"scope": "cat:crowns", "pct": 80}]
    assert "this member's own" in words_of(client.get(here(patient)))
    wrong = client.post(f"{address}own/", sent | {"own_crowns": "300", "revision": str(coverage.revision)})
    assert wrong.status_code == 422


def test_a_plan_is_changed_for_everybody_in_the_settings(
    client_for: ClientFor, plan: BenefitPlan, coverage: Coverage
) -> None:
    client, address = client_for("coordinator"), f"/settings/plans/{plan.pk}/"
    assert "patient has" in words_of(client.get(address))
    cells = {name: str(value) for name, value in PlanForm.of_plan(plan).items() if value}
    sent = cells | {"key": str(uuid7()), "revision": str(plan.revision), "pays_endo": "80"}
    assert client.post(address, sent).status_code == 302
    plan.refresh_from_db()
    assert {"scope": "cat:endo", "pct": 80} in plan.benefits["percent"]
    assert "percent:endo" not in plan.unknown
    stale = client.post(address, sent | {"key": str(uuid7()), "pays_endo": "70"})
    assert stale.status_code == 422
    assert "Somebody else saved this" in words_of(stale)


def test_payers_are_added_once_and_retired(client_for: ClientFor, payer: Payer) -> None:
    client = client_for("manager")
    assert client.post("/settings/payers/new/", {"key": str(uuid7()), "name": "Prairie Mutual"}).status_code == 302
    known = client.post("/settings/payers/new/", {"key": str(uuid7()), "name": "blue harbor dental"})
    assert known.status_code == 422
    assert "is on the list already" in words_of(known)
    assert client.post(f"/settings/payers/{payer.pk}/offer/", {"key": str(uuid7())}).status_code == 302
    payer.refresh_from_db()
    assert not payer.active
    assert "No longer offered" in words_of(client.get("/settings/payers/"))
    fresh = client.post(f"/settings/payers/{payer.pk}/plans/new/?template=empty", {"key": str(uuid7()), "name": ""})
    assert fresh.status_code == 422
