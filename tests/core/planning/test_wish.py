"""What a wish means, and what it refuses."""

import pytest

from arcada.core.planning.wish import read_wish
from arcada.interop.knowledge import load_library

RULES = load_library().wishes


@pytest.mark.parametrize(
    ("text", "topics", "declines"),
    [
        ("veneers", ("veneers",), ()),
        ("straight teeth and whiter smile", ("whitening", "orthodontics", "looks"), ()),
        ("no surgery", (), ("surgery",)),
        ("does not want implants", (), ("implants",)),
        ("refuses a removable denture", (), ("removable", "dentures")),
        ("keep my own teeth", (), ("keep_teeth",)),
        ("nothing removable", (), ("removable",)),
        ("a denture that does not move", ("dentures", "firm_denture"), ()),
        ("implants are not an option", (), ("implants",)),
        ("teeth that are not removable", (), ("removable",)),
        ("grind my teeth so that the bite fits", ("bite_grinding",), ()),
        ("a golden aura", (), ()),
    ],
)
def test_wish(text: str, topics: tuple[str, ...], declines: tuple[str, ...]) -> None:
    wish = read_wish(text, RULES)
    assert set(wish.topics) == set(topics)
    assert set(wish.declines) == set(declines)
