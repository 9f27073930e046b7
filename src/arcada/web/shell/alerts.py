"""What must be seen before anything is done, as short words in the patient header.

    danger  allergies; medicines that change care; blood pressure at which elective care waits
    warn    raised blood pressure; pregnancy
    info    fear; smoking is a matter of the plan, not of the header

The words are the patient's own ('Penicillin allergy', 'Warfarin 5 mg'); what follows from them stands in full
sentences on the intake page.
"""

import re
from collections.abc import Iterable

from arcada.display.frame import Flag
from arcada.patients.models import Anxiety, Interview, MedicalHistory, Patient
from arcada.web.shell.consequences import fearful, telling

PRESSURE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})")
RAISED = (140, 90)  # source: judgement; the dentist of the practice owns the figure
DEFER_ELECTIVE = (180, 110)  # elective care is deferred: S48


def alerts_of(patient: Patient) -> tuple[Flag, ...]:
    """Give the alerts of a patient's latest history; without one, say that nobody has asked."""
    history = patient.histories.first()
    unasked = Flag(kind="warn", text="No medical history yet")
    return (*(alerts(history) if history else (unasked,)), *fear(patient.interviews.first(), history))


def alerts(history: MedicalHistory) -> tuple[Flag, ...]:
    """Give the alerts that a history raises."""
    return (
        *_allergies(history.allergies),
        *(Flag(kind="danger", text=short(entry)) for entry in telling(history)),
        *_pressure(history),
        *_pregnancy(history),
    )


def fear(talk: Interview | None, history: MedicalHistory | None = None) -> tuple[Flag, ...]:
    """Give the alert for somebody who is afraid, as they said it in the interview or the history tells."""
    if talk is not None and talk.anxiety == Anxiety.STRONG:
        return (Flag(kind="info", text="Very anxious"),)
    said = talk is not None and talk.anxiety == Anxiety.SOME
    return (Flag(kind="info", text="Anxious"),) if said or (history is not None and fearful(history)) else ()


def _allergies(entries: Iterable[str]) -> tuple[Flag, ...]:
    return tuple(Flag(kind="danger", text=f"{substance(entry)} allergy") for entry in entries)


def substance(entry: str) -> str:
    """Take the substance out of an entry such as 'penicillin (rash)' or 'Latex allergy'."""
    bare = re.sub(r"\s*\(.*?\)|\s+allergy$", "", entry.strip(), flags=re.IGNORECASE).split(":")[0].strip()
    return sentence_case(bare)


def short(entry: str) -> str:
    """Take the name out of an entry with dose and duration: 'alendronate 70 mg weekly, 6 years' is 'Alendronate'."""
    name = re.split(r"\s+\d|[,;(]", entry.strip(), maxsplit=1)[0].strip()
    return sentence_case(name or entry)


def sentence_case(text: str) -> str:
    """Write the first letter large and leave the others."""
    return text[:1].upper() + text[1:]


def _pressure(history: MedicalHistory) -> tuple[Flag, ...]:
    found = PRESSURE.search(str(history.results.get("blood_pressure", "")))
    if not found:
        return ()
    reading = (int(found[1]), int(found[2]))
    text = f"Blood pressure {reading[0]}/{reading[1]}"
    if _reaches(reading, DEFER_ELECTIVE):
        return (Flag(kind="danger", text=text),)
    return (Flag(kind="warn", text=text),) if _reaches(reading, RAISED) else ()


def _reaches(reading: tuple[int, int], bound: tuple[int, int]) -> bool:
    return reading[0] >= bound[0] or reading[1] >= bound[1]


def _pregnancy(history: MedicalHistory) -> tuple[Flag, ...]:
    weeks = history.pregnancy_weeks
    return (Flag(kind="warn", text=f"Pregnant, week {weeks}"),) if weeks is not None else ()
