"""How bad it is, typed behind the name of a finding and read on the finding's own scales.

    car 5                ICDAS 5: a bare number is the first counted word of the finding
    car icdas 5  icdas5  the same, by name
    perio iii c gen      stage III, grade C, generalised: each grade names its scale
    rec rt2 3mm          RT2, 3 mm: a unit names the word
    abscess swelling     yes; 'no fever' is a no
    crossbite            a name that is itself a grade tells both

What is off its scale is refused with the scale; what is only unusual for the finding is kept and asked about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from arcada.core.kernel import Refusal
from arcada.core.protocols.finding import FindingKind, Grade, Scale, SeverityKey
from arcada.web.chart.words import CHARTED_ON_THE_TOOTH, YES_NO, denied, severity_label

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
NAMED = re.compile(r"([a-z]+)(\d+(?:[.,]\d+)?)")
MEASURED = re.compile(r"(\d+(?:[.,]\d+)?)(mm|%|min|h|y|w|m)")
UNITS = {
    "mm": ("mm", "_mm"), "%": ("_percent",), "min": ("_minutes",), "h": ("hours",), "y": ("_years", "years_since"),
    "w": ("weeks",), "m": ("months",),
}  # fmt: skip
NO = ("no", "not")
SHORTEST = 3
ROMAN = frozenset("IV")
Said = int | float | bool | str


@dataclass(slots=True)
class Grades:
    """The severity that was read; `odd` are the sentences about what is unusual."""

    told: dict[str, Said] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


def read_grades(kind: FindingKind, words: Sequence[str]) -> Grades | Refusal | None:
    """Read all the words as grades of this kind; None where one is none, a refusal where one is off its scale."""
    found, rest = Grades(), list(words)
    while rest:
        taken = _next(kind, rest, found)
        if taken is None or isinstance(taken, Refusal):
            return taken
        rest = rest[taken:]
    return found


def in_name(kind: FindingKind, name: Sequence[str]) -> Mapping[str, Said]:
    """Give the grade that the name itself tells: 'crossbite', 'open margin', 'subluxation'."""
    sayings = [saying for saying in (" ".join(name), *name) if len(saying) > SHORTEST]
    for key in kind.severity:
        for saying in sayings if key.scale else ():
            grade = key.scale.grade(saying) if key.scale else None
            if grade:
                return {key.name: _kept(key, grade)}
    return {}


def said_of(kind: FindingKind, severity: Mapping[str, object]) -> Iterator[str]:
    """Phrase a severity word by word: 'ICDAS 5, distinct cavity with dentine seen'."""
    for name, value in severity.items():
        key = kind.key(name)
        label, unit = severity_label(name)
        grade = key.scale.grade(_text(value)) if key and key.scale else None
        if key and key.scale and grade:
            yield f"{key.scale.name} {_shown(grade.value)}, {grade.words}"
        elif isinstance(value, bool):
            yield label.lower() if value else denied(name)
        else:
            yield f"{label} {_text(value)}{' ' + unit if unit else ''}"


def shortly(kind: FindingKind, severity: Mapping[str, object]) -> Iterator[str]:
    """Say the same in the shortest words, for a list: 'ICDAS 5', 'Stage III', 'crossbite', 'bleeding 35 %', 'no fever'.

    What the drawing tells is left out.
    """
    order = [key.name for key in kind.severity]
    for name, value in sorted(severity.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)):
        key = kind.key(name)
        grade = key.scale.grade(_text(value)) if key and key.scale else None
        if name in CHARTED_ON_THE_TOOTH or name == "suspected":
            continue
        if key and key.scale and grade:
            said = _shown(grade.value)
            bare = said.isdigit() or not set(said) - ROMAN or len(said) == 1
            yield f"{key.scale.name} {said}" if bare else said
        else:
            yield _measure(name, value)


def _measure(name: str, value: object) -> str:
    label, unit = severity_label(name)
    named = label if label.isupper() else label[:1].lower() + label[1:]
    if isinstance(value, bool):
        return named if value else denied(name)
    return f"{_text(value)} mm" if name == "mm" else f"{named} {_text(value)} {unit}".strip()


Taken = int | Refusal | None


def _next(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    """Read from the front; how many words were taken, by the first way of saying it that fits."""
    ways = (_denied, _with_unit, _exact, _called, _glued, _bare, _begun, _affirmed)
    return next((taken for way in ways if (taken := way(kind, words, found)) is not None), None)


def _denied(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    key = _truth(kind, words[1]) if len(words) > 1 and words[0] in NO else None
    return _keep(found, key.name, False, 2) if key else None  # noqa: FBT003 - the answer itself


def _with_unit(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    measured = MEASURED.fullmatch(words[0])
    key = _measured(kind, measured[2], found) if measured else None
    return _counted(kind, key, measured[1], found, 1) if key and measured else None


def _exact(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    free = _free(kind, words[0], found)
    return _keep(found, free[0].name, _kept(*free), 1) if free and words[0] in _ways(free[1]) else None


def _called(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    key = _by_name(kind, words[0], found) if len(words) > 1 else None
    return _value(kind, key, words[1], found, 2) if key else None


def _glued(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    named = NAMED.fullmatch(words[0])
    key = _by_name(kind, named[1], found) if named else None
    return _value(kind, key, named[2], found, 1) if key and named else None


def _bare(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    key = _first_counted(kind, found) if NUMBER.fullmatch(words[0]) else None
    return _counted(kind, key, words[0], found, 1) if key else None


def _begun(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    free = _free(kind, words[0], found)
    return _keep(found, free[0].name, _kept(*free), 1) if free else None


def _affirmed(kind: FindingKind, words: list[str], found: Grades) -> Taken:
    key = _truth(kind, words[0])
    return _keep(found, key.name, True, 1) if key else None  # noqa: FBT003 - the answer itself


def _keep(found: Grades, name: str, said: Said, taken: int) -> int:
    found.told[name] = said
    return taken


def _value(kind: FindingKind, key: SeverityKey, text: str, found: Grades, taken: int) -> Taken:
    """Read what stands behind the name of a scale."""
    if key.scale and (grade := _grade(key.scale, text)):
        number = grade.value if grade.value.isdigit() else ""
        return _counted(kind, key, number, found, taken) if number else _keep(found, key.name, _kept(key, grade), taken)
    if NUMBER.fullmatch(text) and (key.low is not None or key.scale):
        return _counted(kind, key, text, found, taken)
    return None


def _counted(kind: FindingKind, key: SeverityKey, text: str, found: Grades, taken: int) -> int | Refusal:
    """Keep a number: off its scale it is refused, beyond the usual it is asked about."""
    number = float(text.replace(",", "."))
    scale, label = key.scale, severity_label(key.name)[0]
    if scale and not scale.counted and (grade := scale.grade(text)):
        return _keep(found, key.name, _kept(key, grade), taken)
    bounds = scale.bounds if scale else None
    if scale and (not bounds or not bounds[0] <= number <= bounds[1]):
        return Refusal("off_scale", f"{scale.name} has no {text}: {_scale_said(scale)}.", "entry")
    if key.low is not None and key.high is not None and not key.low <= number <= key.high:
        usual = f"{key.low:g} to {key.high:g}"
        named = scale.name if scale else label
        found.odd.append(f"{named} {number:g} is unusual for {kind.term} (usual {usual}). It is kept as typed.")
    return _keep(found, key.name, int(number) if number.is_integer() else number, taken)


def _scale_said(scale: Scale) -> str:
    bounds = scale.bounds
    if bounds:
        return f"it goes from {bounds[0]:g} to {bounds[1]:g}"
    return "it is one of " + ", ".join(_shown(one.value) for one in scale.grades)


def _by_name(kind: FindingKind, word: str, found: Grades) -> SeverityKey | None:
    """The word of the severity that is called so."""
    for key in kind.severity:
        names = (*(key.scale.typed if key.scale else ()), key.name, *key.name.split("_"))
        if word in names and key.name not in found.told and key.name not in CHARTED_ON_THE_TOOTH:
            return key
    return None


def _free(kind: FindingKind, word: str, found: Grades) -> tuple[SeverityKey, Grade] | None:
    """The first scale, not told yet, that has such a grade."""
    for key in kind.severity:
        grade = _grade(key.scale, word) if key.scale and key.name not in found.told else None
        if grade and not grade.value.isdigit():
            return key, grade
    return None


def _grade(scale: Scale, word: str) -> Grade | None:
    """The grade that is written so; three letters and more may begin it."""
    begun = (one for one in scale.grades if len(word) >= SHORTEST and any(said.startswith(word) for said in _ways(one)))
    return scale.grade(word) or next(begun, None)


def _ways(grade: Grade) -> tuple[str, ...]:
    return (grade.value, *grade.also)


def _first_counted(kind: FindingKind, found: Grades) -> SeverityKey | None:
    left = [one for one in kind.severity if one.name not in found.told and one.name not in CHARTED_ON_THE_TOOTH]
    scaled = [one for one in left if one.scale and one.scale.grade("1")]
    return next(iter([*scaled, *(one for one in left if one.low is not None)]), None)


def _measured(kind: FindingKind, unit: str, found: Grades) -> SeverityKey | None:
    """The first word of the severity that is measured so."""
    for key in kind.severity:
        if key.name not in found.told and any(key.name == end or key.name.endswith(end) for end in UNITS[unit]):
            return key
    return None


def _truth(kind: FindingKind, word: str) -> SeverityKey | None:
    """The yes-or-no word that begins so."""
    for key in kind.severity:
        if key.name in YES_NO and len(word) >= SHORTEST and key.name.replace("_", "-").startswith(word):
            return key
    return None


def _kept(key: SeverityKey, grade: Grade) -> Said:
    counted = key.scale is not None and key.scale.counted
    return int(grade.value) if counted else grade.value


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).lower()


def _shown(value: str) -> str:
    """Stages, grades and classes in capitals: III, B, RT2."""
    return value.upper() if len(value) <= SHORTEST else value
