"""What somebody typed into the form of a protocol, as changes of its text; and the form as it is drawn again.

field:title=...                        a field of one value, or of lines
low:strategies[0]...[0]=7  high:...=28 a window of days
place:tiers.premium[1]=1               where a rung stands on its ladder
on:tiers.premium[1]=on                 a rung that is not switched off
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcada.interop.knowledge import KnowledgeFault
from arcada.interop.knowledge.fields import Field, Fields, Rung, Step, Way, fields_of
from arcada.interop.knowledge.rewrite import adopted, edited, laddered
from arcada.web.workshop.presenters.changes import LADDERS, said

LAST = 99


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault as the page tells it."""

    line: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One field as the form shows it: what was typed, else what is there; and what is wrong with it."""

    field: Field
    value: str
    low: str
    high: str
    wrong: tuple[str, ...]

    @property
    def id(self) -> str:
        """An id that a label can point to."""
        return self.field.path.replace("[", "-").replace("]", "").replace(".", "-")


@dataclass(frozen=True, slots=True)
class DrawnRung:
    """One rung of a ladder."""

    rung: Rung
    words: str
    when: str
    shared: str
    place: str
    on: bool
    fields: tuple[Drawn, ...]
    wrong: tuple[str, ...]

    @property
    def id(self) -> str:
        """An id that a label can point to."""
        return self.rung.path.replace("[", "-").replace("]", "").replace(".", "-")


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step of a way."""

    title: str
    fields: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class DrawnWay:
    """One way of the protocol's own."""

    id: str
    title: str
    fields: tuple[Drawn, ...]
    steps: tuple[DrawnStep, ...]
    wrong: bool


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """The whole form."""

    head: tuple[Drawn, ...]
    ladders: tuple[tuple[str, str, tuple[DrawnRung, ...]], ...]
    ways: tuple[DrawnWay, ...]
    branches: tuple[tuple[Drawn, ...], ...]
    others: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the text alone does not say: titles of strategies and procedures, conditions in words."""

    ways: Mapping[str, str]
    conditions: Mapping[str, str]
    procedures: Mapping[str, str]
    shared: frozenset[str]
    reasons: Mapping[str, str]


def changed(text: str, sent: Mapping[str, str]) -> str:
    """The text with what was typed; a shared way that is asked for is written into it."""
    known = fields_of(text)
    values = {path: _sent(field, sent) for path, field in known.every().items()}
    fresh = edited(text, values)
    fresh = laddered(fresh, _order(known, sent), _off(known, sent))
    return adopted(fresh, sent.get("adopt", ""))


def _sent(field: Field, sent: Mapping[str, str]) -> str:
    if field.kind == "days":
        low, _, high = field.value.partition("-")
        return f"{sent.get(f'low:{field.path}', low).strip()}-{sent.get(f'high:{field.path}', high).strip()}"
    return sent.get(f"field:{field.path}", field.value)


def _order(known: Fields, sent: Mapping[str, str]) -> dict[str, list[str]]:
    """The rungs of each ladder by the place that was typed; two at one place keep their order."""
    found = {}
    for name, rungs in known.ladders:
        places = {rung.path: _place(sent.get(f"place:{rung.path}", ""), rank) for rank, rung in enumerate(rungs, 1)}
        found[name] = sorted(places, key=lambda path: places[path])
    return found


def _place(typed: str, rank: int) -> int:
    return min(int(typed), LAST) if typed.isdecimal() and len(typed) <= len(str(LAST)) else rank


def _off(known: Fields, sent: Mapping[str, str]) -> set[str]:
    """The rungs whose tick was taken away; a form without any place was not drawn by us and changes none."""
    rungs = [rung for _, rungs in known.ladders for rung in rungs]
    return {rung.path for rung in rungs if f"place:{rung.path}" in sent and f"on:{rung.path}" not in sent} | {
        rung.path for rung in rungs if f"place:{rung.path}" not in sent and rung.off
    }


def drawn(text: str, words: Words, sent: Mapping[str, str], faults: Sequence[KnowledgeFault]) -> DrawnForm:
    """The form: what was typed stands where it was typed, and each fault at the field that it speaks of."""
    known = fields_of(text)
    pen = _Pen(words, sent, faults)
    return DrawnForm(
        head=pen.fields(known.head),
        ladders=tuple((name, LADDERS[name], pen.rungs(rungs)) for name, rungs in known.ladders if rungs),
        ways=tuple(pen.way(way) for way in known.ways),
        branches=tuple(pen.fields(fields) for _, fields in known.branches),
        others=pen.fields(known.others),
    )


def sentence(text: str) -> str:
    """What is wrong as a sentence."""
    end = "" if text.endswith(("?", ".")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


@dataclass(frozen=True, slots=True)
class _Pen:
    words: Words
    sent: Mapping[str, str]
    faults: Sequence[KnowledgeFault]

    def fields(self, fields: Sequence[Field]) -> tuple[Drawn, ...]:
        return tuple(self.field(one) for one in fields)

    def field(self, field: Field) -> Drawn:
        value = _sent(field, self.sent)
        low, _, high = value.partition("-") if field.kind == "days" else ("", "", "")
        return Drawn(field, value, low, high, self.wrong(field.path))

    def wrong(self, path: str) -> tuple[str, ...]:
        """Faults at the path itself, or of the list that a window stands in."""
        stem = path.rpartition("[")[0] if path.endswith("]") else path
        return tuple(sentence(fault.text) for fault in self.faults if fault.field and fault.field in {path, stem})

    def rungs(self, rungs: Sequence[Rung]) -> tuple[DrawnRung, ...]:
        return tuple(self.rung(one, rank) for rank, one in enumerate(rungs, 1))

    def rung(self, rung: Rung, rank: int) -> DrawnRung:
        typed = f"place:{rung.path}" in self.sent
        words = self.words.ways.get(rung.leads_to) or self.words.reasons.get(rung.leads_to, rung.leads_to)
        return DrawnRung(
            rung=rung,
            words=words,
            when="; ".join(filter(None, (said(rung.when), said(self.words.conditions.get(rung.leads_to, ""))))),
            shared=rung.leads_to if rung.leads_to in self.words.shared else "",
            place=self.sent.get(f"place:{rung.path}", str(rank)),
            on=f"on:{rung.path}" in self.sent if typed else not rung.off,
            fields=self.fields(rung.fields),
            wrong=tuple(sentence(fault.text) for fault in self.faults if fault.field.startswith(rung.path)),
        )

    def way(self, way: Way) -> DrawnWay:
        steps = tuple(self.step(one) for one in way.steps)
        fields = self.fields(way.fields)
        wrong = any(one.wrong for one in (*fields, *(field for step in steps for field in step.fields)))
        return DrawnWay(way.id, way.title, fields, steps, wrong)

    def step(self, step: Step) -> DrawnStep:
        return DrawnStep(self.words.procedures.get(step.do, step.do), self.fields(step.fields))
