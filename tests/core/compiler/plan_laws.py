"""What must hold of every answer, said anew here and independently of how plans are made."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

PHASES = ("urgent", "disease_control", "re_evaluation", "definitive", "maintenance")
REVIEWS = {
    "monitoring_review", "post_surgical_review", "periodontal_re_evaluation", "periodontal_maintenance",
    "denture_adjustment_review",
}  # fmt: skip
ON_TEETH = {
    "direct_restoration", "indirect_pulp_treatment", "crown", "onlay_or_inlay", "ceramic_veneer", "direct_veneer",
    "root_canal_treatment", "root_canal_retreatment", "vital_pulpotomy", "core_build_up", "fissure_sealant",
}  # fmt: skip


def broken(case: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """The laws that the answer breaks."""
    return [fault for plan in answer["alternatives"] for law in LAWS for fault in law(case, plan)]


def every_finding_is_spoken_of(case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    treated = {fid for item in plan["items"] for fid in item["for_findings"]}
    left = [one["finding"] for one in plan["unaddressed"]]
    for one in case["findings"]:
        if one["fid"] not in treated and one["fid"] not in left:
            yield f"{plan['tier']}: nothing is said about {one['fid']}"
    if len(left) != len(set(left)):
        yield f"{plan['tier']}: something is left out twice"


def nothing_slips_in(case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    known = {one["fid"] for one in case["findings"]} | {f"wish:{wish}" for wish in case["patient_wishes"]}
    for item in plan["items"]:
        strange = [name for name in item["for_findings"] if name not in known and not name.startswith("flag:")]
        if strange or not item["for_findings"] or not item["because"] or "@" not in item["protocol"]:
            yield f"{plan['tier']}: {item['title']} does not say where it comes from"


def gone_is_gone(case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    gone = dict.fromkeys(case["missing_teeth"], (0, 0))
    for item in plan["items"]:
        if item["family"] == "extraction":
            gone |= dict.fromkeys(item["where"], (item["visit"], item["order_in_visit"]))
    for item in plan["items"]:
        place = (item["visit"], item["order_in_visit"])
        for tooth in item["where"]:
            if item["family"] in ON_TEETH and tooth in gone and place > gone[tooth]:
                yield f"{plan['tier']}: {item['title']} although {tooth} is gone"


def sums_agree(_case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    prices = [Decimal(item["price"]) for item in plan["items"] if item["price"] is not None]
    if Decimal(plan["price"]) != sum(prices, Decimal(0)):
        yield f"{plan['tier']}: the price is not the sum"
    if plan["chair_minutes"] != sum(visit["minutes"] for visit in plan["visits"]):
        yield f"{plan['tier']}: the minutes are not the sum"
    days = [visit["day"] for visit in plan["visits"]]
    if days != sorted(set(days)):
        yield f"{plan['tier']}: two visits share a day, or run back"
    if plan["last_day"] != max([*days, *(item["end_day"] for item in plan["items"])], default=0):
        yield f"{plan['tier']}: the last day is not the last"


def phases_follow_each_other(_case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    bound = [i for i in plan["items"] if i["family"] not in REVIEWS and not i["parallel"]]
    for one in bound:
        for other in bound:
            late = PHASES.index(one["phase"]) > PHASES.index(other["phase"])
            if one["visit"] < other["visit"] and late:
                yield f"{plan['tier']}: {other['title']} ({other['phase']}) after {one['title']} ({one['phase']})"


def lags_are_kept(_case: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    items = {item["id"]: item for item in plan["items"]}
    for item in plan["items"]:
        for after in item["after"]:
            before = items[after["item"]]
            if item["end_day"] - before["end_day"] < after["min_days"]:
                yield f"{plan['tier']}: {item['title']} too soon after {before['title']}"


LAWS = (
    every_finding_is_spoken_of, nothing_slips_in, gone_is_gone, sums_agree, phases_follow_each_other, lags_are_kept,
)  # fmt: skip
