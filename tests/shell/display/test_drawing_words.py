"""A drawn tooth in words."""

import pytest

from arcada.display.odontogram.drawn import KINDS, DrawnTooth, Mark
from arcada.display.odontogram.words import KIND_WORDS, tooth_words


@pytest.mark.parametrize(
    ("tooth", "drawn", "notation", "said"),
    [
        (
            "26",
            DrawnTooth(items=(Mark("caries", "finding", "MO"), Mark("rct", "planned"))),
            "fdi",
            "26 upper left first molar: decay on mesial and occlusal, planned root canal",
        ),
        ("16", DrawnTooth(), "universal", "3 upper right first molar: nothing charted"),
        ("36", DrawnTooth("missing"), "palmer", "LL6 lower left first molar: missing"),
        (
            "48",
            DrawnTooth("impacted", items=(Mark("extraction", "declined"),)),
            "fdi",
            "48 lower right third molar: impacted, declined removal",
        ),
        (
            "41",
            DrawnTooth(items=(Mark("mobility", "finding", grade=2), Mark("pocket", "suspected", grade=6))),
            "fdi",
            "41 lower right central incisor: looseness grade II, suspected gum pocket 6 mm",
        ),
        (
            "24",
            DrawnTooth(items=(Mark("fracture", "finding", "R"),)),
            "fdi",
            "24 upper left first premolar: fracture of the root",
        ),
        (
            "11",
            DrawnTooth(items=(Mark("filling", "existing", "MFP"),)),
            "fdi",
            "11 upper right central incisor: existing filling on mesial, buccal and lingual",
        ),
        (
            "26",
            DrawnTooth(items=(Mark("caries", "finding", words="decay into the pulp"),)),
            "fdi",
            "26 upper left first molar: decay into the pulp",
        ),
        (
            "11S",
            DrawnTooth(items=(Mark("extraction", "done"),)),
            "fdi",
            "11S supernumerary tooth beside the upper right central incisor: removal, done",
        ),
    ],
)
def test_said(tooth, drawn, notation, said):
    assert tooth_words(tooth, drawn, notation) == said


def test_every_kind_has_words():
    assert set(KIND_WORDS) == set(KINDS)
