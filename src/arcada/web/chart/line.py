"""A whole line: several findings one behind the other, each with its proofs, sure or only suspected.

26 mo car 5; 27 crack; 36 crown        three entries
26 mo car; crack                       the second is said of 26 too
26 mo car +bw +pa:14d                  a bitewing of today and a periapical image of two weeks ago
26 mo car?                             only suspected
18, 28; 38 48 missing                  places alone join what follows
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from arcada.core.kernel import Refusal
from arcada.patients.queries import read_date
from arcada.web.chart.entry import Ground, Offer, Suggestion, by_id, is_place, offer
from arcada.web.chart.words import EVIDENCE

PROOF = re.compile(r"(?:^|\s)\+([a-z][a-z-]*)(?::(\S+))?", re.IGNORECASE)
ENDING = re.compile(r"[\s?!]+$")
AGO = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE)
DAYS = MappingProxyType({"d": 1, "w": 7, "m": 30, "y": 365})
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "xray": "periapical_radiograph", "pan": "panoramic_radiograph", "pano": "panoramic_radiograph",
        "bwx": "bitewing_radiograph", "ct": "cbct", "seen": "clinical_examination", "cold": "pulp_sensibility_test",
        "ept": "pulp_sensibility_test", "perc": "percussion_test", "probe": "local_probing",
        "pc": "full_periodontal_chart", "bl": "radiographs_showing_bone_level", "models": "study_models_or_scan",
    }
)  # fmt: skip
"""What else people call a proof. source: judgement"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proof as it was typed, with its day."""

    type: str
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One entry of a line, as it will be charted."""

    what: Suggestion
    proofs: tuple[Shown, ...] = ()
    suspected: bool = False
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One entry as typed: the words, and what was said beside them."""

    text: str
    proofs: tuple[Shown, ...] = ()
    suspected: bool = False
    instead: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """How a line is understood while it is typed: what stands before, and what the last entry may mean."""

    before: tuple[Entered | Refusal, ...]
    last: Part
    offer: Offer


def read_line(line: str, ground: Ground, *, choice: str = "") -> tuple[Entered, ...] | Refusal:
    """Read every entry of the line; `choice` is what was chosen for the last one. The first fault refuses the line."""
    parts, found = _parts(line, ground), []
    for rank, part in enumerate(parts):
        read = _read(part, ground, choice if rank == len(parts) - 1 else "")
        if isinstance(read, Refusal):
            return read
        found.append(read)
        ground = replace(ground, chosen=read.what.named or ground.chosen)
    return tuple(found)


def understood(line: str, ground: Ground) -> Understood:
    """Give the readings of a line that is being typed."""
    *parts, last = _parts(line, ground)
    before: list[Entered | Refusal] = []
    for part in parts:
        read = _read(part, ground, "")
        before.append(read)
        if not isinstance(read, Refusal):
            ground = replace(ground, chosen=read.what.named or ground.chosen)
    offered = Offer(refusal=last.refusal) if last.refusal else offer(last.text, ground) if last.text else Offer()
    return Understood(tuple(before), last, offered)


def _read(part: Part, ground: Ground, choice: str) -> Entered | Refusal:
    if part.refusal:
        return part.refusal
    chosen = by_id(choice, part.text, ground)
    if isinstance(chosen, Refusal):
        return chosen
    if chosen.state is not None and (part.proofs or part.suspected):
        text = f"{chosen.label} stands there already; proofs and doubt belong to findings. Take them off the line."
        return Refusal("proof_of_state", text, "entry")
    return Entered(what=chosen, proofs=part.proofs, suspected=part.suspected, instead=part.instead)


def _parts(line: str, ground: Ground) -> list[Part]:
    texts = [text.strip() for text in line.split(";")]
    texts = [text for text in texts if text] or [""]
    return [_part(text, ground) for text in _joined(texts, ground)]


def _joined(texts: list[str], ground: Ground) -> Iterator[str]:
    """Places alone belong to the entry that follows."""
    places = ""
    for rank, text in enumerate(texts):
        if rank < len(texts) - 1 and is_place(text, ground):
            places = f"{places} {text}"
            continue
        yield f"{places} {text}".strip()
        places = ""


def _part(text: str, ground: Ground) -> Part:
    marks = ENDING.search(text)
    ending, text = (marks[0], text[: marks.start()]) if marks else ("", text)
    proofs: list[Shown] = []
    for name, day in PROOF.findall(text):
        proof = _proof(name.lower(), day, ground.today)
        if isinstance(proof, Refusal):
            return Part(text, refusal=proof)
        proofs.append(proof)
    return Part(PROOF.sub("", text).strip(), tuple(proofs), suspected="?" in ending, instead="!" in ending)


def _proof(name: str, day: str, today: dt.date) -> Shown | Refusal:
    kind = OTHER_NAMES.get(name) or next((one for one in EVIDENCE if _called(one, name)), None)
    if kind is None:
        known = ", ".join(short.replace(" ", "-") for short, _ in EVIDENCE.values())
        return Refusal("unknown_evidence", f"'+{name}' is no proof that is known. Type one of +{known}.", "entry")
    taken = _day(day, today)
    if taken is None:
        text = f"'{day}' does not read as a day. Type +{name}:2026-05-17, +{name}:14d for days ago, 3w, 2m or 1y."
        return Refusal("unknown_day", text, "entry")
    return Shown(type=kind, day=taken)


def _called(kind: str, name: str) -> bool:
    short, full = EVIDENCE[kind]
    return any(said.lower().replace(" ", "-").startswith(name) for said in (short, full))


def _day(text: str, today: dt.date) -> dt.date | None:
    if not text:
        return today
    if ago := AGO.fullmatch(text):
        try:
            return today - dt.timedelta(days=int(ago[1]) * DAYS[ago[2].lower()])
        except OverflowError:
            return None
    return read_date(text)
