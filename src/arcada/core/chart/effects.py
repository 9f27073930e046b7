"""What a procedure needs of the mouth and what it makes true there.

A need names a field and the words that give ground ("implant is integrated or emerged"), or, with
`holds=False`, the words that take it away ("periodontium is not periodontitis"). An effect sets a field
to a word. Both look only at some of the places that the item names (`on`):

    each       every place named            teeth     places where a tooth or root still stands
    gaps       no tooth and no implant      implants  places with an implant
    anchors    each place named by its number; of a region the gaps that usually carry implants: lateral
               incisors and second premolars (source: judgement, four implants an arch)

So one bridge over 35, 36 and 37 makes abutments of the teeth and a pontic of the gap without naming which
is which.

Fields of teeth and `surfaces` apply to the places; arch fields to the arches of the places; mouth fields
to the mouth; `record` adds a word to what is on record and is never refused. An effect with `only_from`
changes only what now is one of those words. Effects of a procedure over several visits come true at its
last visit, those with `at="start"` at its first (a crown is prepared and provisional from the first
visit, fitted at the last).
"""

from dataclasses import dataclass
from typing import Final, Literal

from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS, Words
from arcada.core.chart.wide_vocabulary import ARCH_FIELDS, MOUTH_FIELDS, RECORD

On = Literal["each", "teeth", "gaps", "implants", "anchors"]
At = Literal["start", "end"]
PLACES: Final = ("each", "teeth", "gaps", "implants", "anchors")
FIELDS: Final[dict[str, Words]] = {
    **TOOTH_FIELDS, "surfaces": SURFACE, **ARCH_FIELDS, **MOUTH_FIELDS, "record": RECORD,
}  # fmt: skip
WIDE_FIELDS: Final = (*ARCH_FIELDS, *MOUTH_FIELDS, "record")


def check_words(field: str, words: tuple[str, ...]) -> None:
    """Raise ValueError with the words allowed when the field or a word is unknown."""
    if field not in FIELDS:
        message = f"there is no field {field!r} in the mouth; fields are {', '.join(FIELDS)}"
        raise ValueError(message)
    for word in words:
        if word not in FIELDS[field]:
            message = f"{field} cannot be {word!r}; it is one of {', '.join(FIELDS[field])}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Need:
    """What must be true before a procedure begins, or with `at="end"` before its last visit.

    `days` asks that the field has been so for that many days within the plan; what was so before the plan
    began counts as long enough. `says` replaces the phrase in the sentence of the fault. For `surfaces`
    one surface is enough when `holds`, and no surface may carry a word when not.
    """

    field: str
    words: tuple[str, ...]
    holds: bool = True
    on: On = "each"
    days: int = 0
    says: str = ""
    at: At = "start"

    def __post_init__(self) -> None:
        check_words(self.field, self.words)
        if not self.words or self.on not in PLACES or self.days < 0 or self.at not in ("start", "end"):
            message = f"a need on {self.field} takes words, on = {' | '.join(PLACES)} and days from 0"
            raise ValueError(message)

    @property
    def phrase(self) -> str:
        """What is needed, for a sentence."""
        wanted = self.says or " or ".join(FIELDS[self.field][word] for word in self.words)
        held = f" for {self.days} days" if self.days else ""
        return f"{wanted if self.holds or self.says else f'anything but {wanted}'}{held}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a procedure makes true.

    `only_from` looks at the field itself as it is then; `when` at other fields as they were before the
    procedure.
    """

    field: str
    word: str
    on: On = "each"
    only_from: tuple[str, ...] = ()
    at: At = "end"
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        check_words(self.field, (self.word, *self.only_from))
        for field, words in self.when:
            check_words(field, words)
        if any(field not in TOOTH_FIELDS for field, _ in self.when) or (self.when and self.field in WIDE_FIELDS):
            message = f"an effect on {self.field} cannot look at {self.when[0][0]}: `when` is of teeth and sites"
            raise ValueError(message)
        if self.on not in PLACES or self.at not in ("start", "end"):
            message = f"an effect on {self.field} takes on = {' | '.join(PLACES)} and at = start | end"
            raise ValueError(message)
