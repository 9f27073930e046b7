"""What the patient agreed to, and whether it still holds once the plan was made again.

    none      nothing was accepted under any version
    holds     what was accepted is in the plan in force: the same work at the same price, in whatever order
    renew     the plan in force does other work, or costs another price: the patient is asked again

Consent is to work and to money. That a visit moves, that another colleague does it, or that a line comes before another
changes neither; what was signed then stands, and the paper of it stays the one that was signed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from arcada.cases.models import Alternative, PlanVersion, Signature
from arcada.cases.models.plan import AlternativeState

Content = Mapping[str, Any]


def scope_of(content: Content) -> Counter[tuple[object, ...]]:
    """The work of an alternative: what is done where, each as often as it is done."""
    return Counter(
        (item["procedure"], tuple(sorted(item["where"])), "".join(sorted(item["surfaces"])))
        for item in content["items"]
    )


def same_work(old: Content, new: Content) -> bool:
    """Whether both do the same work at the same places."""
    return scope_of(old) == scope_of(new)


def same_price(old: Content, new: Content) -> bool:
    """Whether both cost the same, and know it equally well."""
    known = old.get("price_complete", True) == new.get("price_complete", True)
    return bool(known and old["price"] == new["price"])


def signature_of(alternative: Alternative) -> Signature | None:
    """The signature that holds for an alternative: its own, or that of an earlier version with the same work."""
    own: Signature | None = alternative.signatures.first()
    return own or alternative.covered_by


def is_signed() -> Q:
    """Alternatives for which a signature holds, as a filter."""
    return Q(Exists(Signature.objects.filter(alternative=OuterRef("pk")))) | Q(covered_by__isnull=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the plan in force stands to what was accepted before it.

    `accepted` is the alternative that the patient chose last, of whichever version; `signed` its signature.
    `work` and `price` say what differs now.
    """

    state: str
    accepted: Alternative | None = None
    signed: Signature | None = None
    work: bool = False
    price: bool = False

    @property
    def to_renew(self) -> bool:
        """Whether the patient has to be asked again."""
        return self.state == "renew"


def agreement(version: PlanVersion) -> Agreement:
    """Say how the plan in force stands to what the patient accepted."""
    rows = Alternative.objects.filter(case=version.case_id, state=AlternativeState.ACCEPTED)
    accepted = rows.select_related("version", "covered_by").first()
    if accepted is None:
        return Agreement("none")
    signed = signature_of(accepted)
    if accepted.version_id == version.pk:
        return Agreement("holds", accepted, signed)
    old, new = accepted.content(), _of_tier(version, accepted.tier)
    if new is None:
        return Agreement("renew", accepted, signed, work=True)
    return Agreement("renew", accepted, signed, work=not same_work(old, new), price=not same_price(old, new))


def _of_tier(version: PlanVersion, tier: str) -> Content | None:
    return next((one for one in version.answer["alternatives"] if one["tier"] == tier), None)
