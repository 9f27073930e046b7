"""Buried and inflamed wisdom teeth, roots, sockets, injuries, sores: what is done, when, and what is left alone."""

from collections.abc import Callable
from typing import Any

import pytest
from plan_cases import FRESH, finding, person
from plan_reading import Json, everywhere, flags, items, nowhere, planned, reasons, somewhere, starts, tiers

Holds = Callable[[Json], bool]
CHILD = {"patient": person(age_years=9, weight_kg=30, growth_complete=False)}
FLAT = tuple(name for name in FRESH if name != "cbct")


def gap_days(found: Json, first: str, later: str) -> set[int]:
    """Days between the families, over all tiers."""
    return {
        two["start_day"] - one["end_day"]
        for plan in tiers(found)
        for one in items(plan, first)
        for two in items(plan, later)
    }


def splint_days(found: Json) -> set[int]:
    return gap_days(found, "repositioning_and_splinting", "splint_removal")


CASES: list[tuple[str, list[Json], dict[str, Any], Holds]] = [
    ("S66 a first mild inflammation is rinsed, the tooth stays",
     [finding("a", "48", "pericoronitis", episode=1, severity="mild")], {},
     lambda found: everywhere(found, "drainage_of_abscess", "48") and nowhere(found, "extraction", "coronectomy")),
    ("S66 should a first one come back, removal is priced apart", [finding("a", "48", "pericoronitis", episode=1)], {},
     lambda found: any("comes back" in one["trigger"] for plan in tiers(found) for one in plan["contingencies"])),
    ("a child's buried canine that may harm a root is scanned, not taken out on suspicion",
     [finding("a", "13", "impacted tooth", evidence=FLAT, root_damage="suspected"),
      finding("b", "53", "retained primary tooth")],
     {"patient": person(age_years=12, growth_complete=False)},
     lambda found: nowhere(found, "extraction", place="13") and everywhere(found, "cbct_scan", "13")
     and somewhere(found, "surgical_exposure", "13") and everywhere(found, "extraction", "53")),
    ("S66 a second one removes the tooth", [finding("a", "48", "pericoronitis", episode=2)], {},
     lambda found: all(items(plan, "extraction", "48") or items(plan, "coronectomy", "48") for plan in tiers(found))),
    ("S45 a severe first one with fever: rinse and antibiotic today, removal days later",
     [finding("a", "48", "pericoronitis", episode=1, severity="severe", fever=True)], {},
     lambda found: everywhere(found, "systemic_antibiotic_course")
      and min(gap_days(found, "drainage_of_abscess", "extraction")) >= 3),
    ("S66 a buried tooth without disease is watched, and says until when",
     [finding("a", "38", "impacted tooth", pathology="none", symptoms="none")], {},
     lambda found: nowhere(found, "extraction", "coronectomy") and reasons(found, "a") == {"not_indicated_monitor"}),
    ("a cyst takes the whole tooth, even at the nerve, and a scan first",
     [finding("a", "38", "impacted tooth", evidence=FLAT, pathology="dentigerous cyst", nerve_sign="dark roots")], {},
     lambda found: everywhere(found, "extraction", "38") and everywhere(found, "cbct_scan", "38")
     and "nerve_injury_risk" in flags(found)),
    ("at the nerve and inflamed: the crown alone may be removed",
     [finding("a", "38", "pericoronitis", episode=2), finding("b", "38", "impacted tooth", nerve_contact=True)], {},
     lambda found: somewhere(found, "coronectomy", "38")),
    ("S20 a socket without its clot is dressed at once, without an antibiotic",
     [finding("a", "38", "dry socket", day=3)], {"missing_teeth": ["38"]},
     lambda found: all(day == 0 for day in starts(found, "dry_socket_dressing"))
      and nowhere(found, "systemic_antibiotic_course")),
    ("S20 a tooth knocked sideways is held for four weeks", [finding("a", "21", "luxation", type="lateral")], {},
     lambda found: splint_days(found) == {28}),
    ("S20 a tooth pulled out of its socket for two weeks", [finding("a", "21", "luxation", type="extrusion")], {},
     lambda found: splint_days(found) == {14}),
    ("S20 a root broken near the gum for four months", [finding("a", "21", "root fracture", level="cervical")], {},
     lambda found: splint_days(found) == {112}),
    ("S20 a root broken near its tip for four weeks", [finding("a", "21", "root fracture", level="apical")], {},
     lambda found: splint_days(found) == {28} and nowhere(found, "root_canal_treatment")),
    ("S20 a bruised tooth is not splinted", [finding("a", "21", "luxation", type="concussion")], {},
     lambda found: nowhere(found, "repositioning_and_splinting") and everywhere(found, "monitoring_review")),
    ("S20 a young tooth pushed in is left to come back",
     [finding("a", "11", "luxation", type="intrusion", apex="open")], CHILD,
     lambda found: nowhere(found, "repositioning_and_splinting", "root_canal_treatment")
     and any("not moved" in branch["trigger"] for plan in tiers(found) for branch in plan["contingencies"])),
    ("S20 a grown tooth pushed in is brought back, its canal cleaned within three weeks",
     [finding("a", "11", "luxation", type="intrusion", apex="closed", mm=6)], {},
     lambda found: max(gap_days(found, "repositioning_and_splinting", "root_canal_treatment")) <= 21),
    ("S20 a milk tooth pushed in is watched", [finding("a", "51", "luxation", type="intrusion")],
     {"patient": person(age_years=3, growth_complete=False)},
     lambda found: nowhere(found, "repositioning_and_splinting") and everywhere(found, "monitoring_review", "51")),
    ("S20 a young tooth put back keeps its chance of blood: no root canal, a branch for the case that it fails",
     [finding("a", "21", "avulsion", dry_time_minutes=20, apex="open", storage="milk")], CHILD,
     lambda found: everywhere(found, "tooth_replantation", "21") and nowhere(found, "root_canal_treatment")
     and any("blood supply" in branch["trigger"] for plan in tiers(found) for branch in plan["contingencies"])),
    ("a tooth is not put back into a mouth whose heart it endangers",
     [finding("a", "21", "avulsion", dry_time_minutes=20, apex="closed")],
     {"patient": person(conditions=["mechanical aortic valve"])},
     lambda found: nowhere(found, "tooth_replantation") and everywhere(found, "interim_removable_prosthesis")),
    ("R03 a tooth knocked out that is past restoring is neither put back nor taken out again",
     [finding("a", "11", "avulsion", dry_time_minutes=20, apex="closed"), finding("b", "11", "non-restorable tooth")],
     {},
     lambda found: nowhere(found, "tooth_replantation", "extraction", "root_canal_treatment", "socket_graft")
     and all(one["for_findings"] == ["a", "b"] and one["start_day"] == 0
             for plan in tiers(found) for one in items(plan, "interim_removable_prosthesis", "11"))
     and everywhere(found, "interim_removable_prosthesis", "11") and not reasons(found, "b")),
    ("a milk tooth knocked out is not taken out again, whatever else was found on it; its neighbour still goes",
     [finding("a", "52", "avulsion", dry_time_minutes=20), finding("b", "51 52", "non-restorable tooth")],
     {"patient": person(age_years=4, weight_kg=17, growth_complete=False)},
     lambda found: everywhere(found, "extraction", "51") and nowhere(found, "extraction", place="52")
     and nowhere(found, "tooth_replantation") and not reasons(found, "a") and not reasons(found, "b")),
    ("soil in a wound asks for tetanus protection",
     [finding("a", "11 21", "uncomplicated crown fracture", contaminated="soil")], {},
     lambda found: "tetanus_status_check" in flags(found)),
    ("R01 over R22: pus on both lower sides is let out on the first day, and the plan says that both are numb",
     [finding(name, tooth, "acute apical abscess", restorable=True) for name, tooth in (("a", "36"), ("b", "46"))], {},
     lambda found: starts(found, "drainage_of_abscess") == [0] * 6
     and all("both sides of the lower jaw" in " ".join(plan["unmet_preferences"]) for plan in tiers(found))),
    ("R22 fillings on both lower sides that can wait are done on two days",
     [finding("a", "36 46", "cavitated dentine caries", icdas=5)], {},
     lambda found: all(
         len({one["visit"] for one in items(plan, "direct_restoration")}) == 2 and not plan["unmet_preferences"]
         for plan in tiers(found)
     )),
    ("S73 a hard sore is sampled at once; the new denture waits for the result",
     [finding("a", "mouth", "suspicious mucosal lesion", weeks=5, induration=True),
      finding("b", "lower_arch", "ill-fitting denture")],
     {"patient_wishes": ["new denture"]},
     lambda found: everywhere(found, "biopsy") and nowhere(found, "complete_denture", "denture_reline")
     and reasons(found, "b") == {"deferred_clinical"}),
    ("S73 a fresh sore at a sharp edge is looked at again after two weeks, with the sample as a branch",
     [finding("a", "mouth", "suspicious mucosal lesion", weeks=1, cause="sharp edge")], {},
     lambda found: nowhere(found, "biopsy") and max(starts(found, "monitoring_review")) <= 14
     and any(
         item["family"] == "biopsy"
         for plan in tiers(found) for branch in plan["contingencies"] for item in branch["items"]
     )),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "findings", "told", "holds"), CASES, ids=[row[0] for row in CASES])
def test_surgery_and_injury(rule: str, findings: list[Json], told: dict[str, Any], holds: Holds) -> None:
    found = planned(*findings, **told)
    told_items = [(plan["tier"], [(one["family"], one["start_day"]) for one in plan["items"]]) for plan in tiers(found)]
    assert holds(found), (rule, told_items, flags(found))


def test_the_emergency_step_is_the_same_in_every_tier() -> None:
    found = planned(finding("a", "21", "luxation", type="lateral"))
    urgent = [
        {(one["procedure"], tuple(one["where"])) for one in plan["items"] if one["phase"] == "urgent"}
        for plan in tiers(found)
    ]
    assert urgent[0] == urgent[1] == urgent[2] != set()


def test_another_name_of_a_finding_still_says_which_kind_it_is() -> None:
    named, plain = (planned(finding("a", "21", term)) for term in ("concussion", "lateral luxation"))
    assert nowhere(named, "repositioning_and_splinting")
    assert splint_days(plain) == {28}
    assert named["questions"] == []
