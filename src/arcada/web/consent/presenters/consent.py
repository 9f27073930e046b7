"""Where consent stands, and what is signed.

none       no plan to consent to               sign     one way is chosen: read back, then sign
present    nothing was shown yet               signed   the sealed document; it cannot change
choose     shown, nothing chosen

A plan that was made again keeps its signature where work and price are the same; otherwise it is signed anew, and
`renewal` says what differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from arcada.cases.actions.sign import guardian_signs
from arcada.cases.gates import gates
from arcada.cases.models import Alternative, Case, PlanVersion, Proposal, Signature, SignedDocument
from arcada.cases.models.consent import Way
from arcada.cases.models.plan import AlternativeState
from arcada.display.phrases import Voice, count, money
from arcada.documents.actions import check_document
from arcada.documents.proposal import Row, paper_of
from arcada.web.plan.presenters.cards import span
from arcada.web.plan.presenters.renewal import Renewal, renewal
from arcada.web.plan.presenters.shown import TITLES


@dataclass(frozen=True, slots=True)
class Choice:
    """One way that the patient can choose."""

    tier: str
    title: str
    price: str
    about: str
    summary: str
    state: str
    shown: bool
    recommended: bool


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What is signed, said back before the pen is taken."""

    proposal: UUID
    title: str
    sentence: str
    rows: Sequence[Row]
    price: str
    price_label: str
    note: str
    valid_until: date
    fingerprint: str
    agree: str
    presented: datetime
    presenter: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A signed document as it is told."""

    id: UUID
    tier: str
    version: int
    active: bool
    signer: str
    relation: str
    way: str
    at: datetime
    sha256: str
    intact: bool
    verdict: str
    signature: UUID
    covers: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """The page."""

    stage: str
    version: int
    choices: tuple[Choice, ...]
    accepted: str
    readback: ReadBack | None
    sealed: Sealed | None
    older: tuple[Sealed, ...]
    guardian: bool
    guardian_name: str
    shut: tuple[str, ...]
    renewal: Renewal | None = None


def consent(case: Case, version: PlanVersion | None, voice: Voice, at: datetime) -> Consent:
    """Say where consent stands."""
    documents = [_sealed(row, at) for row in _documents(case)]
    if version is None or not version.answer["alternatives"]:
        return Consent("none", 0, (), "", None, None, tuple(documents), False, "", ())  # noqa: FBT003
    rows: list[Alternative] = list(version.alternatives.all())
    accepted = next((row for row in rows if row.state == AlternativeState.ACCEPTED), None)
    proposals = {row.alternative_id: row for row in version.proposals.order_by("presented_at")}
    current = _current(documents, version, accepted)
    proposal = proposals.get(accepted.pk) if accepted else None
    today = at.astimezone(voice.zone).date()
    return Consent(
        stage=_stage(bool(proposals), accepted is not None, current is not None),
        version=version.number,
        choices=tuple(_choice(row, row.pk in proposals, voice) for row in rows if not row.content().get("same_as")),
        accepted=TITLES[accepted.tier] if accepted else "",
        readback=read_back(proposal) if proposal and not current else None,
        sealed=current,
        older=tuple(one for one in documents if not current or one.id != current.id),
        guardian=guardian_signs(version, today),
        guardian_name=case.patient.guardian_name,
        shut=tuple(gate.why for gate in gates(accepted) if gate.shut) if accepted and not current else (),
        renewal=None if accepted else renewal(version),
    )


def _current(documents: Sequence[Sealed], version: PlanVersion, accepted: Alternative | None) -> Sealed | None:
    """The document that holds for the plan in force: signed under it, or under an earlier one with the same work."""
    own = next((one for one in documents if one.version == version.number), None)
    if own or accepted is None or accepted.covered_by_id is None:
        return own
    found = next((one for one in documents if one.signature == accepted.covered_by_id), None)
    return replace(found, covers=version.number, active=True) if found else None


def _stage(presented: bool, accepted: bool, signed: bool) -> str:  # noqa: FBT001
    if signed:
        return "signed"
    if accepted:
        return "sign"
    return "choose" if presented else "present"


def _choice(row: Alternative, shown: bool, voice: Voice) -> Choice:  # noqa: FBT001
    content = row.content()
    length, unit = span(content["last_day"])
    price = money(content["price"], voice)
    return Choice(
        tier=row.tier,
        title=TITLES[row.tier],
        price=price if row.price_complete else f"{price} so far",
        about=f"{count(content['visit_count'], 'visit')} in {length} {unit}",
        summary=_in_one(str(content.get("summary", ""))),
        state=row.state,
        shown=shown,
        recommended=row.recommended_at is not None,
    )


def _in_one(summary: str) -> str:
    """The strategies as one sentence."""
    first, *rest = summary.split("; ")
    return ", ".join([first, *(part[:1].lower() + part[1:] for part in rest)])


def read_back(proposal: Proposal) -> ReadBack:
    """Say back what a signature under this proposal means."""
    paper, content = paper_of(proposal.content), proposal.content
    alternative = content["alternative"]
    total = next(cost for cost in paper.costs if cost.total)
    return ReadBack(
        proposal=proposal.pk,
        title=TITLES[alternative["tier"]],
        sentence=f"{paper.agree}. {paper.suggested}",
        rows=paper.rows,
        price=total.amount,
        price_label=total.label,
        note=f"{paper.cost_note} An estimate, not a guarantee.",
        valid_until=proposal.valid_until,
        fingerprint=proposal.content_hash,
        agree=paper.agree,
        presented=proposal.presented_at,
        presenter=content["presenter"],
    )


def _documents(case: Case) -> Sequence[SignedDocument]:
    rows = SignedDocument.objects.filter(signature__alternative__case=case).order_by("-sealed_at")
    version = "signature__proposal__version"
    rows = rows.defer(f"{version}__answer", f"{version}__inputs", "signature__proposal__content")
    return list(rows.select_related(version, "signature__alternative"))


def _sealed(row: SignedDocument, at: datetime) -> Sealed:
    signature: Signature = row.signature
    verdict = check_document(document=row, at=at)
    return Sealed(
        id=row.pk,
        tier=TITLES[signature.alternative.tier],
        version=signature.proposal.version.number,
        active=signature.proposal.version.active,
        signer=signature.signer_name,
        relation=signature.get_relation_display().lower(),
        way="by typing the name" if signature.way == Way.TYPED else "with the pen on the screen",
        at=signature.signed_at,
        sha256=row.sha256,
        intact=verdict.good,
        verdict=VERDICTS[verdict.good],
        signature=signature.pk,
    )


VERDICTS = {
    True: "The seal is whole: not a letter was changed since.",
    False: "The seal is broken: the document is not what was signed. Tell the owner at once.",
}
