"""A pack as the request that is written for the insurer, and as what an answer is held against."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import cast

from arcada.core.teeth.notation import Notation
from arcada.core.teeth.number import in_order, is_tooth
from arcada.insurance.models import Coverage, PreAuthDocument, PreAuthLine, PreAuthorisation, PreAuthState
from arcada.insurance.preauth.journal import name_of
from arcada.insurance.preauth.narrative import place_words
from arcada.interop.fhir_claim import Asked, ClaimLine, ClaimPaper, ClaimRequest, Insurance, Person

GENDERS: Mapping[str, str] = {"female": "female", "male": "male", "other": "other"}
RELATIONS: Mapping[str, str] = {"self": "self", "spouse": "spouse", "child": "child", "other": "other"}


def request_of(pack: PreAuthorisation, on: date) -> ClaimRequest:
    """All that is asked."""
    case = pack.case
    practice = case.patient.practice
    findings = _findings(pack)
    places = {fid: rank for rank, fid in enumerate(findings, start=1)}
    return ClaimRequest(
        id=str(pack.pk),
        number=name_of(pack),
        use=pack.use,
        created=pack.sent_date or on,
        currency=practice.currency,
        practice=practice.name,
        dentist=case.dentist.name if case.dentist else "",
        patient=person_of(pack),
        insurance=insurance_of(pack.coverage),
        lines=tuple(_line(row, places) for row in pack.lines.all()),
        narrative=pack.narrative,
        findings=tuple(findings.values()),
        papers=tuple(_paper(row) for row in images_of(pack)),
        draft=pack.state == PreAuthState.DRAFT,
        related=pack.reference,
        practice_id=str(practice.pk),
    )


def images_of(pack: PreAuthorisation) -> list[PreAuthDocument]:
    """The images that go along."""
    return list(pack.documents.filter(kind="image", left_out=False))


def person_of(pack: PreAuthorisation) -> Person:
    """The patient."""
    patient = pack.case.patient
    return Person(
        id=str(patient.pk),
        chart_number=patient.chart_number,
        given=patient.given_name,
        family=patient.family_name,
        birth_date=patient.birth_date,
        gender=GENDERS.get(patient.sex, "unknown"),
    )


def insurance_of(coverage: Coverage) -> Insurance:
    """The coverage that is asked."""
    policy = coverage.policy
    holder = policy.subscriber
    return Insurance(
        id=str(coverage.pk),
        payer=policy.plan.payer.name,
        electronic_id=policy.plan.payer.electronic_id,
        plan=policy.plan.name,
        group=policy.plan.group_number,
        member_id=policy.member_id,
        relationship=RELATIONS.get(coverage.relationship, "other"),
        subscriber=f"{holder.given_name} {holder.family_name}" if holder else policy.subscriber_name,
    )


def asked_of(pack: PreAuthorisation) -> Asked:
    """What an answer is held against."""
    return Asked(
        id=str(pack.pk),
        number=name_of(pack),
        use=pack.use,
        currency=pack.case.patient.practice.currency,
        patient=person_of(pack),
        fees={row.position: row.fee for row in pack.lines.all()},
        sent=pack.sent_date,
        member_id=pack.coverage.policy.member_id,
    )


def _findings(pack: PreAuthorisation) -> dict[str, str]:
    """The findings behind the lines, in words, each once."""
    wanted = {fid for row in pack.lines.all() for fid in row.findings}
    version = pack.alternative.version
    notation = cast(Notation, pack.case.patient.practice.numbering)
    return {
        one["fid"]: f"{one['finding']}, {place_words(one['where'], notation)}"
        for one in version.inputs["case"]["findings"]
        if one["fid"] in wanted
    }


def _line(row: PreAuthLine, places: Mapping[str, int]) -> ClaimLine:
    teeth = in_order(tuple(place for place in row.where if is_tooth(place)))
    return ClaimLine(
        sequence=row.position,
        procedure=row.procedure,
        name=row.name,
        code=row.code,
        teeth=teeth,
        surfaces=row.surfaces,
        places=tuple(place.replace("_", " ") for place in row.where if not is_tooth(place)),
        fee=row.fee,
        diagnoses=tuple(sorted(places[fid] for fid in row.findings if fid in places)),
    )


def _paper(row: PreAuthDocument) -> ClaimPaper:
    content = bytes(row.content)
    return ClaimPaper(
        name=file_of(row),
        title=row.caption,
        media_type=row.media_type,
        size=len(content),
        sha1=hashlib.sha1(content, usedforsecurity=False).digest(),
        taken=row.taken_date,
    )


def file_of(row: PreAuthDocument) -> str:
    """The name of an image as a file beside the request."""
    return f"image-{row.sha256[:12]}.{'png' if row.media_type == 'image/png' else 'jpg'}"
