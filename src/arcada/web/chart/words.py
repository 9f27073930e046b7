"""Words of the chart page: short names of evidence, how a severity is asked, what is met every day."""

from collections.abc import Mapping
from types import MappingProxyType

EVIDENCE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "periapical_radiograph": ("PA", "Periapical image"),
        "bitewing_radiograph": ("BW", "Bitewing image"),
        "panoramic_radiograph": ("OPG", "Panoramic image"),
        "full_mouth_radiographs": ("FMX", "Full-mouth images"),
        "radiographs_showing_bone_level": ("bone level", "Images that show the bone level"),
        "cbct": ("CBCT", "Cone-beam scan (CBCT)"),
        "clinical_examination": ("exam", "Clinical examination"),
        "clinical_photograph": ("photo", "Clinical photograph"),
        "pulp_sensibility_test": ("pulp test", "Pulp sensibility test"),
        "percussion_test": ("percussion", "Percussion test"),
        "local_probing": ("probing", "Probing of the tooth"),
        "full_periodontal_chart": ("perio chart", "Full periodontal chart"),
        "study_models_or_scan": ("scan", "Study models or scan"),
        "restorability_assessment": ("restorability", "Restorability assessment"),
        "growth_completion_record": ("growth", "Record of completed growth"),
        "haematology_plan": ("haematology", "Haematologist's plan"),
        "inr_result": ("INR", "INR result"),
    }
)
"""Short name for a list, full name for a form."""

MADE_BY: Mapping[str, str] = MappingProxyType(
    {
        "full_periodontal_chart": "hygienist",
        "local_probing": "hygienist",
        "clinical_photograph": "hygienist",
        "bitewing_radiograph": "hygienist",
        "periapical_radiograph": "hygienist",
        "panoramic_radiograph": "hygienist",
        "full_mouth_radiographs": "hygienist",
        "radiographs_showing_bone_level": "hygienist",
        "study_models_or_scan": "hygienist",
        "haematology_plan": "coordinator",
        "inr_result": "coordinator",
    }
)
"""Who is asked for a proof; all others the dentist makes. source: judgement"""

WHY_IT_MATTERS: Mapping[str, str] = MappingProxyType(
    {
        "periapical_radiograph": "It shows the root and the bone at its tip.",
        "bitewing_radiograph": "It shows decay between the teeth and how deep it goes.",
        "panoramic_radiograph": "It shows the jaws, unerupted teeth and the nerve.",
        "full_mouth_radiographs": "They show every root and the bone round it.",
        "radiographs_showing_bone_level": "They show how much bone is left.",
        "cbct": "It shows the site in three dimensions before anything is decided.",
        "clinical_examination": "Somebody has to have seen it.",
        "clinical_photograph": "It keeps what it looked like, for later and for the insurer.",
        "pulp_sensibility_test": "It tells whether the nerve is alive.",
        "percussion_test": "It tells whether the root's surroundings are inflamed.",
        "local_probing": "It measures the pocket or the crack.",
        "full_periodontal_chart": "It measures the support of every tooth.",
        "study_models_or_scan": "They show how the teeth meet.",
        "restorability_assessment": "It decides whether the tooth can be kept.",
        "growth_completion_record": "Implants wait until growth is over.",
        "haematology_plan": "It says how bleeding is kept under control.",
        "inr_result": "It must be new, because it changes from day to day.",
    }
)
"""Why a proof matters, in a sentence that a coordinator can read out. source: judgement"""

YES_NO = frozenset(
    {
        "abscess", "access_blocked", "accessible", "active", "adenopathy", "ankylosed", "breakdown", "caries",
        "cavitated", "cleansable", "contaminated", "cyst", "deep_pockets", "dentine_exposed", "discomfort",
        "drug_related", "extraction_indicated", "extrinsic", "fever", "fibrotic", "flaring", "fragment_available",
        "front_removed", "hyperplasia", "induration", "intrinsic", "large_restoration", "loss_of_vertical_dimension",
        "lymphadenopathy", "malaise", "missed_canal", "mobile", "nerve_contact", "nerve_sign", "old_composites",
        "pedunculated", "peg_shaped", "pitting", "post_eruptive_breakdown", "pregnancy_related", "primary_retained",
        "pulp_exposed", "reline_possible", "repairable", "replacement_resorption", "restorable",
        "retreatment_possible", "root_filled", "sinus_tract", "spontaneous_pain", "stomatitis", "successor_present",
        "suppuration", "symptomatic", "systemic", "trismus", "ulcer", "worn",
    }
)  # fmt: skip
"""Severities that are answered with yes or no."""

OTHER_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "plaque_score_percent": "plaque_percent",
        "infra_occlusion_mm": "infraocclusion_mm",
        "hours_since": "hours",
        "extraoral_minutes": "dry_time_minutes",
        "medium": "storage",
        "adenopathy": "lymphadenopathy",
        "duration_weeks": "weeks",
        "weeks": "exposed_weeks",
        "months_since_loss": "months",
        "ridge_height_mm": "bone_height_mm",
        "denture_age_years": "age_years",
        "unstimulated_flow_ml_min": "flow_ml_min",
        "fragment": "fragment_available",
        "successor": "successor_present",
        "resorption": "root_resorption",
        "nerve": "nerve_contact",
        "nerve_relation": "nerve_contact",
        "subgingival_mm": "mm_below_gum",
        "depth_mm": "mm_below_gum",
        "pulp_exposure": "pulp_exposed",
        "reason": "cause",
        "index": "dean",
        "flaring_mm": "mm",
        "space": "space_mm",
        "breakdown": "post_eruptive_breakdown",
        "symptoms": "symptomatic",
    }
)
"""Words of the rules that say what another word of the same finding says; they are not asked twice."""

CHARTED_ON_THE_TOOTH = frozenset({"surfaces", "surface", "teeth", "site", "arch"})
"""Words that the drawing tells."""

SAID: Mapping[str, str] = MappingProxyType(
    {
        "icdas": "ICDAS",
        "bewe": "BEWE",
        "dmfs": "dmfs",
        "dmft": "dmft",
        "pai": "PAI",
        "tf": "TF index",
        "dean": "Dean's index",
        "apex": "Root apex",
        "restorable": "Can be restored",
        "cusps_lost": "Cusps lost",
        "ferrule_mm": "Ferrule",
        "apical": "At the root tip",
        "mm": "Millimetres",
    }
)
"""Labels that are not the word itself with its underscores taken out."""

DENIED: Mapping[str, str] = MappingProxyType({"restorable": "cannot be restored"})
"""What is said where the answer is no, if 'no' and the label will not do."""

UNITS = (("_percent", "%"), ("_mm", "mm"), ("_minutes", "min"), ("_years", "years"), ("_weeks", "weeks"))


USUAL = (
    "cavitated dentine caries",
    "recurrent caries",
    "defective restoration",
    "missing cusp",
    "cracked tooth",
    "irreversible pulpitis",
)
"""Offered where only a tooth was typed."""


def evidence_name(kind: str) -> str:
    """Name a proof in full."""
    return EVIDENCE[kind][1] if kind in EVIDENCE else kind.replace("_", " ").capitalize()


def evidence_short(kind: str) -> str:
    """Name a proof as a list shows it."""
    return EVIDENCE[kind][0] if kind in EVIDENCE else kind.replace("_", " ")


def severity_label(key: str) -> tuple[str, str]:
    """Give the label of a severity and its unit."""
    for ending, unit in UNITS:
        if key.endswith(ending):
            return _said(key.removesuffix(ending)), unit
    return _said(key), ""


def denied(key: str) -> str:
    """Say that a yes-or-no word was answered with no."""
    return DENIED.get(key) or f"no {_said(key).lower()}"


def _said(key: str) -> str:
    return SAID.get(key) or key.replace("_", " ").capitalize()


def capital(text: str) -> str:
    """Begin with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
