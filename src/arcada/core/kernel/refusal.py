"""Answers in words.

A refusal says that something cannot be done: what is wrong, where, and what to do about it. It is a value
that an action returns; it is not raised. A reason says why something was decided. Both carry a code for
programs and a sentence for people; a published code never changes, the sentence may be improved at any time.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cannot be done; `where` is the field or place, such as `findings[2].where`."""

    code: str
    text: str
    where: str = ""

    def at(self, where: str) -> "Refusal":
        """The same refusal seen from further out: `where` is put in front of the place already named."""
        return replace(self, where=f"{where}.{self.where}" if where and self.where else where or self.where)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision fell as it did."""

    code: str
    text: str
