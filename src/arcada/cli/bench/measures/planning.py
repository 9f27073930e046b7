"""From findings to three plans."""

from typing import Any

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement, timed
from arcada.core.kernel import Refusal
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Lag, Phase, Problem, Step, Task, Window

RECENT = 14


def proof(*kinds: str) -> list[dict[str, Any]]:
    """Return evidence of these kinds, two weeks old."""
    return [{"type": kind, "age_days": RECENT} for kind in kinds]


def finding(key: str, name: str, where: list[str], severity: dict[str, Any], *kinds: str) -> dict[str, Any]:
    """Return one finding as a case writes it."""
    scope = "mouth" if where == ["mouth"] else "tooth"
    return {
        "fid": key,
        "scope": scope,
        "where": where,
        "finding": name,
        "severity": severity,
        "evidence": proof("clinical_examination", *kinds),
    }


def case() -> dict[str, Any]:
    """Return a case of 15 findings: caries of every depth, pulps, gaps, gums."""
    dentine = "cavitated dentine caries"
    bitewing, periapical, pulp = "bitewing_radiograph", "periapical_radiograph", "pulp_sensibility_test"
    findings = [
        finding("a", dentine, ["16"], {"icdas": 5}, bitewing),
        finding("b", dentine, ["26"], {"icdas": 5}, bitewing),
        finding("c", dentine, ["15"], {"icdas": 4}, bitewing),
        finding("d", "defective restoration", ["25"], {}, bitewing),
        finding("e", "recurrent caries", ["37"], {"icdas": 5}, bitewing),
        finding("f", "irreversible pulpitis", ["46"], {"symptomatic": True}, periapical, pulp, "percussion_test"),
        finding("g", "pulp necrosis", ["36"], {}, periapical, pulp, "percussion_test"),
        finding("h", "initial enamel caries lesion", ["17"], {"icdas": 2, "activity": "active"}, bitewing),
        finding("i", "initial enamel caries lesion", ["27"], {"icdas": 2, "activity": "active"}, bitewing),
        finding("j", "non-restorable tooth", ["24"], {}, periapical, "restorability_assessment"),
        finding("k", "missing tooth", ["14"], {}, periapical, "cbct"),
        finding("l", "deep dentine caries, pulp vital", ["35"], {"icdas": 5}, bitewing, periapical, pulp),
        finding("m", "gingivitis", ["mouth"], {"bleeding_percent": 35}),
        finding("n", "root caries", ["33"], {"activity": "active"}, bitewing),
        finding("o", "reversible pulpitis", ["45"], {}, periapical, pulp),
    ]
    return {
        "id": "bench",
        "patient": {
            "age_years": 45,
            "sex": "female",
            "weight_kg": 68,
            "growth_complete": True,
            "asa": 1,
            "smoking_cigarettes_per_day": 0,
            "medications": [],
            "allergies": [],
            "conditions": [],
            "results": {},
        },
        "chief_complaint": "pain when chewing",
        "patient_wishes": [],
        "missing_teeth": ["14"],
        "external_events": [],
        "findings": findings,
    }


@measurement("compile", "compile three plans from 15 findings, sequenced and priced", Target("p95", 1000, "ms"))
def compile_case() -> Taken:
    """Read the case, compile it, write the answer: what `./arcada plan` does for one line."""
    from arcada.cli.plan import answer
    from arcada.interop.knowledge import load_library

    library, given = load_library(), case()
    if refused := answer(given, library).get("refused"):
        raise NotMeasured(f"the case was refused: {refused['text']}")
    return timed(lambda: answer(given, library), samples=30)


def problem() -> Problem:
    """Return twenty procedures in five phases, with lags like those of endodontics, crowns and implants."""
    tasks = []
    for n in range(20):
        phase = tuple(Phase)[min(4, n // 4)]
        waits = (Lag(f"t{n - 4}", (Window(7 * (n % 3)),)),) if n >= len(Phase) - 1 else ()
        steps = (Step(45), Step(30, 7, 21)) if n % 3 == 0 else (Step(40),)
        role = "hygienist" if n % 5 == 0 else "dentist"
        tasks.append(Task(f"t{n}", steps, phase, role, (str(11 + n % 8),), anaesthetised=n % 2 == 0, after=waits))
    return Problem(tuple(tasks))


@measurement("first-answer", "first answer (greedy) for 20 procedures", Target("p95", 50, "ms"))
def first_answer() -> Taken:
    """Put twenty procedures into visits."""
    given = problem()
    if isinstance(answer := greedy(given), Refusal):
        raise NotMeasured(f"the problem was refused: {answer.text}")
    return timed(lambda: greedy(given), samples=50)
