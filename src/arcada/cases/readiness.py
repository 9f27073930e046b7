"""What plans would be made from: what is there, and what is missing before they are worth making.

confirmed   findings that a dentist stands behind       suspected   those that still wait
lacks       proofs that a confirmed finding still needs, or that are too old
refusal     why the case cannot be planned at all
"""

from dataclasses import dataclass
from datetime import datetime

from arcada.cases.compilation import read_inputs
from arcada.cases.models import Case
from arcada.cases.standing import released
from arcada.core.compiler.pipeline import background_of, proofs_of
from arcada.core.kernel import Refusal
from arcada.core.planning.evidence import Lack
from arcada.interop.knowledge import load_library
from arcada.interop.plan_json import read_case
from arcada.patients.models import MedicalHistory


@dataclass(frozen=True, slots=True)
class Wanting:
    """A proof that a finding lacks, with the finding's own words; `without` says who goes on without it, and why."""

    term: str
    where: tuple[str, ...]
    lack: Lack
    without: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a case is to be planned."""

    confirmed: int
    suspected: int
    history: bool
    fees: bool
    lacks: tuple[Wanting, ...]
    refusal: Refusal | None


def readiness(case: Case, at: datetime) -> Readiness:
    """Read a case as the compiler would, without planning it."""
    inputs, library = read_inputs(case, at), load_library()
    read = read_case(inputs.case, library)
    history = MedicalHistory.objects.filter(patient=case.patient).exists()
    if isinstance(read, Refusal):
        return Readiness(len(inputs.case["findings"]), 0, history, inputs.fees is not None, (), read)
    sure = [one for one in read.findings if one.status == "confirmed"]
    unknown = next((one for one in read.findings if one.term not in library.kinds), None)
    if unknown is not None:
        refusal = Refusal(
            "unknown_finding", f"'{unknown.term}' is not a known finding. Correct it on the chart.", "finding"
        )
        return Readiness(len(sure), len(read.findings) - len(sure), history, inputs.fees is not None, (), refusal)
    proofs = proofs_of(background_of(read, library), library)
    said = {key: f"{row.by.user}: {row.reason}" for key, row in released(case.pk).items()}
    lacks = tuple(
        Wanting(one.term, one.where, lack, said.get((one.id, lack.evidence), ""))
        for one in read.findings
        for lack in proofs[one.id].lacks
    )
    return Readiness(len(sure), len(read.findings) - len(sure), history, inputs.fees is not None, lacks, None)
