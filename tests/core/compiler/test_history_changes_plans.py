"""What a history changes in a plan: drug, date, number a visit, role, setting, or not at all (clinical sheet d)."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from plan_cases import finding, person
from plan_reading import (
    Json,
    everywhere,
    families,
    flags,
    items,
    nowhere,
    planned,
    reasons,
    somewhere,
    starts,
    tiers,
    visits,
)

LOST = "non-restorable tooth"
CAVITY = "cavitated dentine caries"
PLANING = "subgingival_instrumentation"
SEDATION = "sedation_or_general_anaesthesia"
Holds = Callable[[Json], bool]


def lost(teeth: str = "46", fid: str = "a", **severity: Any) -> Json:
    return finding(fid, teeth, LOST, cause="caries", **severity)


def gums(fid: str = "b") -> Json:
    return finding(fid, "mouth", "periodontitis", stage="II", grade="B")


def gap(tooth: str = "36", fid: str = "c") -> Json:
    return finding(fid, tooth, "missing tooth", span="bounded", months_since_loss=8)


def before(found: Json, first: str, later: str, days: int) -> bool:
    """Whether the first family ends so many days before each item of the later one, in every tier."""
    return all(
        late["start_day"] - early["end_day"] >= days
        for plan in tiers(found)
        for early in items(plan, first)
        for late in items(plan, later)
    )


def at_most_three(found: Json) -> bool:
    return all(max(visits(plan, "extraction").values()) <= 3 for plan in tiers(found))


def wounds_a_week_apart(found: Json) -> bool:
    return all(b - a >= 7 for plan in tiers(found) for a, b in pairwise(sorted(visits(plan, "extraction"))))


def deadline_of(event: str, days: int) -> dict[str, Any]:
    return {"external_events": [{"event": event, "in_days": days}]}


def readings(plan: Json) -> set[tuple[str, int]]:
    """Readings that the plan needs, by name and day."""
    return {(one["test"], one["day"]) for one in plan["tests"]}


def most_mg(found: Json) -> set[str]:
    """The most local anaesthetic that the visits show."""
    return {str(one["local_anaesthetic_max_mg"]) for plan in tiers(found) for one in plan["visits"]} - {"None"}


def one_lower_side(plan: Json) -> bool:
    """Whether no visit of fillings and crowns numbs both sides of the lower jaw."""
    sides: dict[int, set[str]] = {}
    for one in (*items(plan, "direct_restoration"), *items(plan, "preformed_crown")):
        sides.setdefault(one["visit"], set()).update(place[0] for place in one["where"] if place[0] in "3478")
    return all(len(found) <= 1 for found in sides.values())


CASES: list[tuple[str, list[Json], dict[str, Any], Holds]] = [
    ("S34 root planing and removal keep ten days between doses, the filling does not",
     [lost("26 27"), gums(), finding("c", "45", CAVITY, icdas=5)],
     {"patient": person(conditions=["bioprosthetic aortic valve"])},
     lambda found: all(
         b - a >= 10
         for plan in tiers(found)
         for a, b in pairwise(sorted({*visits(plan, "extraction"), *visits(plan, "subgingival_instrumentation")}))
     ) and any(
         abs(day - other) < 10
         for plan in tiers(found) for day in visits(plan, "direct_restoration") for other in visits(plan, "extraction")
     )),
    ("S35 a prosthetic knee raises no antibiotic flag", [lost(), gums()],
     {"patient": person(conditions=["total knee replacement 3 years ago"])},
     lambda found: not any("prophylaxis" in flag for flag in flags(found))
      and nowhere(found, "systemic_antibiotic_course")),
    ("S37 five teeth on apixaban: three a visit, a week apart, each wound packed", [lost("14 15 24 36 37")],
     {"patient": person(age_years=78, medications=["apixaban 5 mg twice daily"])},
     lambda found: at_most_three(found) and wounds_a_week_apart(found)
     and all(len(items(plan, "haemostatic_measures")) == len(items(plan, "extraction")) for plan in tiers(found))),
    ("S37 a direct anticoagulant needs no INR", [lost()], {"patient": person(medications=["rivaroxaban 20 mg"])},
     lambda found: "inr_check_required" not in flags(found) and not any(plan["tests"] for plan in tiers(found))),
    ("S37 an INR of 4.6 is no ground for a wound, however fresh", [lost()],
     {"patient": person(medications=["warfarin"], results={"inr": 4.6, "inr_age_days": 1})},
     lambda found: all(one["pending_evidence"] == ["inr_result"]
      for plan in tiers(found) for one in items(plan, "extraction"))
     and "4.0 or more" in flags(found)["inr_check_required"]),
    ("S37 on warfarin the INR is read at the chair on each day of root planing, and before the removal",
     [lost(), gums()],
     {"patient": person(medications=["warfarin"], results={"inr": 2.4, "inr_age_days": 1})},
     lambda found: all(
         {day for name, day in readings(plan) if name == "inr_at_the_chair"} == set(visits(plan, PLANING))
         and {day for name, day in readings(plan) if name == "inr"}
         == {one["start_day"] - 1 for one in items(plan, "extraction")}
         for plan in tiers(found)
     )),
    ("S38 a stent of four months: the tooth is removed, the implant waits", [lost("47"), gap()],
     {"patient": person(medications=["aspirin 81 mg", "ticagrelor 90 mg"], conditions=["coronary stent 4 months ago"]),
      "missing_teeth": ["36"], "patient_wishes": ["implant"]},
     lambda found: everywhere(found, "extraction", "47") and everywhere(found, "medical_consultation")
     and nowhere(found, "implant_placement")
     and "never stopped" in flags(found)["do_not_stop_anticoagulant_without_prescriber"]),
    ("S76 haemophilia: a week for the haematologist's answer, then the surgeon", [lost(), gums()],
     {"patient": person(conditions=["mild haemophilia A"])},
     lambda found: before(found, "medical_consultation", "extraction", 7)
     and before(found, "medical_consultation", "subgingival_instrumentation", 7)
     and all(one["role"] == "surgeon" for plan in tiers(found) for one in items(plan, "extraction"))
     and {one["finding"] for one in found["missing_evidence"]} == {"a", "b"}),
    ("S41 three years of alendronate are low risk: removal is possible, healing is checked at eight weeks", [lost()],
     {"patient": person(medications=["alendronate 70 mg weekly for 3 years"])},
     lambda found: somewhere(found, "extraction") and "mronj_higher_risk" not in flags(found)
     and all(any(49 <= one["start_day"] - out["end_day"] <= 60 for one in items(plan, "post_surgical_review"))
             for plan in tiers(found) for out in items(plan, "extraction"))),
    ("S41 with a steroid the root is kept and no implant placed", [lost(), gap("25")],
     {"patient": person(medications=["alendronic acid 70 mg, 8 years", "prednisolone 7.5 mg"]),
      "missing_teeth": ["25"], "patient_wishes": ["implant"]},
     lambda found: nowhere(found, "extraction", "implant_placement", "socket_graft")
     and reasons(found, "wish:implant") == {"deferred_medical"}),
    ("S41 surgery is done before the next injection", [lost("16")],
     {"patient": person(medications=["Prolia 60 mg"]), **deadline_of("EVENT_next_denosumab_dose", 10)},
     lambda found: all(day < 10 for day in starts(found, "extraction"))),
    ("S42 before the first dose wounds have four weeks", [lost("16")],
     {"patient": person(conditions=["osteoporosis, zoledronic acid planned"]),
      **deadline_of("EVENT_antiresorptive_start", 40)},
     lambda found: all(day <= 12 for day in starts(found, "extraction")) and "mronj_risk" in flags(found)),
    ("S41 bare bone: no bone surgery, the gap is closed without an implant or left",
     [finding("a", "lower_arch", "jaw osteonecrosis", stage=2), gap("36", "b")],
     {"patient": person(medications=["ibandronate"]), "missing_teeth": ["36"], "patient_wishes": ["implant"]},
     lambda found: everywhere(found, "specialist_referral") and nowhere(found, "implant_placement", "extraction")
     and reasons(found, "wish:implant") == {"deferred_medical"}),
    ("S43 teeth go two weeks before radiotherapy, with fluoride and hygiene", [lost("36 37")],
     {"patient": person(conditions=["tongue cancer, radiotherapy planned"]),
      **deadline_of("EVENT_radiotherapy_start", 30)},
     lambda found: all(day <= 16 for day in starts(found, "extraction")) and everywhere(found, "fluoride_varnish")
     and everywhere(found, "oral_hygiene_instruction") and found["recall_months"] <= 3),
    ("S43 too late for a wound: the root is kept, the oncologist is asked today", [lost("46")],
     {"patient": person(conditions=["awaiting radiotherapy of the larynx"]),
      **deadline_of("EVENT_radiotherapy_start", 8)},
     lambda found: nowhere(found, "extraction") and everywhere(found, "root_canal_treatment", "46")
     and min(starts(found, "medical_consultation")) == 0),
    ("S44 an irradiated jaw: roots are kept for life", [lost("46", symptoms="none")],
     {"patient": person(conditions=["66 Gy to the mandible 6 years ago"])},
     lambda found: nowhere(found, "extraction", "implant_placement") and "osteoradionecrosis_risk" in flags(found)),
    ("S47 HbA1c in other units defers the implant and treats the gums", [gums("a"), gap("46", "b")],
     {"patient": person(conditions=["type 2 diabetes"], results={"HbA1c": "80 mmol/mol"}),
      "missing_teeth": ["46"], "patient_wishes": ["implant"]},
     lambda found: nowhere(found, "implant_placement") and everywhere(found, "subgingival_instrumentation")
     and everywhere(found, "medical_consultation") and reasons(found, "wish:implant") == {"deferred_medical"}),
    ("S47 good control defers nothing", [gap("46", "b")],
     {"patient": person(conditions=["type 1 diabetes"], results={"hba1c_percent": 6.9}), "missing_teeth": ["46"],
      "patient_wishes": ["implant"]},
     lambda found: somewhere(found, "implant_placement") and "diabetes_poor_control" not in flags(found)),
    ("S48 at 190/115 only the pain is taken away; the canal follows a week later, pressure taken each time",
     [finding("a", "26", "irreversible pulpitis", symptomatic=True, restorable=True)],
     {"patient": person(results={"systolic": 190, "diastolic": 115})},
     lambda found: all(day >= 7 for day in starts(found, "root_canal_treatment"))
     and all(items(plan, "emergency_pulpectomy") or items(plan, "vital_pulpotomy") for plan in tiers(found))
     and all(any(test["test"] == "blood_pressure" for test in plan["tests"])
             for plan in tiers(found) if items(plan, "root_canal_treatment"))),
    ("S48 five weeks after a heart attack a filling waits and a bridge is deferred",
     [finding("a", "35", CAVITY, icdas=5), gap("25", "b")],
     {"patient": person(asa=4, conditions=["myocardial infarction 5 weeks ago"]), "missing_teeth": ["25"]},
     lambda found: min(starts(found, "direct_restoration")) >= 28 and reasons(found, "b") == {"deferred_medical"}),
    ("S75 week 8: what can wait is done from week 14 on", [finding("a", "36", CAVITY, icdas=5)],
     {"patient": person(conditions=["pregnant, 8 weeks"])},
     lambda found: min(starts(found, "direct_restoration")) >= 42 and "pregnancy_timing" in flags(found)),
    ("S75 week 36: relief today, the crown after birth",
     [finding("a", "36", "acute apical abscess", swelling="localised", restorable=True)],
     {"patient": person(pregnancy_weeks=36)},
     lambda found: everywhere(found, "drainage_of_abscess") and all(day >= 28 for day in starts(found, "crown"))
     and nowhere(found, "systemic_antibiotic_course")),
    ("S50 twenty cigarettes: help to stop begins weeks before the implant", [gap("36", "a")],
     {"patient": person(smoking_cigarettes_per_day=20), "missing_teeth": ["36"], "patient_wishes": ["implant"]},
     lambda found: before(found, "tobacco_cessation_support", "implant_placement", 28)),
    ("lowered defences: infection is treated, the implant waits, every letter says for what",
     [lost("46"), gap("25", "b")],
     {"patient": person(conditions=["acute leukaemia, chemotherapy"]), "missing_teeth": ["25"],
      "patient_wishes": ["implant"]},
     lambda found: everywhere(found, "extraction", "46") and nowhere(found, "implant_placement")
     and all(one["for_findings"] for plan in tiers(found) for one in items(plan, "medical_consultation"))),
    ("an adult who cannot be treated awake: everything in one session asleep, also where only sleep was wished for",
     [lost("37 47"), finding("b", "16 26", CAVITY, icdas=5)],
     {"patient": person(conditions=["severe learning disability", "uncooperative"]), "patient_wishes": ["sedation"]},
     lambda found: all(
         len({one["visit"] for one in plan["items"] if one["where"][0].isdigit()
              and one["family"] in {"extraction", "direct_restoration"}}) == 1
         and items(plan, SEDATION)[0]["depth"] == "general"
         for plan in tiers(found)
     ) and "capacity_and_consent" in flags(found)),
    ("fear: advice first, then a sedated sitting, then the rest awake; the cheapest plan goes without", [
        finding("a", "16 26 36 46", CAVITY, icdas=5)],
     {"patient": person(conditions=["severe dental phobia"])},
     lambda found: [bool(items(plan, SEDATION)) for plan in tiers(found)] == [True, True, False]
     and all(
         items(plan, "oral_hygiene_instruction")[0]["visit"] < light["visit"]
         <= min(one["visit"] for one in items(plan, "direct_restoration"))
         and one_lower_side(plan)
         for plan in tiers(found) for light in items(plan, SEDATION)
     )),
    ("fear: no sedation for cleaning alone, nor for relief on the first day",
     [finding("a", "mouth", "gingivitis"), finding("b", "36", "acute apical abscess", restorable=False)],
     {"patient": person(conditions=["severe dental phobia"])}, lambda found: nowhere(found, SEDATION)),
    ("fear in pregnancy is met awake", [finding("a", "36", CAVITY, icdas=5)],
     {"patient": person(age_years=30, pregnancy_weeks=20, conditions=["severe dental phobia"])},
     lambda found: nowhere(found, SEDATION)),
    ("a child afraid of treatment gets laughing gas at most, and one lower side at a time",
     [finding("a", "75 85", CAVITY, icdas=5, surfaces=2)],
     {"patient": person(age_years=8, weight_kg=26, growth_complete=False, conditions=["dental anxiety"])},
     lambda found: {one["depth"] for plan in tiers(found) for one in items(plan, SEDATION)} == {"minimal"}
     and all(one_lower_side(plan) for plan in tiers(found) if items(plan, SEDATION))),
    ("S33 a practice that has chosen no table follows the lowest", [finding("a", "16", CAVITY, icdas=5)],
     {"patient": person(weight_kg=60), "country": "US"},
     lambda found: most_mg(found) == {"264"} and "table of AU" in flags(found)["local_anaesthetic_dose_limit"]),
    ("S31 a practice that has chosen the US table follows it and says so", [finding("a", "16", CAVITY, icdas=5)],
     {"patient": person(weight_kg=60), "country": "US", "dose_country": "US"},
     lambda found: most_mg(found) == {"420"} and "table of US" in flags(found)["local_anaesthetic_dose_limit"]),
    ("S33 a practice in a country without a table follows the lowest", [finding("a", "16", CAVITY, icdas=5)],
     {"patient": person(weight_kg=60), "dose_country": "gb"},
     lambda found: most_mg(found) == {"264"} and "table of AU" in flags(found)["local_anaesthetic_dose_limit"]),
    ("R36 weeks after a heart attack: gums are cleaned and a lost cusp filled in each plan, crown and surgery wait",
     [finding("a", "mouth", "periodontitis", stage="III", grade="B"), finding("b", "26", "missing cusp", cusps_lost=1),
      finding("c", "36", "infrabony defect", depth_mm=5)],
     {"patient": person(conditions=["myocardial infarction two months ago"], asa=3)},
     lambda found: everywhere(found, PLANING) and everywhere(found, "direct_restoration", "26")
     and nowhere(found, "crown", "onlay_or_inlay", "periodontal_access_surgery", "periodontal_regenerative_surgery")
     and not any(plan["unaddressed"] for plan in tiers(found))),
    ("what the history puts off in every way stays put off: an implant weeks after a stroke, and no tooth goes for it",
     [gap(), finding("a", "46", "missing cusp", cusps_lost=2, restorable=True)],
     {"patient": person(conditions=["stroke three weeks ago"], asa=3), "missing_teeth": ["36"],
      "patient_wishes": ["implant"]},
     lambda found: reasons(found, "c") == {"deferred_medical"} and nowhere(found, "extraction")),
    ("asleep a dead molar is filled in the one session, with no relief before it, and the lost tooth still goes",
     [finding("a", "36", "pulp necrosis", restorable=True, apical="acute apical abscess"), lost(fid="b")],
     {"patient": person(age_years=30, conditions=["severe learning disability, cannot cooperate"])},
     lambda found: somewhere(found, "root_canal_treatment", "36") and everywhere(found, "extraction", "46")
     and nowhere(found, "emergency_pulpectomy") and not any(plan["unaddressed"] for plan in tiers(found))
     and all(one["start_day"] == one["end_day"]
             for plan in tiers(found) for one in items(plan, "root_canal_treatment"))),
    ("asleep the tooth goes today; an implant that would wait for its wound is planned after the session, and said so",
     [lost("42 26", fid="b"), finding("c", "14", CAVITY, icdas=5)],
     {"patient": person(age_years=30, conditions=["severe learning disability, cannot cooperate"]),
      "patient_wishes": ["implants"]},
     lambda found: everywhere(found, "extraction", "42") and nowhere(found, "implant_placement", "implant_crown")
     and everywhere(found, "interim_removable_prosthesis", "42") and bool(reasons(found, "wish:implants"))
     and not reasons(found, "b")),
    ("sedation never has a visit of its own", [lost("38 48")],
     {"patient": person(conditions=["dental phobia"]), "patient_wishes": ["sedation"]},
     lambda found: all(
         one["visit"] in {other["visit"] for other in items(plan, "extraction")}
         for plan in tiers(found) for one in items(plan, SEDATION)
     )),
    ("an allergy to the numbing medicine is tested first", [finding("a", "36", CAVITY, icdas=5)],
     {"patient": person(allergies=["lidocaine"])},
     lambda found: before(found, "specialist_referral", "direct_restoration", 14)),
    ("one letter says all its reasons", [lost("46")],
     {"patient": person(medications=["warfarin", "alendronate for 9 years"],
      results={"hba1c": 9.4, "inr": 2.5, "inr_age_days": 1})},
     lambda found: all(
         len(items(plan, "medical_consultation")) == 1
          and items(plan, "medical_consultation")[0]["because"].count(".") >= 2
         for plan in tiers(found)
     )),
    ("unknown words are asked about and change nothing", [finding("a", "16", CAVITY, icdas=5)],
     {"patient": person(conditions=["Gribble syndrome"], medications=["zorblaxin"], allergies=["purple dye 7"])},
     lambda found: len(found["questions"]) == 3 and everywhere(found, "direct_restoration")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "findings", "told", "holds"), CASES, ids=[row[0] for row in CASES])
def test_history_changes_the_plan(rule: str, findings: list[Json], told: dict[str, Any], holds: Holds) -> None:
    found = planned(*findings, **told)
    assert holds(found), (rule, [(plan["tier"], sorted(families(plan))) for plan in tiers(found)], flags(found))


WISHES: list[tuple[str, list[Json], dict[str, Any], Holds]] = [
    ("no metal: crowns and dentures without it, fillings as ever",
     [finding("a", "36", "missing cusp", cusps_lost=2), finding("b", "14", CAVITY, icdas=5)],
     {"patient_wishes": ["no metal"]},
     lambda found: not any("metal" in one["procedure"] for plan in tiers(found) for one in plan["items"])
     and everywhere(found, "direct_restoration", "14")),
    ("a metal allergy says the same unasked", [finding("a", "36", "pulp necrosis", restorable=True)],
     {"patient": person(allergies=["nickel"])},
     lambda found: not any("metal" in one["procedure"] for plan in tiers(found) for one in plan["items"])),
    ("no amalgam refuses no filling", [finding("a", "14", CAVITY, icdas=5)], {"patient_wishes": ["no amalgam"]},
     lambda found: everywhere(found, "direct_restoration", "14")),
    ("no x-rays: none is taken, and what needs one says that it waits",
     [finding("a", "36", CAVITY, evidence=("clinical_examination",), icdas=5)], {"patient_wishes": ["no x-rays"]},
     lambda found: nowhere(found, "intraoral_radiographs", "panoramic_radiograph", "cbct_scan")
     and all(one["pending_evidence"] for plan in tiers(found) for one in items(plan, "direct_restoration"))),
    ("an antibiotic in place of treatment is not indicated",
     [finding("a", "36", "irreversible pulpitis", symptomatic=True, restorable=True)],
     {"patient_wishes": ["antibiotics"]},
     lambda found: nowhere(found, "systemic_antibiotic_course")
     and reasons(found, "wish:antibiotics") == {"not_indicated"}),
    ("a wish to sleep is answered tier by tier, with the operation", [lost("36 46")],
     {"patient_wishes": ["general anaesthesia"]},
     lambda found: [items(plan, SEDATION)[0]["depth"] for plan in tiers(found)]
     == ["general", "moderate", "minimal"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "findings", "told", "holds"), WISHES, ids=[row[0] for row in WISHES])
def test_refusals_change_the_plan(rule: str, findings: list[Json], told: dict[str, Any], holds: Holds) -> None:
    found = planned(*findings, **told)
    assert holds(found), (rule, [(plan["tier"], sorted(families(plan))) for plan in tiers(found)])
