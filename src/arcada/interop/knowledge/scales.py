"""`scales.yaml`: the scales of the field, each grade with its plain words."""

from arcada.core.protocols.finding import Grade, Scale
from arcada.interop.knowledge.catalogue import Vocabulary
from arcada.interop.knowledge.entry import Entry
from arcada.interop.knowledge.files import Folder


def read_scales(folder: Folder, words: Vocabulary) -> dict[str, Scale]:
    """All scales by their id."""
    found: dict[str, Scale] = {}
    for entry in folder.entries("scales.yaml"):
        scale = _scale(entry, words)
        entry.done()
        if scale.id in found:
            entry.fault("id", f"'{scale.id}' stands twice")
        found[scale.id] = scale
    return found


def _scale(entry: Entry, words: Vocabulary) -> Scale:
    grades, low, high, said = [], None, None, ""
    for one in entry.entries("grades"):
        if one.get("from") is None:
            grades.append(Grade(one.text("grade"), one.text("words"), one.strings("also")))
        else:
            low, high, said = float(one.decimal("from") or 0), float(one.decimal("to") or 0), one.text("words")
        one.done()
    if not grades and low is None:
        entry.fault("grades", "is missing: a scale has grades, or bounds")
    return Scale(
        id=entry.text("id"),
        name=entry.text("name"),
        asks=entry.text("asks"),
        typed=entry.strings("typed"),
        grades=tuple(grades),
        low=low,
        high=high,
        words=said,
        sources=words.cited(entry),
    )
