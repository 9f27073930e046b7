"""The words for what belongs to an arch or the whole mouth, not to one tooth, and for what is on record.

Each field has one home: an arch field said of teeth is said of their arch, a mouth field always of the
mouth.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from arcada.core.chart.vocabulary import Words

DENTURE: Final[Words] = {
    "none": "no denture",
    "interim": "an interim denture",
    "immediate": "an immediate denture",
    "partial": "a partial denture",
    "complete": "a complete denture",
    "overdenture": "an overdenture",
}
FIT: Final[Words] = {
    "good": "a denture that fits, if there is one",
    "settling": "a denture over a ridge that still shrinks",
    "poor": "a denture that does not fit",
    "broken": "a broken denture",
}
APPLIANCE: Final[Words] = {
    "none": "no appliance",
    "orthodontic": "an orthodontic appliance in use",
    "retainer": "a retainer",
    "night_guard": "an occlusal splint",
    "space_maintainer": "a space maintainer",
}
ALIGNMENT: Final[Words] = {
    "even": "an even arch",
    "crowded": "crowding",
    "spaced": "spacing",
    "bite_anomaly": "a bite anomaly",
    "migrated": "teeth that migrated",
    "unsupported": "lost posterior support",
    "being_moved": "teeth being moved",
    "moved": "teeth moved, not yet retained",
    "retained": "a corrected arch in retention",
}
HYGIENE: Final[Words] = {
    "clean": "a clean mouth",
    "deposits": "plaque and calculus",
    "cleaned": "a mouth cleaned and instructed",
}
CARIES_ACTIVITY: Final[Words] = {
    "usual": "no unusual caries activity",
    "rampant": "rampant or early childhood caries",
    "managed": "caries activity under management",
}
SALIVA: Final[Words] = {"normal": "enough saliva", "dry": "a dry mouth", "managed": "a dry mouth under care"}
HABIT: Final[Words] = {
    "none": "no harmful habit",
    "bruxism": "bruxism",
    "protected": "bruxism with a splint",
}
MUCOSA: Final[Words] = {
    "healthy": "healthy mucosa",
    "suspicious_lesion": "a suspicious lesion",
    "sampled": "a lesion sampled for histology",
    "inflamed": "inflamed mucosa under a denture or yeast",
    "under_care": "mucosa under specialist care",
}
INFECTION: Final[Words] = {
    "none": "no spreading infection",
    "spreading": "a spreading infection",
    "in_hospital": "a spreading infection handed to a hospital",
}
JOINT: Final[Words] = {
    "quiet": "quiet jaw joints",
    "disorder": "a jaw joint or muscle disorder",
    "managed": "a jaw joint disorder under care",
}
JAW: Final[Words] = {
    "healthy": "healthy jaw bone",
    "necrotic": "exposed necrotic jaw bone",
    "lesion": "a jaw lesion",
    "under_care": "jaw bone under specialist care",
}

ARCH_FIELDS: Final[Mapping[str, Words]] = MappingProxyType(
    {"denture": DENTURE, "fit": FIT, "appliance": APPLIANCE, "alignment": ALIGNMENT}
)
MOUTH_FIELDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "hygiene": HYGIENE,
        "caries_activity": CARIES_ACTIVITY,
        "saliva": SALIVA,
        "habit": HABIT,
        "mucosa": MUCOSA,
        "infection": INFECTION,
        "joint": JOINT,
        "jaw": JAW,
    }
)

RECORD: Final[Words] = {
    "examination": "an examination",
    "limited_examination": "a problem-focused examination",
    "radiographs": "intraoral radiographs",
    "panoramic": "a panoramic radiograph",
    "cbct": "a cone-beam scan",
    "pulp_test": "a pulp test",
    "periodontal_chart": "a full periodontal chart",
    "models": "models or scans with photographs",
    "working_impression": "a working impression or scan",
    "wax_up": "a diagnostic wax-up",
    "orthodontic_records": "orthodontic records",
    "histology": "a histology sample",
    "medical_advice": "the physician's advice",
    "referral": "a referral",
    "hygiene_instruction": "hygiene instruction",
    "diet_advice": "diet and lifestyle advice",
    "tobacco_support": "tobacco cessation support",
    "caries_programme": "a caries risk programme",
    "fluoride": "fluoride varnish",
    "antibiotic": "an antibiotic course",
    "bleeding_control": "local bleeding control",
    "bite_adjustment": "an adjusted bite",
    "sedation": "sedation or anaesthesia for the visit",
    "review": "a review",
    "re_evaluation": "a periodontal re-evaluation",
    "maintenance": "periodontal maintenance",
}
"""What has been made, given or settled: said of a tooth, an arch or the mouth, and never taken back."""
