"""Random charts for laws: every kind of finding, any severity, any patient; most coherent, some not.

places of a finding    where its kind can lie: gaps among lost teeth, milk teeth for children's findings
severity               words and numbers of the kind, at times off its scale
proofs                 all fresh, some, none, too old
"""

from typing import Any

from hypothesis import strategies as st
from plan_cases import FRESH, LIBRARY, case, person

from arcada.core.protocols.finding import FindingKind, SeverityKey
from arcada.core.teeth.anatomy import has_furcation
from arcada.core.teeth.number import LOWER_PRIMARY, PERMANENT, UPPER_PRIMARY

Json = dict[str, Any]
KINDS = tuple(kind for kind in LIBRARY.kinds.values() if "derived" not in kind.traits)
IMPLANTS = {"peri-implantitis", "peri-implant mucositis"}
GAPS = {"missing tooth", "congenitally missing tooth", "ridge atrophy", "dry socket", "ill-fitting denture"}
CHILDREN = {"retained primary tooth", "early loss of primary tooth"}
GAP_TEETH, IMPLANT_TEETH = ("14", "25", "36", "44"), ("15", "45")
FREE_TEETH = tuple(tooth for tooth in PERMANENT if tooth not in (*GAP_TEETH, *IMPLANT_TEETH))
WISHES = (
    "implants", "whitening", "no surgery", "veneers", "no root canal treatment", "keep my teeth", "no dentures",
    "straight teeth", "something that nobody understands",
)  # fmt: skip
EVENTS = ("EVENT_radiotherapy_start", "EVENT_next_denosumab_dose", "EVENT_birth", "wedding")
PEOPLE = (
    {}, {}, {}, {"age_years": 71, "medications": ["warfarin"], "results": {"inr": 2.5}},
    {"age_years": 66, "medications": ["denosumab 60 mg every 6 months"]}, {"conditions": ["mechanical mitral valve"]},
    {"conditions": ["haemophilia A"]}, {"smoking_cigarettes_per_day": 20}, {"results": {"blood_pressure": "190/115"}},
    {"age_years": 9, "growth_complete": False, "weight_kg": 28},
    {"age_years": 4, "growth_complete": False, "weight_kg": 15},
    {"age_years": 30, "sex": "female", "pregnancy_weeks": 12}, {"conditions": ["an illness that nobody knows"]},
    {"conditions": ["type 2 diabetes"], "results": {"hba1c_percent": 9.5}, "asa": 3}, {"age_years": None},
    {"allergies": ["penicillin", "latex"], "weight_kg": 52},
)  # fmt: skip


def _places(kind: FindingKind, scope: str) -> st.SearchStrategy[list[str]]:
    if scope == "arch":
        return st.sampled_from([["upper_arch"], ["lower_arch"]])
    if scope == "mouth":
        return st.just(["mouth"])
    pool: tuple[str, ...] = FREE_TEETH
    if kind.term in CHILDREN:
        pool = (*UPPER_PRIMARY, *LOWER_PRIMARY)
    elif kind.term in IMPLANTS:
        pool = IMPLANT_TEETH
    elif kind.term in GAPS:
        pool = GAP_TEETH
    elif kind.term == "furcation involvement":
        pool = tuple(tooth for tooth in FREE_TEETH if has_furcation(tooth))
    return st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True)


def _severity(key: SeverityKey) -> st.SearchStrategy[Any]:
    if key.values:
        return st.sampled_from([*key.values, "off the scale"])
    if key.low is not None:
        high = key.high if key.high is not None else key.low + 10
        return st.sampled_from([key.low, high, round((key.low + high) / 2, 1), high * 3 + 1])
    return st.sampled_from([True, False, "yes", "severe", "unheard of"])


PROOFS = st.sampled_from(
    [
        [{"type": name, "age_days": 10} for name in FRESH],
        [{"type": name, "age_days": 10} for name in FRESH],
        [{"type": name, "age_days": 2000} for name in FRESH],
        [{"type": "clinical_examination", "age_days": 5}],
        [],
    ]
)


@st.composite
def findings(draw: st.DrawFn, fid: str) -> Json:
    """One finding where it can lie; its severity may say anything."""
    kind = draw(st.sampled_from(KINDS))
    scope = draw(st.sampled_from(kind.scopes))
    keys = draw(st.lists(st.sampled_from(kind.severity), max_size=3, unique=True)) if kind.severity else []
    return {
        "fid": fid,
        "scope": scope,
        "where": draw(_places(kind, scope)),
        "finding": kind.term,
        "severity": {key.name: draw(_severity(key)) for key in keys},
        "evidence": draw(PROOFS),
    }


@st.composite
def charts(draw: st.DrawFn, most: int = 20) -> Json:
    """A chart of one to so many findings, with a patient, wishes and events."""
    count = draw(st.integers(1, most))
    found = [draw(findings(f"f{rank}")) for rank in range(count)]
    gone = sorted({t for one in found if one["finding"] in GAPS and one["scope"] == "tooth" for t in one["where"]})
    events = draw(st.lists(st.sampled_from(EVENTS), max_size=1))
    return case(
        *found,
        patient=person(**draw(st.sampled_from(PEOPLE))),
        missing_teeth=gone,
        patient_wishes=draw(st.lists(st.sampled_from(WISHES), max_size=2, unique=True)),
        external_events=[{"event": name, "in_days": draw(st.sampled_from([5, 21, 60, 200]))} for name in events],
    )
