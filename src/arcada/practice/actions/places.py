"""Sites, chairs and providers: where treatment happens, and who gives it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import CLINICAL_ROLES, Chair, Membership, Provider, Site

HUES = range(1, 5)
LONGEST_INITIALS = 4


def add_site(*, by: Membership, at: datetime, name: str, address: str = "", phone: str = "") -> Site | Refusal:
    """Add an address."""
    require(by, Permission.SETTINGS)
    taken = Site.objects.filter(practice_id=by.practice_id, name__iexact=name.strip()).exists()
    if fault := _name_fault(name, "site", taken=taken):
        return fault
    with transaction.atomic():
        made = Site.objects.create(practice_id=by.practice_id, name=name.strip(), address=address, phone=phone)
        record(by=by, at=at, verb="added", noun="site", noun_id=made.pk, detail={"name": made.name})
    return made


def add_chair(
    *, by: Membership, at: datetime, site: Site, name: str, equipment: Sequence[str] = (), position: int = 0
) -> Chair | Refusal:
    """Add an operatory; `equipment` are the words that visits ask for."""
    require(by, Permission.SETTINGS, site)
    taken = Chair.objects.filter(site=site, name__iexact=name.strip()).exists()
    if fault := _name_fault(name, "chair", taken=taken):
        return fault
    with transaction.atomic():
        made = Chair.objects.create(
            practice_id=by.practice_id,
            site=site,
            name=name.strip(),
            equipment=_words(equipment),
            position=position,
        )
        record(by=by, at=at, verb="added", noun="chair", noun_id=made.pk, detail={"name": made.name})
    return made


def change_chair(
    *, by: Membership, at: datetime, chair: Chair, equipment: Sequence[str], active: bool = True
) -> Chair | Refusal:
    """Change what stands at a chair, or take it out of use."""
    require(by, Permission.SETTINGS, chair)
    with transaction.atomic():
        before = {"equipment": chair.equipment, "active": chair.active}
        chair.equipment, chair.active = _words(equipment), active
        chair.save(update_fields=["equipment", "active"])
        after = {"equipment": chair.equipment, "active": chair.active}
        record(by=by, at=at, verb="changed", noun="chair", noun_id=chair.pk, detail={"from": before, "to": after})
    return chair


def add_provider(
    *,
    by: Membership,
    at: datetime,
    name: str,
    initials: str,
    clinical_roles: Sequence[str],
    hue: int = 1,
    position: int = 0,
    membership: Membership | None = None,
) -> Provider | Refusal:
    """Add somebody who treats patients; `membership` when they also sign in."""
    require(by, Permission.SETTINGS, membership)
    taken = Provider.objects.filter(practice_id=by.practice_id, name__iexact=name.strip()).exists()
    if fault := _name_fault(name, "provider", taken=taken) or _provider_fault(initials, clinical_roles, hue):
        return fault
    if membership and Provider.objects.filter(membership=membership).exists():
        return Refusal("has_column", f"{membership.user} already has a column in the day book.", "membership")
    with transaction.atomic():
        made = Provider.objects.create(
            practice_id=by.practice_id,
            membership=membership,
            name=name.strip(),
            initials=initials.strip(),
            clinical_roles=_words(clinical_roles),
            hue=hue,
            position=position,
        )
        _record_provider(by, at, "added", made)
    return made


def change_provider(
    *,
    by: Membership,
    at: datetime,
    provider: Provider,
    initials: str,
    clinical_roles: Sequence[str],
    hue: int,
    active: bool = True,
) -> Provider | Refusal:
    """Change initials, clinical roles and colour, or take a provider out of the day book."""
    require(by, Permission.SETTINGS, provider)
    if fault := _provider_fault(initials, clinical_roles, hue):
        return fault
    with transaction.atomic():
        provider.initials, provider.clinical_roles = initials.strip(), _words(clinical_roles)
        provider.hue, provider.active = hue, active
        provider.save(update_fields=["initials", "clinical_roles", "hue", "active"])
        _record_provider(by, at, "changed", provider)
    return provider


def _provider_fault(initials: str, clinical_roles: Sequence[str], hue: int) -> Refusal | None:
    if not 1 <= len(initials.strip()) <= LONGEST_INITIALS:
        return Refusal("initials", f"Initials have one to {LONGEST_INITIALS} letters.", "initials")
    unknown = [role for role in clinical_roles if role not in CLINICAL_ROLES]
    if unknown or not clinical_roles:
        known = ", ".join(CLINICAL_ROLES)
        what = f"{unknown[0]} is no clinical role" if unknown else "A provider needs a clinical role"
        return Refusal("clinical_role", f"{what}; these are: {known}.", "clinical_roles")
    if hue not in HUES:
        return Refusal("hue", "A provider's colour is one of four, 1 to 4.", "hue")
    return None


def _name_fault(name: str, noun: str, *, taken: bool) -> Refusal | None:
    if not name.strip():
        return Refusal("name_missing", f"Give the {noun} a name.", "name")
    if taken:
        return Refusal("name_taken", f"There is already a {noun} called {name.strip()}.", "name")
    return None


def _words(words: Sequence[str]) -> list[str]:
    return sorted({word.strip() for word in words if word.strip()})


def _record_provider(by: Membership, at: datetime, verb: str, provider: Provider) -> None:
    detail: dict[str, Any] = {
        "name": provider.name,
        "clinical_roles": provider.clinical_roles,
        "active": provider.active,
    }
    record(by=by, at=at, verb=verb, noun="provider", noun_id=provider.pk, detail=detail)
