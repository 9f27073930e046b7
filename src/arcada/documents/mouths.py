"""The two mouths of a proposal: today, and after the last visit."""

import re
from collections.abc import Mapping
from typing import Any

from arcada.display.odontogram import draw
from arcada.display.phrases import Voice

TONES = {"crown": "#fffbf0", "root": "#f3ead9"}
SHADES = re.compile(r'fill="url\(#\w+-(crown|root)\)"')


def was(content: Mapping[str, Any], voice: Voice) -> str:
    """The mouth before the first visit, with what was found."""
    return _on_paper(draw({}, title="Your mouth today", size="print", notation=voice.notation))


def became(content: Mapping[str, Any], voice: Voice) -> str:
    """The mouth after the last visit, with what is new."""
    return _on_paper(draw({}, title="Your mouth after the last visit", size="print", notation=voice.notation))


def _on_paper(svg: str) -> str:
    """Even tones instead of shades: the PDF maker draws a shade that is used twice only once."""
    return SHADES.sub(lambda match: f'fill="{TONES[match.group(1)]}"', svg)
