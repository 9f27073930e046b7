"""The words of the papers: one file a language, read once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
USUAL = "en"
BRACKETS = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Words:
    """What a paper says in one language; anything unknown is said by its own name."""

    language: str
    procedures: dict[str, dict[str, str]]
    findings: dict[str, list[str]]
    phases: dict[str, str]
    flags: dict[str, str]

    def what(self, family: str, teeth: str, count: int) -> str:
        """What is done: `teeth` are already words, empty for the whole mouth or a jaw."""
        entry = self.procedures.get(family, {})
        phrase = entry.get("many" if count > 1 and "many" in entry else "do") or f"{_plain(family)}[: {{t}}]"
        return _filled(phrase, teeth)

    def step(self, family: str, phase: str) -> str:
        """The heading of a visit that is mostly this."""
        return self.procedures.get(family, {}).get("step") or self.phases.get(phase, _plain(phase))

    def why(self, family: str) -> str:
        """Why it is done, in one short sentence."""
        return self.procedures.get(family, {}).get("why", "")

    def found(self, term: str, teeth: Sequence[str], teeth_text: str) -> str:
        """The sentence that tells a finding: of one tooth, of several, or of a jaw or the mouth."""
        known = self.findings.get(term)
        if known is None:
            return f"{_plain(term)}{f': {teeth_text}' if teeth_text else ''}."
        place = 0 if len(teeth) == 1 else 1 if teeth else 2
        return known[min(place, len(known) - 1)].replace("{t}", teeth_text or "")


def _filled(phrase: str, teeth: str) -> str:
    shown = BRACKETS.sub(lambda match: match.group(1) if teeth else "", phrase)
    return shown.replace("{t}", teeth)


def _plain(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def words(language: str) -> Words:
    """The words of a language; English where there are none."""
    path = FOLDER / f"{language[:2]}.yaml"
    if not path.is_file():
        path = FOLDER / f"{USUAL}.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Words(path.stem, read["procedures"], read["findings"], read["phases"], read["flags"])
