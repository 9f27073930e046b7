"""Status: a colour, a mark and a pattern, always together.

    | status    | mark                | pattern in a tooth     | said of                                        |
    |-----------|---------------------|------------------------|------------------------------------------------|
    | finding   | solid triangle      | solid                  | confirmed, needs care                          |
    | suspected | dotted triangle     | dots on light          | waits for a dentist, counts for nothing yet    |
    | planned   | struck ring         | diagonal hatch         | in a plan                                      |
    | done      | disc with tick      | solid with light dots  | done in this plan                              |
    | existing  | square with lines   | lines on light         | was there before                               |
    | declined  | dashed ring, slash  | dashed outline, slash  | refused, recorded                              |

Colours are a setting of the practice; marks and patterns are not.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from django.utils.safestring import SafeString, mark_safe

Status = Literal["finding", "suspected", "planned", "done", "existing", "declined"]
STATUSES: tuple[Status, ...] = get_args(Status)

WORDS: Mapping[Status, str] = MappingProxyType(
    {
        "finding": "Finding",
        "suspected": "Suspected",
        "planned": "Planned",
        "done": "Done",
        "existing": "Existing",
        "declined": "Declined",
    }
)

_SHAPES: Mapping[Status, str] = MappingProxyType(
    {
        "finding": '<path d="M6 .9L11.3 10.6H.7Z" fill="{c}" stroke="{c}" stroke-width="1.1"/>',
        "planned": (
            '<circle cx="6" cy="6" r="4.7" fill="none" stroke="{c}" stroke-width="1.7"/>'
            '<path d="M3.4 8.6L8.6 3.4" stroke="{c}" stroke-width="1.7"/>'
        ),
        "done": (
            '<circle cx="6" cy="6" r="5.5" fill="{c}"/>'
            '<path d="M3.3 6.2L5.3 8.2L8.8 4.2" fill="none" stroke="{halo}" stroke-width="1.6" stroke-linecap="round"/>'
        ),
        "existing": (
            '<rect x="1.3" y="1.3" width="9.4" height="9.4" rx="1.6" fill="none" stroke="{c}" stroke-width="1.5"/>'
            '<path d="M3.4 4.6h5.2M3.4 7.4h5.2" stroke="{c}" stroke-width="1.4"/>'
        ),
        "declined": (
            '<circle cx="6" cy="6" r="4.7" fill="none" stroke="{c}" stroke-width="1.5" stroke-dasharray="2.2 1.5"/>'
            '<path d="M2.2 2.2L9.8 9.8" stroke="{c}" stroke-width="1.5" stroke-linecap="round"/>'
        ),
        "suspected": (
            '<path d="M6 1.2L10.8 10.2H1.2Z" fill="none" stroke="{c}" stroke-width="1.4" stroke-dasharray="1.7 1.3"/>'
        ),
    }
)


def mark_shape(status: Status, *, colour: str, halo: str) -> str:
    """Return the mark as SVG shapes in a 12 x 12 square, drawn in the given colours."""
    return _SHAPES[status].format(c=colour, halo=halo)


def mark(status: Status, *, size: int = 12, label: str = "") -> SafeString:
    """Return the mark of a status; with a label it is read out, else the word beside it speaks."""
    shape = mark_shape(status, colour=f"var(--st-{status})", halo="var(--halo)")
    voice = f'role="img" aria-label="{WORDS[status]}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - built from the fixed shapes above
        f'<svg class="mk" width="{int(size)}" height="{int(size)}" viewBox="0 0 12 12" stroke-linejoin="round" {voice}>'
        f"{shape}</svg>"
    )
