"""A list of members taken over: looked at first, all of it or nothing, and the columns kept for next time."""

import datetime as dt
from collections.abc import Callable

from arcada.core.kernel import Refusal
from arcada.insurance.actions.import_coverages import take_coverages
from arcada.insurance.actions.import_files import choose_columns, keep_list, table_of
from arcada.insurance.actions.import_looking import Look, look_at
from arcada.insurance.ledger import adjustments_of
from arcada.insurance.models import BenefitPlan, Coverage, CoverageFile, LedgerEntry, Payer, Policy
from arcada.interop.coverage_csv import CoverageTable
from arcada.patients.models import Patient
from arcada.practice.models import Membership

Member = Callable[[str], Membership]
HEAD = "Chart number,Payer,Plan,Group number,Member ID,Relationship,Subscriber,Effective date,Used,As of"
MARA = "1001,Blue Harbor Dental,PPO,G-100,M-7,self,,2025-01-01,620.00,2026-02-01"
ADA = "1002,Blue Harbor Dental,PPO,G-100,M-7,child,Mara Okafor,2025-01-01,80.00,2026-02-01"


def kept(by: Membership, at: dt.datetime, *rows: str, head: str = HEAD) -> CoverageFile:
    file = keep_list(by=by, at=at, name="members.csv", content="\n".join([head, *rows]).encode())
    assert isinstance(file, CoverageFile)
    return file


def read(file: CoverageFile) -> CoverageTable:
    table = table_of(file, currency="USD", decimal=".", month_first=True)
    assert isinstance(table, CoverageTable)
    return table


def looked(by: Membership, at: dt.datetime, *rows: str) -> Look:
    return look_at(by=by, at=at, table=read(kept(by, at, *rows)))


def test_nothing_counts_before_it_is_taken(
    plan: BenefitPlan, patient: Patient, relative: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    look = looked(desk, at, MARA, ADA)
    assert (len(look.new), look.known, look.new_payers, look.new_plans, look.faults) == (2, [], [], [], [])
    assert not Coverage.objects.exists()


def test_a_family_shares_its_policy_and_the_payers_figures_are_in_the_ledger(
    plan: BenefitPlan, patient: Patient, relative: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    file = kept(desk, at, ADA, MARA)
    taken = take_coverages(by=desk, at=at, file=file, table=read(file))
    assert isinstance(taken, CoverageFile)
    assert taken.summary == {"new": 2, "known": 0, "payers": 0}
    policy = Policy.objects.get()
    assert (policy.plan, policy.subscriber) == (plan, patient)
    hers = Coverage.objects.select_related("policy").get(patient=relative)
    assert sorted(row["used"] for row in adjustments_of([hers])) == [80, 620]
    again = take_coverages(by=desk, at=at, file=file, table=read(kept(desk, at, MARA)))
    assert isinstance(again, Refusal)
    assert again.code == "taken_already"


def test_a_coverage_that_is_there_gets_the_newer_figures(
    coverage: Coverage, patient: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    other = looked(desk, at, MARA)
    assert [(one.code, one.where) for one in other.faults] == [("other_member_id", "row 2.member_id")]
    for used, on in (("300.00", "2026-01-15"), ("620.00", "2026-02-01")):
        file = kept(desk, at, MARA.replace("M-7", "M-1").replace("620.00", used).replace("2026-02-01", on))
        assert isinstance(take_coverages(by=desk, at=at, file=file, table=read(file)), CoverageFile)
    assert Coverage.objects.count() == 1
    assert [row["used"] for row in adjustments_of([coverage])] == [620]


def test_a_coverage_that_ended_before_is_followed_by_a_new_one(
    coverage: Coverage, patient: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    Coverage.objects.update(ends=dt.date(2025, 6, 30))
    file = kept(desk, at, MARA.replace("2025-01-01", "2025-07-01"))
    assert isinstance(take_coverages(by=desk, at=at, file=file, table=read(file)), CoverageFile)
    rows = Coverage.objects.order_by("position").values_list("position", "begins", "ends")
    assert list(rows) == [
        (1, dt.date(2025, 1, 1), dt.date(2025, 6, 30)),
        (2, dt.date(2025, 7, 1), None),
    ]


def test_a_plan_that_is_not_on_file_is_written_with_everything_unknown(
    patient: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    file = kept(desk, at, MARA.replace("Blue Harbor Dental,PPO,G-100", "Prairie Mutual,,PM-8"))
    look = look_at(by=desk, at=at, table=read(file))
    assert (look.new_payers, look.new_plans) == (["Prairie Mutual"], [("Prairie Mutual", "Plan of group PM-8", "PM-8")])
    assert isinstance(take_coverages(by=desk, at=at, file=file, table=read(file)), CoverageFile)
    plan = BenefitPlan.objects.get()
    assert plan.payer == Payer.objects.get(name="Prairie Mutual")
    assert {"percent", "maximums", "deductibles"} <= set(plan.unknown)


def test_one_wrong_row_keeps_the_whole_list_out(
    plan: BenefitPlan, patient: Patient, relative: Patient, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    for wrong, where in (
        (MARA.replace("1001", "9999"), "row 3.chart"),
        (MARA.replace("2025-01-01", "1980-01-01"), "row 3.begins"),
        (MARA.replace("2026-02-01", "2026-12-01"), "row 3.as_of"),
    ):
        file = kept(desk, at, ADA, wrong)
        found = take_coverages(by=desk, at=at, file=file, table=read(file))
        assert isinstance(found, Refusal)
        assert found.where == where
    assert not Coverage.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_columns_are_kept_for_the_next_list_with_the_same_headings(
    plan: BenefitPlan, patient: Patient, member: Member, at: dt.datetime
) -> None:
    desk, head = member("desk"), "Nr,Who pays,What,Number"
    file = kept(desk, at, "1001,Blue Harbor Dental,PPO,M-7", head=head)
    assert isinstance(table_of(file, currency="USD", decimal=".", month_first=True), Refusal)
    chosen = {"chart": 0, "payer": 1, "plan": 2, "member_id": 3}
    twice = choose_columns(by=desk, file=file, columns={"chart": 0, "payer": 0, "plan": 2})
    assert isinstance(twice, Refusal)
    file = choose_columns(by=desk, file=file, columns=chosen)
    assert isinstance(file, CoverageFile)
    assert isinstance(take_coverages(by=desk, at=at, file=file, table=read(file)), CoverageFile)
    assert kept(desk, at, "1001,Blue Harbor Dental,PPO,M-8", head=head).columns == chosen


def test_a_file_that_is_no_table_is_refused(member: Member, practice: object, at: dt.datetime) -> None:
    for content in (b"", b"%PDF-1.7", b"\x00\x01"):
        assert isinstance(keep_list(by=member("desk"), at=at, name="x.csv", content=content), Refusal)
