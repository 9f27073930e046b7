"""Rows become a case of the `estimate` command, and the case gives the same answer wherever it is asked."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from insured import make_contract, make_coverage, make_entry, make_office_fees, make_plan

TODAY = dt.date(2026, 3, 2)


def asked(alternative, as_of=TODAY, **given):
    from arcada.insurance.question import asked, ground_of

    return asked(alternative, ground_of(alternative.case, as_of=as_of), **given)


def estimated(alternative, **given):
    from arcada.insurance.estimating import estimate_of

    return estimate_of(alternative, as_of=given.pop("as_of", TODAY), **given)


def line_of(case, item):
    return next(one for one in case["procedures"] if one["id"] == item)


def test_a_line_is_dated_by_the_visit_that_completes_it(premium):
    premium.visits.filter(number=5).update(date=dt.date(2026, 7, 14))
    case = asked(premium).case
    crown = line_of(case, "p-i11")
    assert (crown["date"], crown["preparation_date"]) == ("2026-07-14", "2026-04-20")
    assert line_of(case, "p-i2")["date"] == "2026-03-02"


def test_a_day_of_the_plan_that_is_over_counts_as_today(premium):
    later = asked(premium, as_of=dt.date(2026, 12, 1)).case
    assert {one["date"] for one in later["procedures"]} == {"2026-12-01"}


@pytest.mark.parametrize(
    ("item", "place"),
    [
        pytest.param("p-i1", {"tooth": "14"}, id="one tooth, in Universal numbers"),
        pytest.param("p-i4", {"tooth_range": ["24", "25"], "arch": "L"}, id="two teeth across the middle of an arch"),
        pytest.param("p-i3", {}, id="the whole mouth"),
    ],
)
def test_a_line_says_where_it_is_done(premium, item, place):
    line = line_of(asked(premium).case, item)
    assert {key: line[key] for key in ("tooth", "tooth_range", "quadrant", "arch") if key in line} == place


def test_an_implant_replaces_the_gap_that_the_chart_shows(premium, patient):
    from arcada.cases.models import Chart, ToothRecord

    chart = Chart.objects.get(patient=patient)
    ToothRecord.objects.create(practice=patient.practice, chart=chart, tooth="36", state={"presence": "missing"})
    case = asked(premium).case
    assert line_of(case, "p-i13")["replaces_teeth"] == ["19"]
    assert case["patient"]["tooth_losses"] == {"12": "2026-03-02"}, "when 36 went is not known, 24 goes in the plan"


def test_a_finding_tells_since_when_a_tooth_is_gone(premium, patient, member, at):
    from arcada.cases.models import Chart, Finding, ToothRecord

    chart = Chart.objects.get(patient=patient)
    for tooth, presence in (("36", "missing"), ("35", "never_formed")):
        ToothRecord.objects.create(practice=patient.practice, chart=chart, tooth=tooth, state={"presence": presence})
    Finding.objects.create(
        practice=patient.practice, chart=chart, number=1, term="missing tooth", scope="tooth", where=["36"],
        severity={"months_since_loss": 18}, status="confirmed", found_date=TODAY, recorded_by=member("dentist"),
        recorded_at=at, confirmed_at=at,
    )  # fmt: skip
    losses = asked(premium).case["patient"]["tooth_losses"]
    assert (losses["19"], losses["20"]) == ("2024-09-02", "congenital")


def test_a_missing_tooth_clause_refuses_what_was_lost_before(premium, patient, member, at):
    test_a_finding_tells_since_when_a_tooth_is_gone(premium, patient, member, at)
    plan = make_plan(patient.practice, benefits={"missing_tooth_clause": {"scope": "cat:implants"}})
    make_coverage(patient, plan, begins=dt.date(2025, 1, 1))
    now = estimated(premium)
    assert now.by_item["p-i13"].parts[0].refused == "missing_tooth"
    assert now.certain


def test_a_tooth_lost_nobody_knows_when_makes_a_range(premium, patient):
    from arcada.cases.models import Chart, ToothRecord

    chart = Chart.objects.get(patient=patient)
    ToothRecord.objects.create(practice=patient.practice, chart=chart, tooth="36", state={"presence": "missing"})
    clause = {"missing_tooth_clause": {"scope": "cat:implants"}, "maximums": []}
    make_coverage(patient, make_plan(patient.practice, benefits=clause))
    now = estimated(premium)
    assert [one.unknown.code for one in now.widened] == ["lost"]
    assert now.high - now.low == Decimal("1917.50"), "half of 1,850 and of 1,985"


def test_no_coverage_leaves_everything_to_the_patient(premium):
    now = estimated(premium)
    assert (now.insurers_pay, now.write_off, now.patient_pays, now.charge) == (0, 0, now.charge, Decimal("9925.00"))


def test_a_line_without_a_fee_is_left_out_and_makes_the_estimate_incomplete(premium, patient):
    make_coverage(patient)
    make_office_fees(patient.practice, {"cleaning": "110.00"})
    premium.items.filter(item="p-i14").update(price=None)
    now = estimated(premium)
    assert not now.complete
    assert [line.item.item for line in now.asked.unpriced] == ["p-i14"]
    assert now.charge == Decimal("7940.00")


def test_a_contract_writes_off_and_its_absence_does_not(premium, patient):
    plan = make_plan(patient.practice)
    make_coverage(patient, plan)
    assert estimated(premium).write_off == 0
    make_contract(plan.payer, {"crown": "1000.00"})
    now = estimated(premium)
    assert now.write_off == Decimal("580.00")
    assert now.asked.case["coverages"][0]["in_network"] is True


def test_a_contract_that_begins_next_year_holds_for_next_years_lines_alone(premium, patient):
    plan = make_plan(patient.practice)
    make_coverage(patient, plan)
    make_contract(plan.payer, {"crown": "1000.00"})
    make_contract(plan.payer, {"crown": "1100.00"}, begins=dt.date(2027, 1, 1))
    premium.items.filter(item="p-i12").update(last_visit=6)
    premium.visits.filter(number=6).update(date=dt.date(2027, 2, 3))
    now = estimated(premium)
    names = {one["id"]: one["proc"] for one in now.asked.case["procedures"]}
    assert (names["p-i11"], names["p-i12"]) == ("crown", "crown#2")
    assert [now.by_item[item].write_off for item in ("p-i11", "p-i12")] == [Decimal("290.00"), Decimal("190.00")]


def test_a_rule_about_a_procedure_holds_for_its_variants(premium, patient):
    make_office_fees(patient.practice, {"crown": "1290.00"})
    benefits = {"percent": [{"scope": "all", "pct": 10}, {"scope": "proc:crown", "pct": 60}], "maximums": []}
    plan = make_plan(patient.practice, benefits=benefits)
    make_coverage(patient, plan)
    make_contract(plan.payer, {"crown": "1000.00"})
    make_contract(plan.payer, {"crown": "1100.00"}, begins=dt.date(2027, 1, 1))
    premium.items.filter(item="p-i12").update(last_visit=6)
    premium.visits.filter(number=6).update(date=dt.date(2027, 2, 3))
    now = estimated(premium)
    assert [now.by_item[item].insurers_pay for item in ("p-i11", "p-i12")] == [Decimal("600.00"), Decimal("630.00")]


def test_a_fee_that_was_missing_is_taken_once_there_is_one(premium, patient):
    make_office_fees(patient.practice, {"implant_crown": "2000.00"})
    premium.items.filter(item="p-i14").update(price=None)
    now = estimated(premium)
    assert now.complete
    assert now.by_item["p-i14"].charge == Decimal("2000.00")


def test_the_practice_s_fee_of_the_day_moves_an_unsigned_price(premium, patient):
    from arcada.practice.models import Fee

    list_ = make_office_fees(patient.practice, {"crown": "1290.00"})
    version = premium.version
    version.inputs = {**version.inputs, "fees": {"name": "Our fees", "currency": "USD", "fees": {"crown": "1290.00"}}}
    Fee.objects.filter(schedule=list_).update(ends=dt.date(2026, 4, 30))
    Fee.objects.create(practice=patient.practice, schedule=list_, procedure="crown", amount="1350.00",
                       begins=dt.date(2026, 5, 1))  # fmt: skip
    assert line_of(asked(premium).case, "p-i11")["fee"] == Decimal("1350.00")


def test_a_signature_holds_the_price(premium, patient, member, at):
    from planned import STROKES

    from arcada.cases.actions.present import present
    from arcada.cases.models import Signature

    proposal = present(by=member("coordinator"), at=at, alternative=premium)
    Signature.objects.create(
        practice=patient.practice, proposal=proposal, alternative=premium, strokes=STROKES, signer_name="Mara Okafor",
        relation="patient", taken_by=member("coordinator"), signed_at=at,
    )  # fmt: skip
    test_the_practice_s_fee_of_the_day_moves_nothing(premium, patient)


def test_the_practice_s_fee_of_the_day_moves_nothing(premium, patient):
    """Without a fee of then to compare with, and with a signature, the plan's price stands."""
    make_office_fees(patient.practice, {"crown": "1350.00"})
    assert line_of(asked(premium).case, "p-i11")["fee"] == Decimal("1290.00")


def test_a_set_of_teeth_is_charged_by_the_tooth():
    from arcada.cases.models import PlanItem
    from arcada.insurance.question_lines import _units

    veneers = PlanItem(procedure="ceramic_veneer", where=["12", "11", "21", "22"], price=Decimal("5040.00"))
    quadrant = PlanItem(procedure="quadrant_instrumentation", where=["14", "15", "16"], price=Decimal("235.00"))
    clearance = PlanItem(procedure="extraction", where=["14", "15"], price=Decimal("360.00"))
    assert _units(veneers, Decimal(1260)) == (4, Decimal("1260.00"))
    assert _units(quadrant, Decimal(235)) == (1, Decimal("235.00"))
    assert _units(clearance, Decimal(180)) == (2, Decimal("180.00"))


def test_what_the_payer_decided_stands_for_the_line(premium, patient, member, at):
    cover = make_coverage(patient)
    root_canal = premium.items.get(item="p-i1")
    make_entry(cover, member("coordinator"), at, kind="paid", on=TODAY, procedure="root_canal_treatment",
               service=str(root_canal.pk), paid=Decimal("310.00"), deductible=Decimal("50.00"))  # fmt: skip
    now = estimated(premium)
    part = now.by_item["p-i1"].parts[0]
    assert (part.insurer_pays, [step.code for step in part.steps]) == (Decimal("310.00"), ["adjudicated"])


def test_settings_of_the_first_payer_stand_above_the_second_s(premium, patient):
    first = make_plan(patient.practice, settings={"cob_base": "billed"})
    second = make_plan(
        patient.practice, payer="Lakeside", settings={"cob_base": "lower_contract", "rounding": "half_up"}
    )
    make_coverage(patient, first, position=1)
    make_coverage(patient, second, position=2)
    settings = asked(premium).case["settings"]
    assert settings["cob_base"] == "billed"
    assert settings["line_order"] == "same_day_highest_percent_first"


def test_a_member_s_own_benefit_stands_above_the_plan_s(premium, patient):
    make_coverage(patient, overrides={"percent": [{"scope": "cat:crowns", "pct": 0}]})
    assert estimated(premium).by_item["p-i11"].parts[0].refused == "zero_percent"


def test_a_coverage_that_is_over_is_not_asked_and_one_that_ends_pays_until_then(premium, patient):
    make_coverage(patient, ends=dt.date(2026, 2, 1))
    assert estimated(premium).insurers_pay == 0
    make_coverage(patient, position=2, ends=dt.date(2026, 3, 10))
    now = estimated(premium)
    assert now.by_item["p-i2"].insurers_pay > 0
    assert now.by_item["p-i3"].parts[0].refused == "coverage_ended"


@pytest.mark.parametrize(
    ("unknown", "low", "high"),
    [
        pytest.param(["deductibles"], "8425.00", "8425.00", id="the deductible does not matter where the maximum does"),
        pytest.param(["accumulators"], "8425.00", "9925.00", id="all of this year's maximum may be used up"),
        pytest.param(["frequency"], "8425.00", "8425.00", id="what cannot be counted widens nothing"),
    ],
)
def test_what_nobody_knows_widens_the_estimate(premium, patient, unknown, low, high):
    make_coverage(patient, unknown=unknown)
    now = estimated(premium)
    assert (now.low, now.high) == (Decimal(low), Decimal(high))


def test_a_kept_estimate_can_be_made_again_to_the_byte(premium, patient, member, at):
    from arcada.cli.estimate import answer
    from arcada.insurance.actions.renew import renew_estimates
    from arcada.insurance.models import Estimate
    from arcada.insurance.question import fingerprint, written

    make_coverage(patient, overrides={"percent": [{"scope": "cat:crowns", "pct": Decimal("62.5")}]})
    renew_estimates(patient=patient, cause="coverage_changed", cause_text="Typed in.", by=member("desk"), at=at)
    row = Estimate.objects.get(alternative=premium)
    again = answer(json.loads(written(row.question), parse_float=Decimal))
    assert json.dumps(again, sort_keys=True) == json.dumps(row.answer, sort_keys=True)
    assert row.question_hash == fingerprint(row.question)


@pytest.mark.parametrize("tier", ["premium", "balanced", "economy"])
@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("covers", [0, 1, 2, 3])
def test_nothing_is_lost_between_the_fee_and_those_who_pay_it(version, patient, tier, network, covers):
    row = version.alternatives.select_related("version__case", "case__patient__practice").get(tier=tier)
    for place in range(1, covers + 1):
        plan = make_plan(patient.practice, payer=f"Payer {place}", benefits={"cob": "non_duplication"})
        make_coverage(patient, plan, position=place)
        if network:
            make_contract(plan.payer, {"crown": f"{900 + 100 * place}.00", "direct_restoration": "150.00"})
    now = estimated(row)
    for line, told in now.lines():
        assert told.insurers_pay + told.write_off + told.patient_pays == line.charge
        assert min(told.insurers_pay, told.write_off, told.patient_pays) >= 0
    assert now.charge == sum((line.charge for line, _ in now.lines()), Decimal(0))
