"""A page of HTML into a PDF that lasts: PDF/A-3a, tagged, with its language. A document with a title, no link out.

The PDF maker reads the path of a drawing number by number, each with its unit to be looked for. Ours have none: a plain
path goes into the PDF as it stands, which is the same line at a fifth of the time.
"""

import logging
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.svg import TAGS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from arcada.documents.plain_path import operators

FOLDER = Path(__file__).parent / "templates" / "documents"
DRAWING = "data:image/svg+xml;base64,"
logging.getLogger("fontTools").setLevel(logging.WARNING)  # subsetting tells every table
_read_number_by_number = TAGS["path"]


def _draw_path(svg: Any, node: Any, font_size: float) -> None:
    """Draw a path of an image: at once where it is plain and has no arrow heads, else as the PDF maker does."""
    told = operators(node.get("d", ""))
    if told is None or any(node.get(name) for name in ("marker", "marker-start", "marker-mid", "marker-end")):
        _read_number_by_number(svg, node, font_size)
    else:
        svg.stream.stream.append(told)


TAGS["path"] = _draw_path


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _sheet(name: str) -> CSS:
    return CSS(string=(FOLDER / name).read_text(encoding="utf-8"), font_config=_fonts())


def drawing_address(svg: str) -> str:
    """A drawing as the address of an image: parsed once, outside the page's own cascade."""
    return DRAWING + b64encode(svg.encode()).decode("ascii")


@cache
def _nothing_from_outside() -> URLFetcher:
    """A paper carries all that it shows; anything else that it asks for stops it."""
    return URLFetcher(allowed_protocols=("data",), fail_on_errors=True)


def html_of(template: str, context: dict[str, Any]) -> str:
    """The page as HTML."""
    return render_to_string(f"documents/{template}", context)


def pdf_of(template: str, context: dict[str, Any], *, sheet: str) -> bytes:
    """The page as PDF/A-3a."""
    page = HTML(string=html_of(template, context), url_fetcher=_nothing_from_outside())
    made: bytes = page.write_pdf(stylesheets=[_sheet(sheet)], font_config=_fonts(), pdf_variant="pdf/a-3a")
    return made
