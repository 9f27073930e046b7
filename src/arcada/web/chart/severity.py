"""The severity of a finding as a form: each word of its scale as the field that suits it, read back as rules want it.

scale in the knowledge           field                  kept as
a scale of grades                a choice, each with its plain words    the grade; a number where grades are numbers
a list of words                  a choice               the word
bounds                           a number with its unit a number; unusual ones are asked about
neither, and a yes-or-no word    yes / no               true, false
neither                          text                   the text
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.protocols.finding import FindingKind, SeverityKey
from arcada.web.chart.words import CHARTED_ON_THE_TOOTH, OTHER_SPELLINGS, YES_NO, severity_label

PREFIX = "severity_"
LONGEST = 80
LONGEST_STAGE = 3
DIGITS = frozenset("1234")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityField:
    """One field; `kind` is choice, number, truth or text."""

    name: str
    label: str
    unit: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    error: str = ""


def severity_fields(
    kind: FindingKind, severity: Mapping[str, object], typed: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[SeverityField, ...]:
    """Give the fields of a kind of finding, filled with what is on record or with what was typed."""
    fields = []
    for key in asked(kind, severity):
        name = PREFIX + key.name
        label, unit = severity_label(key.name)
        label = key.scale.name if key.scale else label
        fields.append(
            SeverityField(
                name=name,
                label=label,
                unit=unit,
                kind=_kind(key),
                value=typed.get(name, _on_scale(key, _shown(severity.get(key.name)))),
                options=_options(key),
                hint=_hint(key),
                error=errors.get(name, ""),
            )
        )
    return tuple(fields)


def asked(kind: FindingKind, severity: Mapping[str, object]) -> tuple[SeverityKey, ...]:
    """The words that the form asks for: each meaning once, and whatever is on record already."""
    names = {key.name for key in kind.severity} - CHARTED_ON_THE_TOOTH
    return tuple(
        key
        for key in kind.severity
        if key.name in severity or (key.name in names and OTHER_SPELLINGS.get(key.name) not in names)
    )


def read_severity(
    kind: FindingKind, before: Mapping[str, object], post: Mapping[str, str]
) -> tuple[Mapping[str, object], Mapping[str, str]]:
    """Read the fields: the new severity, and the sentence of each fault by the name of its field."""
    told, errors = dict(before), {}
    for key in asked(kind, before):
        name = PREFIX + key.name
        if name not in post:
            continue
        text = post[name].strip()[:LONGEST]
        value = _read(key, text)
        if value is None and text:
            errors[name] = _wrong(key, text)
        elif value is None:
            told.pop(key.name, None)
        else:
            told[key.name] = value
    return told, errors


def _on_scale(key: SeverityKey, text: str) -> str:
    """A grade that was written in another way, as the choice has it."""
    grade = key.scale.grade(text) if key.scale else None
    return grade.value if grade else text


def _options(key: SeverityKey) -> tuple[tuple[str, str], ...]:
    """What can be chosen: grades with their plain words, else the words themselves."""
    if key.scale and key.scale.grades:
        return tuple((one.value, f"{_said(one.value)}: {one.words}") for one in key.scale.grades)
    return tuple((value, _said(value)) for value in _values(key))


def _hint(key: SeverityKey) -> str:
    asks = f"{key.scale.asks}. " if key.scale else ""
    if key.low is None or key.high is None:
        return asks.rstrip(". ")
    words = f" ({key.scale.words})" if key.scale and key.scale.words else ""
    return f"{asks}Usual {key.low:g} to {key.high:g}{words}."


def _kind(key: SeverityKey) -> str:
    if key.values or (key.scale and key.scale.grades):
        return "choice"
    if key.low is not None:
        return "number"
    return "truth" if key.name in YES_NO else "text"


def _values(key: SeverityKey) -> tuple[str, ...]:
    """Each value once: not also in digits, in the other spelling, or with another hyphen."""
    if _kind(key) == "truth":
        return ()
    found: dict[str, str] = {}
    for value in key.values:
        if value in DIGITS and len(key.values) > len(DIGITS):
            continue
        found.setdefault(value.replace("_", " ").replace("-", " ").replace("ized", "ised"), value)
    return tuple(found.values())


def _said(value: str) -> str:
    """Stages and grades in capitals: III, B."""
    return value.upper() if len(value) <= LONGEST_STAGE else value.capitalize()


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value).lower() if isinstance(value, str) else str(value)


def _read(key: SeverityKey, text: str) -> object:
    """The value that the text tells; None where it tells none."""
    if not text:
        return None
    kind = _kind(key)
    if key.scale and key.scale.grades:
        grade = key.scale.grade(text)
        return None if grade is None else int(grade.value) if key.scale.counted else grade.value
    if kind == "choice":
        return text.lower() if text.lower() in key.values else None
    if kind == "truth":
        return {"yes": True, "no": False}.get(text.lower(), text)
    return _number(text) if kind == "number" else text


def _number(text: str) -> object:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if not abs(number) < float("1e6"):
        return None
    return int(number) if number.is_integer() else number


def _wrong(key: SeverityKey, text: str) -> str:
    label, unit = severity_label(key.name)
    if key.scale and key.scale.grades:
        known = ", ".join(one.value for one in key.scale.grades)
        return f"{key.scale.name}: '{text}' is not on the scale. It is one of {known}."
    if key.values:
        return f"{label}: '{text}' is not on the scale. It is one of {', '.join(_values(key))}."
    return f"{label} is a number{f' of {unit}' if unit else ''}, such as {key.low:g} to {key.high:g}; '{text}' is none."
