"""Going on without a proof: a dentist decides it, says why, and it is reported. Safety records cannot be set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.planning.edit import DENTISTS, Accepted, Deviation, Edit, Unfollowed, kind_of
from arcada.core.planning.evidence import Proof

NO_LACK = "No such proof is missing for this finding, or it is asked for safety and cannot be set aside."


def accept(proofs: Mapping[str, Proof], edits: Sequence[Edit]) -> dict[str, Proof]:
    """The proofs with what a dentist decided to do without."""
    found = dict(proofs)
    for edit in edits:
        proof = found.get(edit.finding) if isinstance(edit, Accepted) else None
        if not isinstance(edit, Accepted) or proof is None or unaccepted(proofs, edit):
            continue
        lacks = tuple(lack for lack in proof.lacks if lack.evidence != edit.evidence)
        found[edit.finding] = replace(proof, lacks=lacks, unproved=proof.unproved and bool(lacks))
    return found


def unaccepted(proofs: Mapping[str, Proof], edit: Accepted) -> str:
    """Why a proof cannot be done without, empty where it can."""
    proof = proofs.get(edit.finding)
    if proof is None:
        return "There is no such finding in this case any more."
    if not edit.why.strip():
        return "A reason is missing."
    if edit.role not in DENTISTS:
        return "Only a dentist decides to go on without a proof."
    if proof.suspected:
        return "The finding is only suspected; a dentist confirms it in the chart first."
    return "" if any(lack.evidence == edit.evidence for lack in proof.lacks) else NO_LACK


def evidence_report(proofs: Mapping[str, Proof], edits: Sequence[Edit]) -> tuple[list[Unfollowed], list[Deviation]]:
    """What became of edits about proofs; they hold in all alternatives."""
    aside, done = list[Unfollowed](), list[Deviation]()
    for edit in (one for one in edits if isinstance(one, Accepted)):
        text = unaccepted(proofs, edit)
        if text:
            aside.append(Unfollowed(edit, text))
        else:
            proof = edit.evidence.replace("_", " ")
            done.append(Deviation(kind_of(edit), edit, f"Planned without the {proof} that it needs."))
    return aside, done
