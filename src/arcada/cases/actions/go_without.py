"""A dentist goes on without a proof of findings, before there is a plan or while one is in force.

A finding that the plan in force was made from is released in that plan. One that no plan has seen yet is released for
the case: the next plan takes it as shown, and says whose reason that was.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from arcada.cases.actions.override import override, too_short, write_down
from arcada.cases.models import Case, Finding, Override
from arcada.cases.models.plan import OverrideKind
from arcada.cases.queries import active_version
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership
from arcada.practice.protocols import library_for

NOTHING_LEFT = Refusal("no_finding", "None of these findings stands any more.", "findings")


def go_without(
    *, by: Membership, at: datetime, case: Case, findings: Sequence[Finding], evidence: str, reason: str
) -> Sequence[Override] | Refusal:
    """Write the reason down for each of the findings, or for none of them."""
    require(by, Permission.OVERRIDE, case)
    if not findings:
        return NOTHING_LEFT
    if (short := too_short(reason)) is not None:
        return short
    version = active_version(case)
    planned = {one["fid"] for one in version.inputs["case"]["findings"]} if version else set()
    made: list[Override] = []
    with transaction.atomic():
        for one in findings:
            if version is not None and one.fid in planned:
                said = override(by=by, at=at, version=version, finding=one.fid, evidence=evidence, reason=reason)
                if isinstance(said, Refusal):  # a newer plan came meanwhile: nothing of this is kept
                    transaction.set_rollback(True)
                    return said
            else:
                said = _of_the_case(by, at, case, one, evidence, reason)
            made.append(said)
    return made


def _of_the_case(by: Membership, at: datetime, case: Case, finding: Finding, evidence: str, reason: str) -> Override:
    told = {
        "kind": OverrideKind.NECESSITY,
        "finding": finding.fid,
        "evidence": evidence,
        "detail": {"protocol": _protocol(case, finding.term)},
    }
    return write_down(by, at, case, None, reason, told)


def _protocol(case: Case, term: str) -> str:
    """The protocol that answers such a finding today, by label."""
    library = library_for(case.practice_id)
    if isinstance(library, Refusal) or term not in library.answers:
        return ""
    answer = library.protocol_of(term)
    return f"{answer.id}@{answer.version}"
