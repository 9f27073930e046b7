"""Cases for tests: short to write, complete to plan; and random ones for laws."""

from typing import Any

from hypothesis import strategies as st

from arcada.core.teeth.number import PERMANENT
from arcada.interop.knowledge import load_library

FRESH = (
    "periapical_radiograph", "bitewing_radiograph", "panoramic_radiograph", "full_mouth_radiographs", "cbct",
    "pulp_sensibility_test", "full_periodontal_chart", "local_probing", "clinical_photograph",
    "clinical_examination", "study_models_or_scan", "restorability_assessment",
)  # fmt: skip


def finding(fid: str, where: str, term: str, evidence: tuple[str, ...] = FRESH, **severity: Any) -> dict[str, Any]:
    """A finding with everything proved, unless told otherwise."""
    places = where.split()
    scope = "mouth" if places == ["mouth"] else "arch" if places[0].endswith("arch") else "tooth"
    proofs = [{"type": name, "age_days": 10} for name in evidence]
    return {"fid": fid, "scope": scope, "where": places, "finding": term, "severity": severity, "evidence": proofs}


def person(**told: Any) -> dict[str, Any]:
    """A healthy adult, changed by what is told."""
    healthy = {
        "age_years": 40, "sex": "female", "weight_kg": None, "growth_complete": True, "asa": 1,
        "smoking_cigarettes_per_day": 0, "medications": [], "allergies": [], "conditions": [], "results": {},
    }  # fmt: skip
    return healthy | told


def case(*findings: dict[str, Any], **told: Any) -> dict[str, Any]:
    """A case with these findings."""
    blank = {"patient_wishes": [], "missing_teeth": [], "external_events": [], "chief_complaint": ""}
    return {"id": "case", "patient": person(), "findings": list(findings), **blank, **told}


TOOTH_TERMS = (
    "initial enamel caries lesion", "cavitated dentine caries", "deep dentine caries, pulp vital", "root caries",
    "recurrent caries", "defective restoration", "missing cusp", "cracked tooth", "non-restorable tooth",
    "irreversible pulpitis", "pulp necrosis", "acute apical abscess", "persistent disease after root canal treatment",
    "hopeless tooth", "infrabony defect", "tooth mobility", "uncomplicated crown fracture", "discoloration",
    "tooth shape anomaly",
)  # fmt: skip
MOUTH_TERMS = (
    "gingivitis", "periodontitis", "calculus and plaque", "rampant caries", "crowding", "bruxism", "xerostomia",
    "gingival enlargement", "necrotising gingivitis",
)  # fmt: skip
HISTORIES = (
    {}, {"medications": ["warfarin"]}, {"medications": ["denosumab 60 mg every 6 months"]},
    {"conditions": ["mechanical mitral valve"]}, {"conditions": ["haemophilia A"]}, {"smoking_cigarettes_per_day": 20},
    {"results": {"blood_pressure": "190/115"}}, {"weight_kg": 70},
    {"conditions": ["diabetes"], "results": {"hba1c": 9}},
)  # fmt: skip


@st.composite
def mouths(draw: st.DrawFn) -> dict[str, Any]:
    """Any mix of findings on teeth of their own, findings of the mouth, gaps and histories."""
    teeth = draw(st.lists(st.sampled_from(PERMANENT), max_size=8, unique=True))
    found = [
        finding(f"t{rank}", tooth, draw(st.sampled_from(TOOTH_TERMS)), surfaces=draw(st.sampled_from([1, 2, 3])))
        for rank, tooth in enumerate(teeth)
    ]
    wide = draw(st.lists(st.sampled_from(MOUTH_TERMS), max_size=3, unique=True))
    found += [finding(f"m{rank}", "mouth", term) for rank, term in enumerate(wide)]
    gaps = draw(st.lists(st.sampled_from([t for t in PERMANENT if t not in teeth]), max_size=4, unique=True))
    found += [finding(f"g{rank}", tooth, "missing tooth") for rank, tooth in enumerate(gaps)]
    history = draw(st.sampled_from(HISTORIES))
    wishes = draw(
        st.lists(st.sampled_from(["implants", "whitening", "no surgery", "veneers"]), max_size=2, unique=True)
    )
    return case(*found, patient=person(**history), missing_teeth=gaps, patient_wishes=wishes)


LIBRARY = load_library()
