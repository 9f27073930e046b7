"""The glossary stays a list that one can look things up in."""

import re
from pathlib import Path

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def test_terms_are_alphabetical_said_once_and_explained() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    terms = [term for term, _ in rows if term != "term"]
    assert terms == sorted(set(terms), key=str.casefold)
    assert all(meaning for _, meaning in rows)
