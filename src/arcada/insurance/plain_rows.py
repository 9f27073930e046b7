"""The rows of the plan form: kinds of service, limits, ages, and the choices beside them, in a coordinator's words.

Which of the choices a plan document leaves open is asked, never guessed: `unknown` keeps it, and the estimate shows a
range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arcada.core.kernel import Refusal
from arcada.insurance.plain_cells import ASKED, Unreadable, amount_typed


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of service with its words; `asked`: an empty percentage means that nobody knows it."""

    id: str
    label: str
    hint: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something is paid, and in which area of the mouth it is counted."""

    id: str
    label: str
    scope: str
    area: str = "mouth"


ROWS = (
    Row("diagnostic", "Exams and x-rays"),
    Row("preventive", "Cleanings and prevention", "with fluoride and sealants"),
    Row("restorative", "Fillings"),
    Row("endo", "Root canals"),
    Row("perio", "Gum treatment", "deep cleaning, gum surgery"),
    Row("oral_surgery", "Extractions and surgery"),
    Row("crowns", "Crowns and onlays"),
    Row("prostho", "Bridges and dentures"),
    Row("implants", "Implants"),
    Row("adjunctive", "Other services", "sedation, night guards"),
    Row("ortho", "Braces and aligners", asked=False),
    Row("cosmetic", "Cosmetic", "whitening, veneers", asked=False),
)
LIMITS = (
    Limit("exams", "Exams", "cat:exams"),
    Limit("cleanings", "Cleanings", "cat:cleanings"),
    Limit("bitewings", "Bitewing x-rays", "cat:bitewings"),
    Limit("full_mouth_xray", "Full set or panoramic x-ray", "cat:full_mouth_xray"),
    Limit("fluoride", "Fluoride", "cat:fluoride"),
    Limit("sealants", "Sealants, each tooth", "cat:sealants", "tooth"),
    Limit("perio_nonsurgical", "Deep cleaning, each quadrant", "cat:perio_nonsurgical", "quadrant"),
    Limit("perio_maintenance", "Gum maintenance", "cat:perio_maintenance"),
    Limit("crowns", "Crown or onlay, each tooth", "cats:single_crowns,onlays", "tooth"),
    Limit("prostho", "Bridge or denture again", "cats:bridges,dentures", "arch"),
)
AGES = (Row("fluoride", "Fluoride"), Row("sealants", "Sealants"), Row("ortho", "Braces and aligners"))
KINDS = {
    "ppo": "PPO: a share of the contracted fee",
    "indemnity": "Indemnity: a share of the fee",
    "copay": "Copay plan: the patient pays listed copays",
    "capitation": "Capitation (DHMO): listed copays",
    "fixed_benefit": "Fixed benefits: it pays listed amounts",
}
NETWORKS = {"in": "In network", "out": "Out of network", ASKED: "Not known"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ANNIVERSARY = "anniversary"
YEARS = {str(n): f"1 {name}" for n, name in enumerate(MONTHS, 1)} | {
    ANNIVERSARY: "On the day the member's coverage began"
}
METHODS = {
    "standard": "Pays what is left, up to its own benefit",
    "non_duplication": "Pays only what it pays more than the first (non-duplication)",
    "carve_out": "Carve-out",
    "mob": "Maintenance of benefits",
    "medicaid": "As Medicaid: the rest is written off",
    "none": "Does not coordinate",
    ASKED: "Not known",
}
CLAUSES = {
    "no": "No such clause",
    "yes": "Teeth lost before are not replaced",
    "12": "Not in the first 12 months",
    "24": "Not in the first 24 months",
    ASKED: "Not known",
}
SILVER_CHOICES = {"no": "Paid as they are", "yes": "Back teeth paid as silver fillings", ASKED: "Not known"}
CROWN_CHOICES = {
    "no": "Paid as they are",
    "molar": "Molars paid as metal-ceramic",
    "always": "All paid as metal-ceramic",
    ASKED: "Not known",
}
SILVER = ("amalgam_filling", "metal_ceramic_crown")
WHITE = ("composite_filling", "composite_filling_layered")
CHOICES = (
    "plan_type",
    "in_network",
    "benefit_year_start_month",
    "benefit_year",
    "cob",
    "missing_tooth_clause",
)


def choices_said(benefits: Mapping[str, Any], unknown: Sequence[str]) -> dict[str, str]:
    """The choices of a plan as the form has them."""
    anniversary = benefits.get("benefit_year") == "member_anniversary"
    inside = benefits.get("in_network", benefits.get("plan_type") == "capitation")
    rules = {one.get("to"): one.get("when", "always") for one in benefits.get("downgrades") or ()}
    silver, crowns = "yes" if SILVER[0] in rules else "no", rules.get(SILVER[1], "no")
    return {
        "plan_type": benefits.get("plan_type", "ppo"),
        "network": ASKED if "network" in unknown else ("in" if inside else "out"),
        "year": ANNIVERSARY if anniversary else str(benefits.get("benefit_year_start_month", 1)),
        "cob": ASKED if "cob" in unknown else str(benefits.get("cob", "standard")),
        "missing_tooth": _clause_said(benefits.get("missing_tooth_clause"), unknown),
        "white_fillings": ASKED if "downgrades:fillings" in unknown else silver,
        "silver_fee": str((benefits.get("fees") or {}).get(SILVER[0], "")),
        "white_crowns": ASKED if "downgrades:crowns" in unknown else crowns,
    }


def _clause_said(clause: Any, unknown: Sequence[str]) -> str:
    if "missing_tooth_clause" in unknown:
        return ASKED
    if not clause:
        return "no"
    months = clause.get("months") if isinstance(clause, Mapping) else None
    return str(months) if str(months) in CLAUSES else "yes"


def choices_typed(typed: Mapping[str, str]) -> tuple[dict[str, Any], list[str], list[Refusal]]:
    """The choices as rules, what stays open, and what cannot be chosen."""
    faults = [
        Refusal("unknown_choice", "Choose one of the list.", name)
        for name, known in (
            ("plan_type", KINDS),
            ("network", NETWORKS),
            ("year", YEARS),
            ("cob", METHODS),
            ("missing_tooth", CLAUSES),
            ("white_fillings", SILVER_CHOICES),
            ("white_crowns", CROWN_CHOICES),
        )
        if typed.get(name, "") not in known
    ]
    if faults:
        return {}, [], faults
    chosen: dict[str, Any] = {"plan_type": typed["plan_type"]}
    chosen |= {} if typed["network"] == ASKED else {"in_network": typed["network"] == "in"}
    if typed["year"] == ANNIVERSARY:
        chosen["benefit_year"] = "member_anniversary"
    else:
        chosen["benefit_year_start_month"] = int(typed["year"])
    chosen |= {} if typed["cob"] == ASKED else {"cob": typed["cob"]}
    clause = typed["missing_tooth"]
    if clause not in ("no", ASKED):
        chosen["missing_tooth_clause"] = True if clause == "yes" else {"scope": "all", "months": int(clause)}
    open_ones = [
        name
        for field, name in (
            ("network", "network"),
            ("cob", "cob"),
            ("missing_tooth", "missing_tooth_clause"),
            ("white_fillings", "downgrades:fillings"),
            ("white_crowns", "downgrades:crowns"),
        )
        if typed[field] == ASKED
    ]
    try:
        amount_typed(" ".join(typed.get("silver_fee", "").split()))
    except Unreadable as trouble:
        faults.append(Refusal("unreadable", str(trouble), "silver_fee"))
    return chosen, open_ones, faults


def silver_rules(typed: Mapping[str, str], benefits: dict[str, Any]) -> dict[str, Any]:
    """The plan with what it pays white fillings and ceramic crowns as.

    The fee of a silver filling is the payer's, since no procedure of the house is one: without it nothing is cut.
    """
    rules = list(benefits.get("downgrades") or ())
    fees = {name: fee for name, fee in (benefits.get("fees") or {}).items() if name != SILVER[0]}
    if typed.get("white_fillings") == "yes":
        rules += [{"from": one, "to": SILVER[0], "when": "posterior"} for one in WHITE]
        try:
            fee = amount_typed(" ".join(typed.get("silver_fee", "").split()))
        except Unreadable:
            fee = None
        fees |= {} if fee is None else {SILVER[0]: fee["amount"]}
    if typed.get("white_crowns") in ("molar", "always"):
        rules.append({"from": "ceramic_crown", "to": SILVER[1], "when": typed["white_crowns"]})
    found = {key: value for key, value in benefits.items() if key not in ("downgrades", "fees")}
    return found | ({"downgrades": rules} if rules else {}) | ({"fees": fees} if fees else {})
