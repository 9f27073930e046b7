"""A drawing made light shows the same shapes at the same places."""

import re
from collections import Counter
from xml.etree.ElementTree import Element, fromstring

import pytest

from arcada.display.odontogram import DrawnTooth, Mark, draw
from arcada.documents.drawing import light
from arcada.documents.figures import drawn as strokes

SVG = "{http://www.w3.org/2000/svg}"
MOUTHS = {
    "a sound mouth": {},
    "work and disease": {
        "26": DrawnTooth(items=(Mark("caries", "finding", "MO"), Mark("rct", "planned"))),
        "36": DrawnTooth("missing", items=(Mark("implant", "done"),)),
        "48": DrawnTooth("impacted", items=(Mark("impacted", "finding"),)),
        "11": DrawnTooth(items=(Mark("crown", "existing"), Mark("mobility", "finding", grade=2))),
    },
}


NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
PLACE = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\) scale\((-?[\d.]+) (-?[\d.]+)\)")


def shapes(node, looked_up, place=""):
    """Every path with the transforms above it; references are followed."""
    place += node.get("transform", "")
    if node.tag == f"{SVG}defs":
        return []
    if node.tag == f"{SVG}use":
        return shapes(looked_up[node.get("href")[1:]], looked_up, place)
    own = [(place, node.get("d") or f"{node.tag} {node.get('cx')}")] if not len(node) else []
    return own + [shape for child in node for shape in shapes(child, looked_up, place)]


def points(place, d):
    """The points of a path in the whole drawing where it can be told by numbers alone, else the path itself."""
    found = PLACE.fullmatch(place)
    if set(re.findall("[A-Za-z]", d)) - set("MLCZ") or (place and not found):
        return [(place, d)]
    x, y, across, down = map(float, found.groups()) if found else (0, 0, 1, 1)
    numbers = [float(number) for number in NUMBER.findall(d)]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(round(x + a * across), round(y + b * down)) for a, b in pairs]


def drawn(svg):
    """What is drawn, without the numbers of the teeth, and those numbers."""
    root = fromstring(svg)  # noqa: S314 - our own drawing
    figures = [one for one in root.iter(f"{SVG}path") if one.get("stroke-linecap") == "round" and one in root[:]]
    texts = [one.text for one in root.iter(f"{SVG}text")]
    for one in figures:
        if one.get("fill") == "none" and not one.get("transform"):
            root.remove(one)
    for parent in list(root.iter()):
        for one in parent.findall(f"{SVG}text"):
            parent.remove(one)
    found = shapes(root, {one.get("id"): one for one in root.iter() if one.get("id")})
    return Counter(point for shape in found if shape[1][:1] != "{" for point in points(*shape)), texts, figures


@pytest.mark.parametrize("name", MOUTHS)
@pytest.mark.parametrize("dentition", ["permanent", "mixed", "primary"])
def test_the_same_shapes_stand_at_the_same_places(name, dentition):
    given = draw(MOUTHS[name], size="print", title="A mouth", dentition=dentition)
    made = light(given)
    before, numbers, _ = drawn(given)
    after, left, figures = drawn(made)
    astray = sum(((before - after) + (after - before)).values())
    assert astray <= 0.02 * sum(before.values()), "a point may round to its neighbour, no more"
    assert numbers
    assert left == []
    assert figures
    assert made.count("<") < 0.5 * given.count("<")


@pytest.mark.parametrize("notation", ["fdi", "universal", "palmer"])
def test_every_number_of_a_tooth_can_be_drawn_as_strokes(notation):
    for dentition in ("permanent", "mixed", "primary"):
        made = light(draw({}, size="print", title="A mouth", notation=notation, dentition=dentition))
        assert "<text" not in made


def test_a_stroke_figure_is_as_large_as_its_text_and_stands_in_its_middle():
    text = Element(f"{SVG}text", {"x": "50", "y": "90", "font-size": "10", "text-anchor": "middle", "fill": "red"})
    text.text = "18"
    (path,) = strokes([text])
    numbers = [float(number) for number in NUMBER.findall(path.get("d"))]
    across, down = numbers[::2], numbers[1::2]
    assert abs((min(across) + max(across)) / 2 - 50) < 1
    assert 6 < max(down) - min(down) < 9
    assert path.get("stroke") == "red"


def test_what_is_no_figure_stays_text():
    text = Element(f"{SVG}text", {"x": "5", "y": "9", "font-size": "10", "text-anchor": "middle"})
    text.text = "ä"
    assert strokes([text]) == [text]
