"""Gum disease, overgrowth and implants in trouble: the re-check decides, the cause goes first."""

from mouth_examples import LOWER, RE_CHECK, Example, Wait, gone
from plan_cases import case, finding, person

GUMS = (
    Example(
        "gums first, then the decision, then what it decides; a smoker is offered help to stop",
        "R01, R02, R05, R34; S24, S26, S50",
        case(
            finding("gums", "mouth", "periodontitis", stage="III", grade="C"),
            finding("hopeless", "17 27", "hopeless tooth", mobility=3),
            finding("defect", "36", "infrabony defect", depth_mm=5),
            finding("gap", "46", "missing tooth", span="bounded"),
            patient=person(smoking_cigarettes_per_day=15),
            missing_teeth=["46"],
        ),
        held=("oral_hygiene_instruction", "tobacco_cessation_support", "extraction@17", "periodontal_maintenance"),
        somewhere=("periodontal_regenerative_surgery@36", "implant_placement@46"),
        never=("fixed_bridge", "subgingival_instrumentation@17"),
        waits=(
            RE_CHECK,
            Wait("periodontal_re_evaluation", "periodontal_regenerative_surgery", 7),
            Wait("periodontal_re_evaluation", "implant_placement", 0),
        ),
        provisional=("periodontal_regenerative_surgery", "implant_placement", "implant_crown"),
        branches=("periodontal_access_surgery", "subgingival_instrumentation"),
        flags=("smoking_implant_risk",),
        recall=(3, 3),
    ),
    Example(
        "teeth that drifted are moved only when the gums are quiet, and held for life; one denture an arch",
        "R10, R11; S24",
        case(
            finding("gums", "mouth", "periodontitis", stage="IV", grade="C"),
            finding("drift", "12 11 21 22", "pathologic tooth migration", flaring=True),
            finding("gaps", "36 46 47", "missing tooth"),
            missing_teeth=["36", "46", "47"],
        ),
        held=("comprehensive_orthodontics|limited_orthodontics|splinting_of_mobile_teeth", "periodontal_re_evaluation"),
        never=("resin_bonded_bridge",),
        waits=(
            Wait("periodontal_re_evaluation", "comprehensive_orthodontics", 7),
            Wait("periodontal_re_evaluation", "limited_orthodontics", 7),
            Wait("comprehensive_orthodontics", "implant_placement", 14),
        ),
        provisional=("comprehensive_orthodontics", "removable_partial_denture"),
        flags=("guarded_prognosis",),
    ),
    Example(
        "gums charted in a jaw that has no teeth are answered with a sentence, those of the other jaw are treated",
        "R37",
        case(
            finding("none", "lower_arch", "periodontitis", stage="IV"),
            finding("gums", "upper_arch", "periodontitis", stage="III", grade="B"),
            missing_teeth=gone(LOWER),
        ),
        held=("subgingival_instrumentation@16", "periodontal_re_evaluation", "periodontal_maintenance"),
        never=("subgingival_instrumentation@36",),
        left=(("none", "not_indicated"),),
        recall=(3, 3),
    ),
    Example(
        "bleeding gums around milk teeth are cleaned like any others",
        "R02, R37",
        case(
            finding("gums", "mouth", "gingivitis", bleeding_percent=40),
            patient=person(age_years=4, weight_kg=17, growth_complete=False),
        ),
        held=("oral_hygiene_instruction", "professional_cleaning"),
        recall=(3, 6),
    ),
    Example(
        "one quarter of the gums heals for a week before the next is operated on; two places of a quarter share a day",
        "S24",
        case(
            finding("gums", "mouth", "periodontitis", stage="III", grade="B"),
            finding("defects", "16 17 26 36 46", "infrabony defect", depth_mm=5),
        ),
        somewhere=("periodontal_regenerative_surgery@17",),
        waits=(RE_CHECK,),
        days_apart={"periodontal_regenerative_surgery": 7, "periodontal_access_surgery": 7},
        recall=(3, 4),
    ),
    Example(
        "gums that were treated and are quiet get regular care, not another deep cleaning",
        "R34; S27",
        case(finding("gums", "mouth", "periodontitis", stage="III", grade="B", status="stable")),
        held=("periodontal_re_evaluation", "periodontal_maintenance"),
        never=("subgingival_instrumentation", "periodontal_access_surgery"),
        recall=(3, 4),
    ),
    Example(
        "a class II place between the roots may be rebuilt after the re-check, and is left unprobed for six months",
        "b.2 F42; S24",
        case(
            finding("roots", "46", "furcation involvement", **{"class": "II"}),
            finding("gums", "mouth", "periodontitis", stage="III", grade="B"),
        ),
        somewhere=("periodontal_regenerative_surgery@46",),
        waits=(RE_CHECK, Wait("periodontal_regenerative_surgery", "monitoring_review", 180)),
        provisional=("periodontal_regenerative_surgery",),
    ),
    Example(
        "a root is taken out of a class III molar only if the re-check asks for it, and its canals wait for that too",
        "R34; S24",
        case(
            finding("roots", "16", "furcation involvement", **{"class": "III"}),
            finding("gums", "mouth", "periodontitis", stage="III", grade="B"),
        ),
        somewhere=("root_resection_or_hemisection@16",),
        waits=(
            Wait("periodontal_re_evaluation", "root_canal_treatment", 7),
            Wait("root_canal_treatment", "root_resection_or_hemisection", 7, 60),
        ),
        provisional=("root_canal_treatment", "root_resection_or_hemisection"),
        branches=("extraction",),
    ),
    Example(
        "a necrotising gum is cleaned gently at once; no antibiotic without fever",
        "b.2 F40; S45",
        case(finding("gums", "mouth", "necrotising gingivitis", fever=False)),
        held=("professional_cleaning", "oral_hygiene_instruction", "full_periodontal_charting"),
        never=("systemic_antibiotic_course", "periodontal_access_surgery", "gingivectomy"),
    ),
    Example(
        "overgrowth under a medicine: the prescriber, cleaning, another look, and only then the knife",
        "R28; S8",
        case(
            finding("gums", "mouth", "gingival enlargement", drug="phenytoin"),
            patient=person(medications=["phenytoin 100 mg"]),
        ),
        held=("medical_consultation", "professional_cleaning", "periodontal_re_evaluation"),
        somewhere=("gingivectomy",),
        waits=(
            Wait("professional_cleaning", "periodontal_re_evaluation", 28),
            Wait("periodontal_re_evaluation", "gingivectomy", 7),
        ),
        provisional=("gingivectomy",),
        flags=("drug_induced_gingival_overgrowth",),
    ),
    Example(
        "at an implant the crown is corrected and the pocket cleaned before anything is cut, natural teeth first",
        "R30",
        case(
            finding("implant", "36", "peri-implantitis", probing_mm=8, cause="excess cement"),
            finding("gums", "mouth", "periodontitis", stage="III", grade="B"),
        ),
        held=("implant_prosthesis_modification@36", "peri_implant_nonsurgical_therapy@36", "periodontal_re_evaluation"),
        somewhere=("peri_implant_surgery@36",),
        never=("implant_removal", "root_canal_treatment@36"),
        waits=(
            Wait("implant_prosthesis_modification", "peri_implant_surgery", 28),
            Wait("subgingival_instrumentation", "peri_implant_surgery", 28),
            Wait("periodontal_re_evaluation", "peri_implant_surgery", 7),
        ),
        provisional=("peri_implant_surgery",),
        branches=("implant_removal",),
        recall=(3, 3),
    ),
    Example(
        "a loose implant goes; a front place is never left empty, and a new implant waits for the bone",
        "R19, b.2 F52; S21",
        case(finding("implant", "11", "peri-implantitis", mobility=True)),
        held=("implant_removal@11", "interim_removable_prosthesis@11"),
        never=("peri_implant_surgery", "peri_implant_nonsurgical_therapy"),
        waits=(Wait("implant_removal", "implant_placement", 84), Wait("implant_removal", "resin_bonded_bridge", 42)),
    ),
)
