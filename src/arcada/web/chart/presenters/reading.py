"""How a line is understood so far: what stands before the last entry, and what the last one may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, day
from arcada.web.chart.entry import Suggestion
from arcada.web.chart.grades import said_of
from arcada.web.chart.line import Entered, Part, Shown, Understood
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.words import evidence_short


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One offer: where, what, how bad, and the proofs."""

    id: str
    where: str
    surfaces: str
    label: str
    code: str
    more: str
    odd: str
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the page shows under the entry."""

    before: Sequence[Offered]
    offered: Sequence[Offered]
    said: str


def reading(found: Understood, voice: Voice) -> Reading:
    """Phrase the readings of a line."""
    refusal = found.offer.refusal
    before = [_before(one, voice) for one in found.before]
    return Reading(
        before=before,
        offered=[_offered(one, _aside(found.last), voice) for one in found.offer.suggestions],
        said=refusal.text if refusal else "",
    )


def _before(one: Entered | Refusal, voice: Voice) -> Offered:
    if isinstance(one, Refusal):
        return Offered(id="", where="", surfaces="", label="", code="", more="", odd="", wrong=one.text)
    aside = _aside(Part("", one.proofs, suspected=one.suspected, instead=one.instead))
    return _offered(one.what, aside, voice)


def _offered(one: Suggestion, aside: Sequence[str], voice: Voice) -> Offered:
    grades = list(said_of(one.kind, one.severity)) if one.kind else []
    return Offered(
        id=one.id,
        where=where_of(one.where, voice),
        surfaces=one.surfaces,
        label=one.label,
        code=one.code,
        more=" · ".join([*grades, *(aside if one.kind else ())]),
        odd=" ".join(one.odd),
    )


def _aside(part: Part) -> Sequence[str]:
    said = [_proof(proof) for proof in part.proofs]
    said += ["only suspected"] if part.suspected else []
    return [*said, "instead of what contradicts it"] if part.instead else said


def _proof(proof: Shown) -> str:
    return f"{evidence_short(proof.type)} {day(proof.day)}"
