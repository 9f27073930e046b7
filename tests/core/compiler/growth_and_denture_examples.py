"""Mouths that still grow, jaws that lose their teeth, histories that forbid, bites that are put right."""

from mouth_examples import LOWER, RE_CHECK, UPPER, WISDOM, Example, Wait, gone
from plan_cases import case, finding, person

GROWTH_AND_DENTURES = (
    Example(
        "growing: no implant and no bridge that joins teeth; what follows growth is priced apart",
        "R18; S52",
        case(
            finding("never", "12 22", "congenitally missing tooth"),
            finding("space", "mouth", "spacing", mm=4),
            patient=person(age_years=14, growth_complete=False),
            missing_teeth=["12", "22"],
            patient_wishes=["implants"],
        ),
        never=("implant_placement", "fixed_bridge", "implant_crown"),
        somewhere=("comprehensive_orthodontics", "resin_bonded_bridge@12"),
        waits=(Wait("comprehensive_orthodontics", "resin_bonded_bridge", 14),),
        branches=("implant_placement",),
        flags=("growth_not_complete", "consent_by_guardian"),
        left=(("wish:implants", "deferred_clinical"),),
    ),
    Example(
        "a milk molar lost at six: its space is kept, and measured where it is not",
        "b.2 F68; S79",
        case(
            finding("gap", "75", "missing tooth"),
            patient=person(age_years=6, growth_complete=False),
            missing_teeth=["75"],
        ),
        held=("space_maintainer@75|monitoring_review@75",),
        somewhere=("space_maintainer@75",),
        never=("implant_placement", "removable_partial_denture"),
    ),
    Example(
        "a jaw that loses its teeth is never without some: back teeth, then front teeth and the denture on one day",
        "R31, R35; S71",
        case(
            finding("hopeless", UPPER, "hopeless tooth", mobility=3),
            finding("gums", "mouth", "periodontitis", stage="IV", grade="C"),
            missing_teeth=["18", "28"],
            patient_wishes=["no implants"],
        ),
        held=("immediate_denture@upper_arch", "denture_reline@upper_arch", "denture_adjustment_review@upper_arch"),
        somewhere=("complete_denture@upper_arch",),
        never=("implant_placement", "crown", "removable_partial_denture"),
        waits=(
            RE_CHECK,
            Wait("immediate_denture", "denture_reline", 60, 365),
            Wait("immediate_denture", "complete_denture", 84, 400),
        ),
        most_visits={"premium": 21, "balanced": 21, "economy": 15},
    ),
    Example(
        "when the last teeth go nothing of the gums is left to treat: their removal answers the gum disease too",
        "R03, R20",
        case(
            finding("hopeless", f"{UPPER} {LOWER}", "hopeless tooth", mobility=3),
            finding("gums", "mouth", "periodontitis", stage="IV", grade="C"),
            missing_teeth=WISDOM,
            patient_wishes=["fixed teeth"],
        ),
        held=("extraction@17", "immediate_denture@lower_arch"),
        somewhere=("full_arch_implant_prosthesis@upper_arch", "implant_overdenture@lower_arch"),
        never=("subgingival_instrumentation", "periodontal_re_evaluation", "periodontal_access_surgery"),
        waits=(Wait("immediate_denture", "full_arch_implant_prosthesis", 84),),
        most_visits={"premium": 30, "balanced": 31, "economy": 17},
    ),
    Example(
        "an old denture is eased and lined while implants heal, and not made anew for that time",
        "b.2 F63, F65; S71",
        case(
            finding("loose", "lower_arch", "ill-fitting denture"),
            finding("empty", "lower_arch", "edentulous arch"),
            missing_teeth=gone(LOWER),
        ),
        held=("denture_adjustment_review@lower_arch", "implant_placement|complete_denture"),
        waits=(Wait("implant_placement", "implant_overdenture", 61),),
        most_visits={"premium": 10, "balanced": 11, "economy": 8},
    ),
    Example(
        "where bone may not heal no implant is planned, and a denture still is",
        "R36; S41",
        case(
            finding("empty", "upper_arch", "edentulous arch"),
            patient=person(medications=["zoledronic acid 4 mg monthly"], conditions=["bone metastases"]),
            missing_teeth=gone(UPPER),
            patient_wishes=["implants"],
        ),
        held=("complete_denture@upper_arch",),
        never=("implant_placement", "bone_augmentation", "implant_overdenture"),
        flags=("mronj_higher_risk",),
        left=(("wish:implants", "deferred_medical"),),
    ),
    Example(
        "blood sugar out of control: the gums are treated now, surgery and implants wait",
        "d.8, R36; S47",
        case(
            finding("gums", "mouth", "periodontitis", stage="III", grade="C"),
            finding("gap", "46", "missing tooth", span="bounded"),
            patient=person(conditions=["type 2 diabetes"], results={"hba1c": 9.4}),
            missing_teeth=["46"],
            patient_wishes=["implants"],
        ),
        held=("subgingival_instrumentation", "periodontal_re_evaluation", "medical_consultation"),
        never=("implant_placement", "periodontal_access_surgery"),
        flags=("diabetes_poor_control",),
        left=(("wish:implants", "deferred_medical"),),
    ),
    Example(
        "the tooth opposite a gap is levelled before the gap is filled",
        "R17",
        case(
            finding("gap", "36", "missing tooth", span="bounded"),
            finding("grown", "26", "over-erupted tooth", mm=2),
            missing_teeth=["36"],
        ),
        held=("limited_orthodontics|onlay_or_inlay@26|occlusal_adjustment@26",),
        waits=(
            Wait("limited_orthodontics", "implant_placement", 14),
            Wait("onlay_or_inlay", "implant_crown", 0),
            Wait("occlusal_adjustment", "removable_partial_denture", 0),
        ),
    ),
    Example(
        "a buried canine at eleven gets room and half a year before it is uncovered",
        "b.2 impacted canine",
        case(
            finding("canine", "13", "impacted tooth", pathology="none"),
            finding("milk", "53", "retained primary tooth"),
            patient=person(age_years=11, growth_complete=False),
        ),
        held=("extraction@53", "monitoring_review@13"),
        somewhere=("surgical_exposure@13",),
        provisional=("surgical_exposure", "comprehensive_orthodontics"),
        waits=(Wait("extraction", "surgical_exposure", 150),),
    ),
    Example(
        "at thirty the milk canine stays where the buried one is only watched",
        "b.2 impacted canine",
        case(
            finding("canine", "13", "impacted tooth", pathology="none"), finding("milk", "53", "retained primary tooth")
        ),
        held=("surgical_exposure@13|monitoring_review@53",),
        never=("extraction@13", "implant_placement"),
    ),
    Example(
        "the bite is not ground for a sore jaw joint: what can be undone comes first",
        "b.2 F77",
        case(
            finding("joint", "mouth", "temporomandibular disorder", pain=True),
            patient_wishes=["grind my teeth so that the bite fits"],
        ),
        held=("diet_and_lifestyle_advice", "monitoring_review"),
        somewhere=("occlusal_splint",),
        never=("occlusal_adjustment", "crown", "comprehensive_orthodontics"),
        branches=("specialist_referral",),
        left=(("wish:grind my teeth so that the bite fits", "not_indicated"),),
    ),
    Example(
        "a guard protects new veneers, so it is made after them",
        "R26",
        case(
            finding("grinds", "mouth", "bruxism", certainty="definite"),
            finding("shape", "11 21", "tooth shape anomaly"),
            patient_wishes=["veneers"],
        ),
        somewhere=("ceramic_veneer@11|direct_veneer@11", "occlusal_splint"),
        waits=(Wait("ceramic_veneer", "occlusal_splint", 0), Wait("direct_veneer", "occlusal_splint", 0)),
        flags=("bruxism_protection",),
    ),
)
