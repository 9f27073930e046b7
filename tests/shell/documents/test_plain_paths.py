"""A plain path goes into the PDF as it stands: the same points and lines as the PDF maker would read out of it."""

import re
import zlib

import pytest

from arcada.documents import render
from arcada.documents.plain_path import operators

PAGE = """<img src="{drawing}" style="width: 40mm">"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" stroke="#000000">'
    '<g transform="translate(2 3) scale(-1 1)"><path fill="#b03a2b" d="{d}"/></g></svg>'
)


@pytest.mark.parametrize(
    ("d", "written"),
    [
        ("M1 2L3 4", b"1 2 m\n3 4 l"),
        ("M1 2 3 4 5 6", b"1 2 m\n3 4 l\n5 6 l"),  # further pairs of a move are lines
        ("M0 0C1 2 3 4 5 6 7 8 9 10 11 12Z", b"0 0 m\n1 2 3 4 5 6 c\n7 8 9 10 11 12 c\nh"),
        ("M-.5.25L1.5-2", b"-.5 .25 m\n1.5 -2 l"),  # signs and points part the numbers
        ("M0 0L1 1ZM2 2L3 3z", b"0 0 m\n1 1 l\nh\n2 2 m\n3 3 l\nh"),
    ],
)
def test_written_as_operators(d, written):
    assert operators(d) == written


@pytest.mark.parametrize("d", ["m1 2l3 4", "M1 2H4", "M1 2A3 3 0 0 1 4 4", "M1", "M1 2C3 4 5 6", "ML1 2"])
def test_left_to_the_maker(d):
    """Relative, shortened and unfinished paths are not ours to write."""
    assert operators(d) is None


def strokes(d):
    """Where the pens of a PDF with this path go, rounded as far as an eye can see."""
    from weasyprint import HTML

    page = PAGE.format(drawing=render.drawing_address(DRAWING.format(d=d)))
    made = HTML(string=page).write_pdf(uncompressed_pdf=True)
    streams = re.findall(rb"stream\n(.*?)\nendstream", made, re.DOTALL)
    plain = b"\n".join(one if b" m" in one else _inflated(one) for one in streams)
    found = re.findall(rb"((?:-?[\d.]+ )+)([mlc])\n|^(h|f|S|B)$", plain, re.MULTILINE)
    return [
        ([round(float(number), 3) for number in told.split()], (word or alone).decode()) for told, word, alone in found
    ]


def _inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("d", ["M1 2L3 4L5 1Z", "M-.5.25C1 2 3 4 5 6 7 8 9 10 11 12ZM2 2L3 3", "M1 2H4V6Z"])
def test_same_lines_as_the_maker_draws(d, monkeypatch):
    ours = strokes(d)
    monkeypatch.setitem(render.TAGS, "path", render._read_number_by_number)
    theirs = strokes(d)
    assert [one for one in theirs if one != ([0, 0], "m")] == [one for one in ours if one != ([0, 0], "m")]
    assert any(word == "m" for _, word in ours)
