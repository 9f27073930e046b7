"""The papers of a pack: as it would be sent now, and as it was sent."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.documents.preauth_sending import print_pack
from arcada.insurance.models import PaperKind
from arcada.insurance.preauth.queries import document_of
from arcada.practice.access import Permission
from arcada.web.preauth.views.showing import pack_or_404
from arcada.web.shell.gate import gate

SHOWN = ("application/pdf", "image/png", "image/jpeg")


@never_cache
@require_safe
@gate(Permission.READ_PRICE)
def pdf(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Give the pack, or with `?letter` the appeal, as the paper that would be sent now."""
    _, row = pack_or_404(request, patient_id, pack_id)
    content = print_pack(
        by=request.membership,  # type: ignore[attr-defined]
        at=timezone.now(),
        pack=row,
        letter="letter" in request.GET,
    )
    return _sent(content, "application/pdf", "draft.pdf")


@never_cache
@require_safe
@gate(Permission.READ_PRICE)
def paper(request: HttpRequest, patient_id: UUID, pack_id: UUID, document_id: UUID) -> HttpResponse:
    """Give a kept paper as it was."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    member = request.membership  # type: ignore[attr-defined]
    found = document_of(member, document_id)
    if found is None or found.preauthorisation_id != row.pk:
        raise Http404
    record_read(by=member, at=timezone.now(), noun="pre-authorisation paper", noun_id=found.pk, patient_id=patient.pk)
    name = found.name if found.kind != PaperKind.IMAGE else f"image-{found.sha256[:12]}"
    return _sent(bytes(found.content), found.media_type, name)


def _sent(content: bytes, media: str, name: str) -> HttpResponse:
    """To be looked at where that is safe, else to be kept."""
    answer = HttpResponse(content, content_type=media)
    safe = "".join(one for one in name if one.isalnum() or one in "-_.")
    answer["Content-Disposition"] = f'{"inline" if media in SHOWN else "attachment"}; filename="{safe}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
