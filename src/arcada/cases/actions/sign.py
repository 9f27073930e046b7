"""The patient signs what was presented; the paper is sealed and never changes again.

    presented --accept--> accepted --sign--> signed        one signature an alternative
    superseded by a newer version: nothing of it can be accepted or signed any more

`cases` keeps strokes, bytes and hash; how the paper is made and sealed is the caller's (`documents`).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.gates import gates
from arcada.cases.lengths import too_long
from arcada.cases.mapping import age_in_years
from arcada.cases.models import Case, PlanVersion, Proposal, Signature, SignedDocument
from arcada.cases.models.consent import Relation, Way
from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

OF_AGE = 18  # years; the age of consent to treatment of one's own. source: judgement (owner: the practice's lawyer)
MOST_POINTS = 20_000
SHORTEST_LINE = 40.0  # in the pad's own pixels; a slip of the hand is shorter. source: judgement

Strokes = Sequence[Sequence[Sequence[float]]]
Seal = Callable[[Proposal, Signature], bytes]


@dataclass(frozen=True, slots=True)
class Pen:
    """What the pad gives: the strokes, and who held the pen; a typed signature has no strokes."""

    strokes: Strokes
    signer_name: str
    relation: str = Relation.PATIENT
    way: str = Way.DRAWN


def sign(*, by: Membership, at: datetime, proposal: Proposal, pen: Pen, make_sealed: Seal) -> SignedDocument | Refusal:
    """Keep the signature and the sealed paper, or say why it cannot be signed."""
    require(by, Permission.PRESENT, proposal)
    bad = unusable(pen)
    if bad is not None:
        return bad
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=proposal.version.case_id)
        proposal = Proposal.objects.select_related("version", "alternative").get(pk=proposal.pk)
        refusal = _why_not(proposal, pen, at)
        if refusal is not None:
            return refusal
        document = _kept(by, at, proposal, pen, make_sealed)
        record(
            by=by,
            at=at,
            verb="took a signature",
            noun="signed document",
            noun_id=document.id,
            patient_id=case.patient_id,
            detail={
                "sha256": document.sha256,
                "relation": pen.relation,
                "way": pen.way,
                "content": proposal.content_hash,
            },
        )
        return document


def _kept(by: Membership, at: datetime, proposal: Proposal, pen: Pen, make_sealed: Seal) -> SignedDocument:
    """The signature and the paper that was made and sealed with it."""
    signature = Signature.objects.create(
        practice_id=proposal.practice_id,
        proposal=proposal,
        alternative=proposal.alternative,
        strokes=[[list(point) for point in stroke] for stroke in pen.strokes],
        signer_name=pen.signer_name.strip(),
        relation=pen.relation,
        way=pen.way,
        taken_by=by,
        signed_at=at,
    )
    content = make_sealed(proposal, signature)
    return SignedDocument.objects.create(
        practice_id=proposal.practice_id,
        signature=signature,
        content=content,
        sha256=sha256(content).hexdigest(),
        sealed_at=at,
    )


def unusable(pen: Pen) -> Refusal | None:
    """What is wrong with the signature itself."""
    return _unnamed(pen) or _undrawn(pen)


def _unnamed(pen: Pen) -> Refusal | None:
    if not pen.signer_name.strip():
        return Refusal("no_signer", "Write the name of the person who signs.", "signer_name")
    if pen.relation not in Relation.values:
        return Refusal("unknown_relation", "Say whether the patient, a guardian or a representative signs.", "relation")
    if pen.way not in Way.values:
        return Refusal("unknown_way", "Say whether the signature is drawn or typed.", "way")
    return too_long(signer_name=(pen.signer_name, 160))


def _undrawn(pen: Pen) -> Refusal | None:
    points = [point for stroke in pen.strokes for point in stroke]
    if len(points) > MOST_POINTS:
        text = "The drawing is too long to be a signature. Clear it and sign again."
        return Refusal("too_many_points", text, "strokes")
    if any(len(point) != len("xyt") or not all(_number(one) for one in point) for point in points):
        return Refusal("bad_strokes", "The pad sent something that is no drawing. Clear it and sign again.", "strokes")
    if pen.way == Way.DRAWN and _length(pen.strokes) < SHORTEST_LINE:
        text = "Sign in the field first, or tick that the typed name is the signature."
        return Refusal("no_strokes", text, "strokes")
    return None


def guardian_signs(version: PlanVersion, today: date) -> bool:
    """Whether a parent or guardian has to sign: the plan says so, or the patient is under age on the day."""
    flags = {one["flag"] for one in version.answer["flags"]}
    return "consent_by_guardian" in flags or age_in_years(version.case.patient.birth_date, today) < OF_AGE


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _length(strokes: Strokes) -> float:
    return sum(math.dist(a[:2], b[:2]) for stroke in strokes for a, b in pairwise(stroke))


def _why_not(proposal: Proposal, pen: Pen, at: datetime) -> Refusal | None:
    """Why this proposal cannot be signed now."""
    version, alternative = proposal.version, proposal.alternative
    if not version.active:
        text = f"Version {version.number} has been replaced by a newer plan. Present and sign the newer one."
        return Refusal("superseded", text, "version")
    if alternative.state != AlternativeState.ACCEPTED:
        text = f"The {alternative.tier} plan is not the accepted one. Accept it first, then sign."
        return Refusal("not_accepted", text, "alternative")
    if Signature.objects.filter(alternative=alternative).exists():
        return Refusal("already_signed", "This plan is signed already; the document cannot change.", "signature")
    today = at.astimezone(ZoneInfo(version.case.patient.practice.time_zone)).date()
    if proposal.valid_until < today:
        text = f"The proposal was valid until {proposal.valid_until:%d %b %Y}. Present it again, then sign."
        return Refusal("expired", text, "proposal")
    if guardian_signs(version, today) and pen.relation == Relation.PATIENT:
        return Refusal("guardian_signs", "The patient is a minor: a parent or guardian signs.", "relation")
    shut = [gate for gate in gates(alternative) if gate.shut]
    return Refusal("necessity_open", " ".join(gate.why for gate in shut), "necessity") if shut else None
