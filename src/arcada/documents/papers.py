"""The papers that can be made: a proposal, and the same with its signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from arcada.display.status import Status, mark_shape
from arcada.documents.proposal import paper_of, pictures_of
from arcada.documents.render import drawing_address, html_of, pdf_of

INKS: Mapping[Status, str] = {"finding": "#b03a2b", "done": "#37733d", "existing": "#68645d"}
"""The status colours of the light theme: paper is light."""
KEY: tuple[tuple[Status, str], ...] = (
    ("finding", "needs care"),
    ("done", "new in this plan"),
    ("existing", "you already have"),
)
GHOST = (
    '<rect x="1.5" y="1.5" width="9" height="9" rx="2" fill="none" stroke="#9d9484" stroke-width="1.3" '
    'stroke-dasharray="2 1.5"/>'
)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34" fill="none" stroke-width="3.2" stroke-linecap="round">'
    '<path d="M5 29V15.5a12 12 0 0 1 24 0V29" stroke="#1a5c78"/>'
    '<path d="M12 29V17a5 5 0 0 1 10 0v12" stroke="#8bb0bf"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signed proposal shows of its signature."""

    name: str
    relation: str
    at: str
    drawing: str
    agreed: str
    fingerprint: str


@cache
def _key() -> tuple[tuple[str, str], ...]:
    """The marks of the drawing with their words."""
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12" '
        'stroke-linejoin="round">{}</svg>'
    )
    shapes = [(mark_shape(status, colour=INKS[status], halo="#ffffff"), word) for status, word in KEY]
    return tuple((drawing_address(frame.format(shape)), word) for shape, word in (*shapes, (GHOST, "missing")))


def _context(content: Mapping[str, Any], signed: Signed | None) -> dict[str, Any]:
    return {
        "paper": paper_of(content, signed=signed is not None),
        "pictures": pictures_of(content),
        "key": _key(),
        "logo": drawing_address(LOGO),
        "signature": signed,
    }


def proposal_html(content: Mapping[str, Any], signed: Signed | None = None) -> str:
    """The proposal as the HTML from which the PDF is made."""
    return html_of("proposal.html", _context(content, signed))


def proposal_pdf(content: Mapping[str, Any], signed: Signed | None = None) -> bytes:
    """The proposal as a PDF; with a signature, ready to be sealed."""
    return pdf_of("proposal.html", _context(content, signed), sheet="proposal.css")
