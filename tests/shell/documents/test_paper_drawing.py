"""A drawing made light shows the same shapes at the same places."""

from xml.etree.ElementTree import fromstring

import pytest

from arcada.display.odontogram import DrawnTooth, Mark, draw
from arcada.documents.drawing import light

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


def shapes(node, looked_up, place=""):
    """Every path and text with the transforms above it; references are followed."""
    place += node.get("transform", "")
    if node.tag == f"{SVG}defs":
        return []
    if node.tag == f"{SVG}use":
        return shapes(looked_up[node.get("href")[1:]], looked_up, place)
    own = [(place, node.tag, node.get("d") or node.text or node.get("cx"))] if not len(node) else []
    return own + [shape for child in node for shape in shapes(child, looked_up, place)]


@pytest.mark.parametrize("name", MOUTHS)
@pytest.mark.parametrize("dentition", ["permanent", "mixed", "primary"])
def test_the_same_shapes_stand_at_the_same_places(name, dentition):
    given = draw(MOUTHS[name], size="print", title="A mouth", dentition=dentition)
    made = light(given)
    seen = []
    for svg in (given, made):
        root = fromstring(svg)  # noqa: S314 - our own drawing
        seen.append(shapes(root, {one.get("id"): one for one in root.iter() if one.get("id")}))
    drawn = [shape for shape in seen[0] if shape[1] != f"{SVG}g"]
    assert [shape for shape in seen[1] if shape[1] != f"{SVG}g"] == drawn
    assert made.count("<") < 0.7 * given.count("<")
