"""What was not understood: words of history, wishes and severities that no rule reads. A person is asked."""

from arcada.core.compiler.answer import Question
from arcada.core.planning.case import NAMED
from arcada.core.planning.choice import gap_unknown
from arcada.core.planning.setting import Setting
from arcada.core.planning.wish import read_wish
from arcada.core.protocols.finding import FindingKind, SeverityKey
from arcada.core.risk.facts import as_number, unknown_words


def questions_of(setting: Setting) -> tuple[Question, ...]:
    """All questions, in a fixed order."""
    found = [
        Question(f"patient.{name}", f"No rule reads '{entry}' in {name}: does it change the treatment?")
        for name, entry in unknown_words(setting.case.patient, setting.library.facts)
    ]
    for said in setting.case.wishes:
        wish = read_wish(said, setting.library.wishes)
        if not wish.topics and not wish.declines:
            found.append(
                Question("patient_wishes", f"No rule reads the wish '{said}': what does it mean for the plan?")
            )
    for finding in setting.case.findings:
        if gap_unknown(setting.case, finding, finding.where):
            found.append(Question(f"finding {finding.id}", "Which teeth are missing? Nobody has charted them yet."))
        kind = setting.library.kinds[finding.term]
        for key, value in sorted(finding.severity.items()):
            if key == "surfaces" and finding.surfaces:
                continue
            if (text := _odd(kind, key, value)) is not None:
                found.append(Question(f"finding {finding.id}", text))
    return tuple(found)


def _odd(kind: FindingKind, key: str, value: object) -> str | None:
    """Why a word of a severity is asked about; None when it is usual for this finding."""
    known = {one.name: one for one in kind.severity}
    if key in {"suspected", NAMED}:
        return None
    if key not in known:
        return f"'{key}' is not a usual word for {kind.term}; it was kept and not used."
    return _out_of_scale(kind, known[key], value)


def _out_of_scale(kind: FindingKind, key: SeverityKey, value: object) -> str | None:
    if key.values and str(value).strip().lower() not in key.values:
        return f"'{value}' is not on the scale of {key.name} for {kind.term} ({', '.join(key.values)})."
    number = as_number(value) if isinstance(value, str | int | float | bool) else None
    if key.low is None or isinstance(number, bool):
        return None
    if not isinstance(number, int | float) or not key.low <= number <= (key.high or number):
        high = f"{key.high:g}" if key.high is not None else "more"
        return f"{key.name} {value} is outside {key.low:g} to {high}, which is usual for {kind.term}."
    return None
