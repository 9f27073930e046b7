"""Rules for teeth as a table: what a thoughtful dentist expects of the three plans, and where that stands.

Each row is a mouth and what must hold in its plans. Families are plain names, `a|b` is either; places are teeth or
`mouth`. `everywhere` holds in each plan, `somewhere` in at least one, `nowhere` in none; `order` is before -> after
wherever both are planned; `days` are the days from the end of one to the start of the other; `if_so` are branches.
"""

from dataclasses import dataclass, field
from typing import Any

from plan_cases import FRESH, finding, person

Part = tuple[str, str]
COVER = "onlay_or_inlay|crown"
FILLED = "direct_restoration|indirect_pulp_treatment|onlay_or_inlay|crown|preformed_crown|restoration_repair"
CHILD: dict[str, Any] = {"growth_complete": False}


@dataclass(frozen=True)
class ToothRule:
    """One row of the table."""

    says: str
    source: str
    findings: tuple[dict[str, Any], ...]
    told: dict[str, Any] = field(default_factory=dict)
    everywhere: tuple[Part, ...] = ()
    somewhere: tuple[Part, ...] = ()
    nowhere: tuple[Part, ...] = ()
    order: tuple[tuple[Part, Part], ...] = ()
    days: tuple[tuple[Part, Part, int, int | None], ...] = ()
    first_day: tuple[Part, ...] = ()
    if_so: tuple[Part, ...] = ()
    left: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    cheaper_each_tier: bool = True


RULES = (
    ToothRule(
        "a pulpitis that nobody called painless is relieved on the first day, before the cleaning", "R01, S45",
        (finding("a", "46", "irreversible pulpitis", restorable=True), finding("b", "mouth", "gingivitis")),
        first_day=(("emergency_pulpectomy|root_canal_treatment|vital_pulpotomy", "46"),),
        everywhere=(("professional_cleaning", "mouth"),),
    ),
    ToothRule(
        "a painless pulpitis waits for the ordinary course and needs no opening for pain", "R01",
        (finding("a", "46", "irreversible pulpitis", restorable=True, symptomatic=False),),
        nowhere=(("emergency_pulpectomy", "46"), ("systemic_antibiotic_course", "mouth")),
        everywhere=(("root_canal_treatment|vital_pulpotomy", "46"),),
    ),
    ToothRule(
        "a crown that waits for the gum re-check and for gum surgery still stands within 120 days of the canal",
        "R05, R07, S28",
        (
            finding("a", "46", "pulp necrosis", restorable=True, cusps_lost=2),
            finding("b", "mouth", "periodontitis", stage="III", grade="B"),
        ),
        everywhere=(("root_canal_treatment", "46"), ("periodontal_re_evaluation", "mouth")),
        days=((("root_canal_treatment", "46"), (COVER, "46"), 0, 120),),
        order=((("periodontal_re_evaluation", "mouth"), (COVER, "46")),),
    ),
    ToothRule(
        "a vital crack is tested with a band, covered, looked at for a year, and its nerve planned for", "R08, S29",
        (finding("a", "36", "cracked tooth", probing_mm=3), finding("b", "36", "reversible pulpitis")),
        nowhere=(("root_canal_treatment", "36"), ("extraction", "36")),
        somewhere=(("provisional_restoration", "36"),),
        days=((("provisional_restoration", "36"), (COVER, "36"), 14, 60),),
        if_so=(("root_canal_treatment", "36"), ("extraction", "36")), flags=("guarded_prognosis",),
    ),
    ToothRule(
        "a crack across the floor is a split tooth: it goes, in the premium plan with its bone kept", "S30, S72",
        (finding("a", "37", "cracked tooth", location="mesial ridge to pulp floor", probing_mm=8),),
        everywhere=(("extraction", "37"),), somewhere=(("socket_graft", "37"),), nowhere=((COVER, "37"),),
        cheaper_each_tier=False,
    ),
    ToothRule(
        "old decay below the gum of a molar: its edge is laid bare after the gum re-check, then covered or filled",
        "F06, S69",
        (
            finding("a", "46", "recurrent caries", subgingival_mm=2),
            finding("b", "mouth", "periodontitis", stage="II", grade="B"),
        ),
        somewhere=(("crown_lengthening", "46"), ("onlay_or_inlay", "46")),
        everywhere=(("temporary_restoration|direct_restoration|restoration_repair", "46"),),
        days=(
            (("periodontal_re_evaluation", "mouth"), ("crown_lengthening", "46"), 7, None),
            (("crown_lengthening", "46"), ("onlay_or_inlay|direct_restoration", "46"), 42, 180),
        ),
    ),
    ToothRule(
        "decay below the gum of a front tooth: the premium plan lifts it and rests two months before the crown",
        "F71, S77",
        (finding("a", "12", "cavitated dentine caries", icdas=6, margin="subgingival"),),
        somewhere=(("orthodontic_extrusion", "12"), ("crown_lengthening", "12")),
        days=(
            (("orthodontic_extrusion", "12"), ("crown", "12"), 56, None),
            (("crown_lengthening", "12"), ("direct_restoration", "12"), 84, 180),
        ),
    ),
    ToothRule(
        "nobody who bleeds is operated on for a filling below the gum", "R36, S37",
        (finding("a", "46", "recurrent caries", subgingival_mm=2),),
        told={"patient": person(medications=["apixaban"])},
        everywhere=(("direct_restoration|restoration_repair", "46"),), nowhere=(("crown_lengthening", "46"),),
    ),
    ToothRule(
        "who wishes for straight teeth has them moved in each plan, the cheapest with a plate", "F75, S2",
        (finding("a", "mouth", "crowding", irregularity_mm=5),),
        told={"patient_wishes": ["straight teeth"]},
        everywhere=(("comprehensive_orthodontics|limited_orthodontics", "mouth"), ("orthodontic_retention", "mouth")),
        somewhere=(("limited_orthodontics", "mouth"),),
    ),
    ToothRule(
        "severe crowding is moved fully or left, never tipped with a plate", "F75",
        (finding("a", "mouth", "crowding", irregularity_mm=9),),
        told={"patient_wishes": ["straight teeth"]},
        somewhere=(("comprehensive_orthodontics", "mouth"),), nowhere=(("limited_orthodontics", "mouth"),),
    ),
    ToothRule(
        "who wishes for something fixed where a front tooth never formed gets no plate for good", "F62",
        (finding("a", "12", "congenitally missing tooth"),),
        told={"missing_teeth": ["12"], "patient_wishes": ["implant"]},
        everywhere=(("implant_placement|resin_bonded_bridge", "12"),),
        nowhere=(("interim_removable_prosthesis", "12"), ("fixed_bridge", "12")),
    ),
    ToothRule(
        "the new shape of a worn mouth is tried a week before it is built up", "F19",
        (finding("a", "mouth", "erosive tooth wear", bewe=15),),
        somewhere=(("diagnostic_wax_up", "mouth"),),
        days=((("diagnostic_wax_up", "mouth"), ("direct_restoration", "16"), 7, 60),),
    ),
    ToothRule(
        "a filled root is not opened for pain nor filled again when the tooth breaks below the gum", "F71",
        (finding("a", "21", "crown-root fracture", mm_below_gum=4, root_filled=True, restorable=True),),
        somewhere=(("orthodontic_extrusion", "21"), ("crown", "21")),
        nowhere=(("root_canal_treatment", "21"), ("emergency_pulpectomy", "21")),
    ),
    ToothRule(
        "an old root filling in canal and pocket disease is renewed; surgery comes a week after the re-check",
        "R09, F47",
        (finding("a", "46", "endodontic-periodontal lesion", root_filled=True, prognosis="fair"),),
        somewhere=(("root_canal_retreatment", "46"), ("periodontal_regenerative_surgery", "46")),
        nowhere=(("root_canal_treatment", "46"),),
        days=(
            (("root_canal_retreatment", "46"), ("periodontal_regenerative_surgery", "46"), 60, None),
            (("periodontal_re_evaluation", "46"), ("periodontal_regenerative_surgery", "46"), 7, 60),
        ),
        if_so=(("extraction", "46"),), flags=("guarded_prognosis",),
    ),
    ToothRule(
        "a knocked-out tooth whose root is filled needs no canal treatment when it is put back", "S20",
        (finding("a", "11", "avulsion", dry_time_minutes=30, apex="closed", root_filled=True),),
        everywhere=(("tooth_replantation", "11"), ("splint_removal", "11")), nowhere=(("root_canal_treatment", "11"),),
        cheaper_each_tier=False,
    ),
    ToothRule(
        "first decay between teeth is infiltrated or varnished, never drilled, and a hole is planned for", "S18",
        (finding("a", "14 25", "initial enamel caries lesion", icdas=2, surface="approximal", activity="active"),),
        somewhere=(("resin_infiltration", "14"),), everywhere=(("fluoride_varnish", "mouth"),),
        nowhere=((FILLED, "14"), ("fissure_sealant", "14")), if_so=(("direct_restoration", "14"),),
    ),
    ToothRule(
        "decay in a front tooth is stopped at once and closed for good two weeks after whitening", "R12, S70",
        (finding("a", "11", "cavitated dentine caries", icdas=5),), {"patient_wishes": ["whiter teeth"]},
        everywhere=(("temporary_restoration", "11"), ("tooth_whitening", "mouth")),
        days=((("tooth_whitening", "mouth"), ("direct_restoration", "11"), 14, None),
              (("temporary_restoration", "11"), ("direct_restoration", "11"), 0, 180)),
    ),
    ToothRule(
        "front fillings that no longer please are renewed in the new shade", "R12, S70",
        (finding("a", "11 21", "defective restoration"), finding("b", "mouth", "discoloration", shade="A4")),
        {"patient_wishes": ["whiter teeth"]},
        days=((("tooth_whitening", "mouth"), ("direct_restoration|restoration_repair", "11"), 14, None),),
    ),
    ToothRule(
        "colour that nobody minds is left alone", "R25",
        (finding("a", "mouth", "discoloration", shade="A3"), finding("b", "mouth", "dental fluorosis", dean=1)),
        nowhere=(("tooth_whitening|enamel_microabrasion|resin_infiltration|direct_veneer", "mouth"),),
        left={"a": "not_indicated", "b": "not_indicated"}, cheaper_each_tier=False,
    ),
    ToothRule(
        "a dark root-filled tooth is whitened from inside and closed two weeks later, not crowned", "R25, S70",
        (finding("a", "21", "discoloration", root_filled=True),), {"patient_wishes": ["a lighter tooth"]},
        everywhere=(("internal_bleaching", "21"),), nowhere=(("crown|ceramic_veneer", "21"),),
        days=((("internal_bleaching", "21"), ("direct_restoration", "21"), 14, None),),
    ),
    ToothRule(
        "a dead dark tooth is treated inside before it is whitened there", "R07",
        (
            finding("a", "11", "pulp necrosis", restorable=True, apical="asymptomatic apical periodontitis"),
            finding("b", "11", "discoloration"),
        ),
        {"patient_wishes": ["a lighter tooth"]}, somewhere=(("internal_bleaching", "11"),),
        order=((("root_canal_treatment", "11"), ("internal_bleaching", "11")),
               (("internal_bleaching", "11"), ("direct_restoration", "11"))),
    ),
    ToothRule(
        "bleeding gums are calm before anything is done for looks", "R25",
        (finding("a", "mouth", "gingivitis", bleeding_percent=40), finding("b", "12 11 21 22", "discoloration")),
        {"patient_wishes": ["veneers"]}, somewhere=(("ceramic_veneer", "11"),),
        days=((("professional_cleaning", "mouth"), ("tooth_whitening|ceramic_veneer|direct_veneer", "11"), 28, None),),
    ),
    ToothRule(
        "acid is dealt with and the wear watched for three months before ceramics, which stay provisional", "R27, R34",
        (finding("a", "13 12 11 21 22 23", "erosive tooth wear", bewe=3, dentine_exposed=True),),
        {"patient": person(age_years=24, conditions=["reflux", "bulimia"]), "patient_wishes": ["veneers"]},
        everywhere=(("medical_consultation", "mouth"), ("diet_and_lifestyle_advice", "mouth")),
        nowhere=(("root_canal_treatment", "11"), ("crown", "11")),
        days=((("diet_and_lifestyle_advice", "mouth"), ("ceramic_veneer|direct_restoration", "11"), 90, None),),
        flags=("reflux_or_eating_disorder_medical",),
    ),
    ToothRule(
        "decay under a worn surface does not wait until the wear has been watched", "R01, R27",
        (finding("a", "mouth", "attrition", twi=3), finding("b", "36", "cavitated dentine caries", icdas=5)),
        first_day=(("direct_restoration", "36"),),
    ),
    ToothRule(
        "a grinder gets the guard after the cover that changes the bite", "R26",
        (finding("a", "46", "missing cusp", cusps_lost=2), finding("b", "mouth", "bruxism")),
        everywhere=(("occlusal_splint", "mouth"),), order=(((COVER, "46"), ("occlusal_splint", "mouth")),),
        flags=("bruxism_protection",),
    ),
    ToothRule(
        "a tooth that will be moved is built up now and covered when the bite is final", "R11, R32",
        (finding("a", "15", "missing cusp", cusps_lost=1), finding("b", "mouth", "crowding", irregularity_mm=6)),
        {"patient_wishes": ["straight teeth"]}, somewhere=(("comprehensive_orthodontics", "mouth"), (COVER, "15")),
        order=((("core_build_up", "15"), ("comprehensive_orthodontics", "mouth")),),
        days=((("comprehensive_orthodontics", "mouth"), (COVER, "15"), 14, None),),
    ),
    ToothRule(
        "a root-filled premolar with one wall gets a post, a molar a foundation", "S6, S-fer",
        (
            finding("a", "15", "missing cusp", cusps_lost=2, root_filled=True, walls_left=1),
            finding("b", "36", "missing cusp", cusps_lost=3, root_filled=True),
        ),
        somewhere=(("post_and_core", "15"), ("core_build_up", "36")),
        nowhere=(("post_and_core", "36"), ("root_canal_treatment", "15"), ("root_canal_retreatment", "36")),
    ),
    ToothRule(
        "recurrent decay that took a cusp is removed first, covered by the better plans, never only repaired", "R06",
        (finding("a", "36", "recurrent caries", surfaces=3, cusps_lost=1),
         finding("b", "mouth", "periodontitis", stage="II", grade="B")),
        somewhere=((COVER, "36"),), nowhere=(("restoration_repair", "36"),),
        order=((("core_build_up", "36"), ("periodontal_re_evaluation", "mouth")),
               (("periodontal_re_evaluation", "mouth"), (COVER, "36"))),
    ),
    ToothRule(
        "a milk molar with an abscess goes today; its space is kept or watched, and no adult root filling is made",
        "R33, S46, S79",
        (finding("a", "84", "acute apical abscess", evidence=("periapical_radiograph", "clinical_examination")),),
        {"patient": person(age_years=6, weight_kg=21, **CHILD)},
        first_day=(("extraction", "84"),), somewhere=(("space_maintainer", "84"),),
        nowhere=(("root_canal_treatment", "84"), ("systemic_antibiotic_course", "mouth")),
        days=((("extraction", "84"), ("post_surgical_review", "84"), 1, 3),), flags=("consent_by_guardian",),
        cheaper_each_tier=False,
    ),
    ToothRule(
        "a milk molar that no tooth follows may be root-filled for good", "R33, S79",
        (finding("a", "85", "irreversible pulpitis", restorable=True),
         finding("b", "45", "congenitally missing tooth")),
        {"patient": person(age_years=24), "missing_teeth": ["45"]}, somewhere=(("root_canal_treatment", "85"),),
        nowhere=(("resin_bonded_bridge|implant_placement", "45"),),
    ),
    ToothRule(
        "the orthodontist is asked before a soft molar is taken from a child", "S52, judgement",
        (finding("a", "36", "enamel hypomineralisation", severity="severe", restorable=False),),
        {"patient": person(age_years=9, **CHILD)},
        everywhere=(("orthodontic_assessment", "mouth"), ("extraction", "36")),
        order=((("orthodontic_assessment", "mouth"), ("extraction", "36")),), cheaper_each_tier=False,
    ),
    ToothRule(
        "a small defect at the neck of a root is repaired, a large one is only watched", "F25, S5",
        (finding("a", "22", "tooth resorption", type="external cervical", heithersay=2),
         finding("b", "46", "tooth resorption", type="external cervical", heithersay=4)),
        somewhere=(("periodontal_access_surgery", "22"),), everywhere=(("monitoring_review", "46"),),
        nowhere=(("root_canal_treatment|crown", "46"),), if_so=(("extraction", "46"),), flags=("guarded_prognosis",),
        cheaper_each_tier=False,
    ),
    ToothRule(
        "pus at a root-filled tooth is let out and the filling renewed; the tooth is not simply taken", "R01, S45, S46",
        (finding("a", "36", "acute apical abscess", restorable=True),
         finding("b", "36", "persistent disease after root canal treatment")),
        first_day=(("drainage_of_abscess", "36"),), somewhere=(("root_canal_retreatment", "36"),),
        nowhere=(("root_canal_treatment", "36"), ("systemic_antibiotic_course", "mouth")),
        days=((("drainage_of_abscess", "36"), ("post_surgical_review", "36"), 1, 3),
              (("root_canal_retreatment", "36"), (COVER, "36"), 0, 120)),
    ),
    ToothRule(
        "who refuses a root canal keeps part of the nerve; the tooth is not taken for it", "R36, S78",
        (finding("a", "46", "irreversible pulpitis", restorable=True, symptomatic=True),),
        {"patient_wishes": ["no root canal treatment"]},
        everywhere=(("vital_pulpotomy", "46"),), nowhere=(("root_canal_treatment", "46"), ("extraction", "46")),
        cheaper_each_tier=False,
    ),
    ToothRule(
        "an abscess is drained and its canal treated while a suspicious change is examined; implants wait", "R01, R29",
        (finding("a", "12", "acute apical abscess", restorable=True), finding("b", "41", "non-restorable tooth"),
         finding("c", "mouth", "suspicious mucosal lesion")),
        first_day=(("drainage_of_abscess", "12"), ("biopsy", "mouth")), somewhere=(("root_canal_treatment", "12"),),
        nowhere=(("implant_placement|fixed_bridge", "41"),), flags=("suspicious_lesion_urgent",),
    ),
    ToothRule(
        "a root kept in bone that may not heal gets its seal and nothing else, whatever was found on the tooth",
        "R20, S41",
        (finding("a", "44", "irreversible pulpitis", restorable=False),
         finding("b", "44", "missing cusp", cusps_lost=2), finding("c", "44", "discoloration")),
        {"patient": person(age_years=68, conditions=["multiple myeloma"], medications=["zoledronic acid 4 mg monthly"]),
         "patient_wishes": ["whiter teeth"]},
        everywhere=(("root_canal_treatment", "44"), ("temporary_restoration", "44")),
        nowhere=(("extraction|internal_bleaching|onlay_or_inlay|crown|direct_restoration", "44"),),
        flags=("mronj_higher_risk",),
    ),
    ToothRule(
        "a fused front tooth of a growing child loses its crown, is replaced at once, and gets no implant",
        "R18, R19, S52",
        (finding("a", "11", "ankylosis", infraocclusion_mm=3),), {"patient": person(age_years=12, **CHILD)},
        somewhere=(("decoronation", "11"), ("resin_bonded_bridge", "11"), ("interim_removable_prosthesis", "11")),
        nowhere=(("implant_placement|fixed_bridge", "11"),), flags=("growth_not_complete", "guarded_prognosis"),
        days=((("decoronation", "11"), ("interim_removable_prosthesis", "11"), 0, 14),
              (("decoronation", "11"), ("resin_bonded_bridge", "11"), 42, 180)),
    ),
    ToothRule(
        "white spots are infiltrated where they are minded, varnished and watched where money is short", "S18",
        (finding("a", "12 11 21 22", "initial enamel caries lesion", icdas=2, activity="active"),),
        {"patient": person(age_years=15, **CHILD), "patient_wishes": ["less visible spots"]},
        everywhere=(("fluoride_varnish", "mouth"), ("monitoring_review", "11")),
        somewhere=(("resin_infiltration", "11"),),
        nowhere=(("tooth_whitening|ceramic_veneer|direct_restoration", "11"),),
    ),
    ToothRule(
        "ceramics in a mouth full of decay wait three months for the prevention to work", "S54, S55",
        (finding("a", "mouth", "rampant caries"), finding("b", "36", "missing cusp", cusps_lost=2)),
        everywhere=(("caries_risk_management", "mouth"), ("oral_hygiene_instruction", "mouth")),
        days=((("caries_risk_management", "mouth"), (COVER, "36"), 90, None),), flags=("caries_high_risk",),
    ),
    ToothRule(
        "decay that reached the nerve brings prevention with it, also where the tooth is lost", "R02, S2",
        (finding("a", "46", "deep caries reaching pulp", restorable=False),),
        everywhere=(("caries_risk_management", "mouth"), ("oral_hygiene_instruction", "mouth"), ("extraction", "46")),
        somewhere=(("socket_graft", "46"),), flags=("caries_high_risk",), cheaper_each_tier=False,
    ),
    ToothRule(
        "the neck of a root that only softens is hardened, not drilled; what has stopped is left alone", "S54",
        (finding("a", "33", "root caries", activity="active", cavitated=False),
         finding("b", "43", "root caries", activity="arrested")),
        everywhere=(("fluoride_varnish", "mouth"),), nowhere=((FILLED, "33"), (FILLED, "43")),
        left={"b": "not_indicated_monitor"}, cheaper_each_tier=False,
    ),
    ToothRule(
        "a suspicion on a tooth is imaged and never drilled, whoever voiced it", "R38",
        (finding("a", "26", "cavitated dentine caries", evidence=(), suspected=True),
         finding("b", "45", "cavitated dentine caries", icdas=5, evidence=FRESH)),
        everywhere=(("intraoral_radiographs", "26"), ("direct_restoration", "45")), nowhere=((FILLED, "26"),),
        left={"a": "no_evidence"},
    ),
)  # fmt: skip
