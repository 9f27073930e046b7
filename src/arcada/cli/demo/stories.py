"""What patients of the sample practice came with: a mouth as it was found, in the words of the findings' file.

Findings, teeth and evidence are put together as a dentist of a town practice meets them. source: judgement
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

BITEWING, PERIAPICAL, PANORAMIC = "bitewing_radiograph", "periapical_radiograph", "panoramic_radiograph"
EXAMINED, PHOTO, CBCT = "clinical_examination", "clinical_photograph", "cbct"
PULP_TESTED, TAPPED = "pulp_sensibility_test", "percussion_test"
PROBED, PERIO_CHART, MODELS = "local_probing", "full_periodontal_chart", "study_models_or_scan"
FULL_MOUTH, BONE_LEVEL = "full_mouth_radiographs", "radiographs_showing_bone_level"
RESTORABILITY = "restorability_assessment"
State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding with its proofs."""

    term: str
    where: tuple[str, ...]
    shown_by: tuple[str, ...]
    surfaces: str = ""
    severity: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A patient's mouth at the first visit; `ages` is for whom the story is likely."""

    title: str
    complaint: str
    ages: tuple[int, int]
    seen: tuple[Seen, ...]
    before: Mapping[tuple[str, ...], State] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()


def _seen(term: str, where: str, *shown_by: str, surfaces: str = "", **severity: object) -> Seen:
    return Seen(term, tuple(where.split()), shown_by, surfaces, severity)


def _teeth(teeth: str) -> tuple[str, ...]:
    return tuple(teeth.split())


FILLED = {"surfaces": {"O": "filling"}}
CROWNED_AND_FILLED = {"crown": "crown", "pulp": "root_filled"}
GONE = {"presence": "missing"}
DENTINE, EARLY = "cavitated dentine caries", "initial enamel caries lesion"
WISDOM = "18 28 38 48"

SIMPLE = Story(
    "Two fillings and a cleaning",
    "Food gets stuck on the upper left.",
    (24, 50),
    (
        _seen(DENTINE, "26", BITEWING, EXAMINED, surfaces="MO", icdas=5),
        _seen(DENTINE, "37", BITEWING, EXAMINED, surfaces="O", icdas=4),
        _seen("gingivitis", "mouth", EXAMINED, bleeding_percent=24),
    ),
    {_teeth("16 36"): FILLED, _teeth(WISDOM): GONE},
)
GUMS = Story(
    "Gum treatment",
    "My gums bleed when I brush, and a lower tooth feels loose.",
    (46, 72),
    (
        _seen(
            "periodontitis", "mouth", PERIO_CHART, FULL_MOUTH, BONE_LEVEL,
            stage="III", grade="B", extent="generalised", bleeding_percent=62, plaque_percent=55, max_probing_mm=7,
        ),
        _seen("calculus and plaque", "mouth", EXAMINED, PERIO_CHART, plaque_percent=55),
        _seen("tooth mobility", "31 41", EXAMINED, PERIO_CHART, grade=1),
        _seen(DENTINE, "25", BITEWING, EXAMINED, surfaces="DO", icdas=5),
    ),
    {_teeth("16 26 46"): FILLED, _teeth(WISDOM): GONE, _teeth("14"): {"crown": "crown"}},
)  # fmt: skip
IMPLANTS = Story(
    "Full mouth on implants",
    "I am tired of loose teeth and of hiding my smile.",
    (58, 74),
    (
        _seen(
            "periodontitis", "mouth", PERIO_CHART, FULL_MOUTH, BONE_LEVEL,
            stage="IV", grade="B", extent="generalised", bleeding_percent=70, max_probing_mm=9,
        ),
        _seen(
            "hopeless tooth", "17 15 13 12 11 21 22 23 25 27", PERIO_CHART, FULL_MOUTH, CBCT, PERIAPICAL,
            mobility=3, bone_loss_percent=80,
        ),
        _seen("hopeless tooth", "37 35 34 31 32 41 42 45 47", PERIO_CHART, FULL_MOUTH, CBCT, PERIAPICAL, mobility=3),
    ),
    {_teeth("18 16 14 24 26 28 38 36 46 48"): GONE, _teeth("13 23"): CROWNED_AND_FILLED},
    ("implants", "no removable denture"),
)  # fmt: skip
FRESH = Story(
    "Pain on chewing, and a gap",
    "I chew on one side only, and I would like the gap closed.",
    (30, 60),
    (
        _seen(
            "irreversible pulpitis", "36", PERIAPICAL, PULP_TESTED, TAPPED, RESTORABILITY,
            symptomatic=True, restorable=True, cusps_lost=1,
        ),
        _seen("missing tooth", "25", CBCT, PERIAPICAL, EXAMINED, MODELS, span="bounded"),
        _seen(DENTINE, "15", BITEWING, EXAMINED, surfaces="DO", icdas=5),
        _seen(EARLY, "17", BITEWING, EXAMINED, icdas=2, activity="active"),
        _seen("gingivitis", "mouth", EXAMINED, bleeding_percent=34),
    ),
    {_teeth("25 18 28"): GONE, _teeth("16 46"): FILLED},
)  # fmt: skip
CHARTED = (
    Story(
        "Toothache, lower right",
        "It keeps me awake at night, worse with heat.",
        (25, 64),
        (
            _seen(
                "irreversible pulpitis", "46", PERIAPICAL, PULP_TESTED, TAPPED, RESTORABILITY,
                symptomatic=True, restorable=True, cusps_lost=1,
            ),
            _seen(DENTINE, "45", BITEWING, EXAMINED, surfaces="DO", icdas=5),
            _seen(EARLY, "17", BITEWING, EXAMINED, icdas=2, activity="active"),
        ),
        {_teeth("36"): FILLED},
    ),
    Story(
        "Broken molar",
        "A piece broke off while eating.",
        (35, 70),
        (
            _seen("missing cusp", "36", PHOTO, PERIAPICAL, EXAMINED, cusps_lost=1, large_restoration=True),
            _seen("defective restoration", "26", BITEWING, EXAMINED, surfaces="MO", repairable=False),
            _seen("gingivitis", "mouth", EXAMINED, bleeding_percent=30),
        ),
        {_teeth("16 46"): FILLED, _teeth(WISDOM): GONE},
    ),
    Story(
        "Missing premolar",
        "I would like the gap at the upper left closed.",
        (28, 66),
        (
            _seen("missing tooth", "25", CBCT, PERIAPICAL, EXAMINED, MODELS, span="bounded"),
            _seen(DENTINE, "16", BITEWING, EXAMINED, surfaces="O", icdas=4),
        ),
        {_teeth("25 18 28"): GONE, _teeth("36 46"): FILLED},
    ),
    Story(
        "Decay at several teeth",
        "I have not seen a dentist in six years.",
        (20, 48),
        (
            _seen(DENTINE, "15", BITEWING, EXAMINED, surfaces="DO", icdas=5),
            _seen(DENTINE, "24", BITEWING, EXAMINED, surfaces="MO", icdas=5),
            _seen(DENTINE, "36 46", BITEWING, EXAMINED, surfaces="O", icdas=4),
            _seen("deep dentine caries, pulp vital", "26", BITEWING, PERIAPICAL, PULP_TESTED, icdas=5),
            _seen(EARLY, "17 27", BITEWING, EXAMINED, icdas=2, activity="active"),
            _seen("gingivitis", "mouth", EXAMINED, bleeding_percent=48),
        ),
    ),
    Story(
        "Lower molar cannot be saved",
        "The root canal tooth hurts when I bite.",
        (40, 75),
        (
            _seen("non-restorable tooth", "36", PERIAPICAL, PANORAMIC, RESTORABILITY, cause="caries"),
            _seen("recurrent caries", "16", BITEWING, EXAMINED, surfaces="MO", icdas=4),
            _seen("calculus and plaque", "mouth", EXAMINED, plaque_percent=45),
        ),
        {_teeth(WISDOM): GONE, _teeth("14"): CROWNED_AND_FILLED, _teeth("36"): {"pulp": "root_filled"}},
    ),
    Story(
        "Front tooth darkened",
        "My front tooth turned grey after a fall years ago.",
        (19, 45),
        (
            _seen(
                "pulp necrosis", "21", PERIAPICAL, PULP_TESTED, TAPPED, RESTORABILITY,
                apical="asymptomatic apical periodontitis", restorable=True,
            ),
            _seen("discoloration", "21", PHOTO, EXAMINED),
        ),
    ),
    Story(
        "Wisdom tooth infection",
        "Swollen gum behind my last tooth, second time this year.",
        (18, 34),
        (
            _seen("pericoronitis", "48", EXAMINED, PANORAMIC, episode=2),
            _seen("impacted tooth", "48", PANORAMIC, CBCT),
            _seen(DENTINE, "47", BITEWING, EXAMINED, surfaces="DO", icdas=4),
        ),
        {_teeth("18 28"): GONE},
    ),
    Story(
        "Cracked molar",
        "Sharp pain when I let go after biting.",
        (38, 68),
        (
            _seen(
                "cracked tooth", "26", PERIAPICAL, PROBED, PHOTO,
                location="marginal ridge", probing_mm=3, bite_test="positive",
            ),
            _seen("reversible pulpitis", "26", PULP_TESTED, TAPPED, PERIAPICAL),
        ),
        {_teeth("16 36 46"): FILLED, _teeth(WISDOM): GONE},
    ),
    Story(
        "Early gum disease",
        "Just a check-up.",
        (36, 65),
        (
            _seen(
                "periodontitis", "mouth", PERIO_CHART, FULL_MOUTH, BONE_LEVEL,
                stage="II", grade="B", extent="localised", bleeding_percent=38,
            ),
            _seen(DENTINE, "14 35", BITEWING, EXAMINED, surfaces="O", icdas=4),
        ),
        {_teeth("26 46"): FILLED},
    ),
    Story(
        "Child with decay in milk molars",
        "A back tooth hurts when chewing, say the parents.",
        (5, 8),
        (
            _seen(DENTINE, "74 84", BITEWING, EXAMINED, surfaces="DO", icdas=5),
            _seen(EARLY, "36 46", BITEWING, EXAMINED, icdas=2, activity="active"),
        ),
    ),
)  # fmt: skip
