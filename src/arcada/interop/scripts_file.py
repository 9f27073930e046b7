"""The scripts of knowledge/scripts.yaml as values, with the words that none of them may hold."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from arcada.core.recovery.phrase import Phrases, phrases
from arcada.core.recovery.script import Script

LANGUAGES = ("en", "es", "ru", "bg", "de")


@dataclass(frozen=True, slots=True)
class ScriptBook:
    """All scripts by id and language."""

    scripts: tuple[Script, ...]
    about: dict[str, str]
    stop_words: dict[str, str]
    never: dict[str, Phrases]

    def script(self, name: str, language: str) -> Script:
        """The script in a language, in English where it has none; KeyError where there is no such script."""
        found = {one.language: one for one in self.scripts if one.id == name}
        if not found:
            raise KeyError(name)
        return found.get(language, found["en"])


@cache
def load_scripts() -> ScriptBook:
    """The scripts that ship."""
    text = (resources.files("arcada") / "knowledge" / "scripts.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return ScriptBook(
        tuple(
            Script(name, entry["kind"], language, entry[language], frozenset(entry.get("slots", ())))
            for name, entry in told["scripts"].items()
            for language in LANGUAGES
        ),
        {name: entry["about"] for name, entry in told["scripts"].items()},
        dict(told["stop_words"]),
        {language: phrases({language: words}) for language, words in told["never"].items()},
    )
