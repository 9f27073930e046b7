"""One field of a JSON case, read with its path, so that a refusal can say where something is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from arcada.core.kernel import Refusal

LARGEST = 1_000_000  # no age, weight, count or length of days comes near; also keeps out what is no number


class ReadError(Exception):
    """A field that cannot be read; carries the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.text)


@dataclass(frozen=True, slots=True)
class Field:
    """A value and its path, such as `findings[2].where[0]`."""

    value: Any
    where: str

    def path(self, key: str) -> str:
        """The path of a key below."""
        return f"{self.where}.{key}" if self.where else key

    def wrong(self, key: str, text: str) -> ReadError:
        """The error for a key."""
        return ReadError(Refusal("unreadable_field", text, self.path(key)))

    def get(self, key: str) -> Any:
        """The value of a key, None where it is absent."""
        if not isinstance(self.value, Mapping):
            text = f"Expected an object, found {type(self.value).__name__}."
            raise ReadError(Refusal("unreadable_field", text, self.where or "case"))
        return self.value.get(key)

    def at(self, key: str) -> "Field":
        """The object under a key; absent is an empty one."""
        found = self.get(key)
        return Field({} if found is None else found, self.path(key))

    def each(self, key: str) -> Iterator["Field"]:
        """The members of a list; absent is an empty one."""
        found = self.get(key)
        if found is None:
            return
        if not isinstance(found, list):
            raise self.wrong(key, "Expected a list.")
        for rank, value in enumerate(found):
            yield Field(value, f"{self.path(key)}[{rank}]")

    def mapping(self, key: str) -> Mapping[str, Any]:
        """The mapping under a key; absent is an empty one."""
        found = self.get(key)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            raise self.wrong(key, "Expected keys and values.")
        return found

    def text(self, key: str) -> str:
        """A text that must be there."""
        found = self.get(key)
        if not isinstance(found, str) or not found:
            raise self.wrong(key, "Expected a text.")
        return found

    def optional_text(self, key: str) -> str:
        """A text, empty where it is absent."""
        found = self.get(key)
        if found is not None and not isinstance(found, str):
            raise self.wrong(key, "Expected a text.")
        return found or ""

    def as_text(self) -> str:
        """The field itself as a text."""
        if not isinstance(self.value, str):
            raise ReadError(Refusal("unreadable_field", "Expected a text.", self.where))
        return self.value

    def number(self, key: str) -> float | None:
        """A number, None where it is absent."""
        found = self.get(key)
        if found is not None and (isinstance(found, bool) or not isinstance(found, int | float)):
            raise self.wrong(key, f"Expected a number, found {found!r:.40}.")
        if found is not None and not abs(found) <= LARGEST:
            raise self.wrong(key, "Expected a number that something of a patient can have.")
        return found

    def amount(self, key: str, least: float, most: float) -> float | None:
        """A number from `least` to `most`, None where it is absent."""
        found = self.number(key)
        if found is not None and not least <= found <= most:
            raise self.wrong(key, f"Expected a number from {least:g} to {most:g}, found {found:g}.")
        return found

    def count(self, key: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`, None where it is absent; 2.5 is not taken for 2."""
        found = self.amount(key, least, most)
        if found is not None and found != int(found):
            raise self.wrong(key, f"Expected a whole number from {least} to {most}, found {found:g}.")
        return None if found is None else int(found)

    def whole(self, key: str) -> int:
        """A whole number that must be there."""
        found = self.get(key)
        if isinstance(found, bool) or not isinstance(found, int) or abs(found) > LARGEST:
            raise self.wrong(key, "Expected a whole number, of days for example.")
        return found

    def truth(self, key: str) -> bool | None:
        """true, false, or None where nobody knows."""
        found = self.get(key)
        if found is not None and not isinstance(found, bool):
            raise self.wrong(key, "Expected true, false or null.")
        return found
