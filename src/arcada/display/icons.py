"""Our own line icons, 24 x 24, drawn with the current colour.

An icon never stands without a word, except close, print, theme and arrows, and then the button carries
the word as its label. The path is data: adding an icon is adding a line here, and the gallery shows it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "chart": (
            "M7 3c-2.5 0-4 1.8-4 4.4 0 2 .8 3.2 1.3 5 .5 1.9.5 8.6 2.4 8.6 1.7 0 1.2-5.6 3.3-5.6h4c2.1 0"
            " 1.6 5.6 3.3 5.6 1.9 0 1.9-6.7 2.4-8.6.5-1.8 1.3-3 1.3-5C21 4.8 19.5 3 17 3c-2 0-3 1-5 1S9 3"
            " 7 3z"
        ),
        "plan": "M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h4",
        "day": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4M9.5 10.5V20M14.5 10.5V20",
        "queue": "M4 5h16l-1.5 9H15a3 3 0 0 1-6 0H5.5zM4 14v5h16v-5",
        "people": (
            "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0"
            " 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5.5"
        ),
        "insight": "M4 20V10M10 20V4M16 20v-7M21 20H3",
        "gear": (
            "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8 14.5a2.5 2.5 0 1"
            " 1 0 5 2.5 2.5 0 0 1 0-5z"
        ),
        "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8",
        "warn": "M12 3.5l9.5 16.5H2.5zM12 10v4.5M12 17.2v.1",
        "check": "M4.5 12.5l5 5 10-11",
        "x": "M5.5 5.5l13 13M18.5 5.5l-13 13",
        "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2",
        "phone": (
            "M5 3.5h4l1.5 5-2.2 1.6a12 12 0 0 0 5.6 5.6l1.6-2.2 5 1.5v4c0 1-.8 1.5-1.7 1.4C10.5 19.5 4.5"
            " 13.5 3.6 5.2 3.5 4.3 4 3.5 5 3.5z"
        ),
        "msg": "M4 5h16v11H10l-4.5 4V16H4z",
        "mail": "M3.5 6h17v12.5h-17zM4 7l8 6.5L20 7",
        "pin": "M9 3.5h6l-1 6 3.5 3.5h-11L10 9.5zM12 13v7.5",
        "undo": "M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3",
        "plus": "M12 5v14M5 12h14",
        "chev": "M9 5.5l6.5 6.5L9 18.5",
        "down": "M5.5 9l6.5 6.5L18.5 9",
        "lock": "M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        "image": "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5v.1",
        "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.1",
        "flag": "M5.5 21V4h12l-2 4.5 2 4.5h-12",
        "move": "M4 12h15M14 6.5l5.5 5.5L14 17.5",
        "doc": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
        "user": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4.2 3.3-6 7.5-6s6.9 1.8 7.5 6",
        "lab": "M9 3.5h6M10 3.5v6L4.5 19c-.4.8 0 1.5 1 1.5h13c1 0 1.4-.7 1-1.5L14 9.5v-6M7.5 14.5h9",
        "send": "M3.5 11.5L20.5 4l-6 16.5-3-7z",
        "pen": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z",
        "stop": "M8 3.5h8l4.5 4.5v8L16 20.5H8L3.5 16V8z",
        "moon": "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
        "star": "M12 3.8l2.5 5.3 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
        "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
        "help": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5c0-3 5-3 5 0 0 2-2.5 2-2.5 4M12 16.6v.1",
        "swap": "M7 4L3.5 7.5 7 11M3.5 7.5H20M17 13l3.5 3.5L17 20M20.5 16.5H4",
        "left": "M15 5.5L8.5 12l6.5 6.5",
        "sun": (
            "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3"
            " 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"
        ),
        "money": "M3 6.5h18v11H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 12v.1M18 12v.1",
        "minus": "M5 12h14",
        "more": "M5.5 12v.1M12 12v.1M18.5 12v.1",
        "out": "M10 4H4.5v16H10M15 8l4.5 4-4.5 4M19 12H9",
        "home": "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z",
        "today": "M5 5.5h14v15H5zM5 10h14M9 3v4M15 3v4M9 15l2.2 2.2L15.5 13",
        "grid": "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z",
        "history": "M4 12a8 8 0 1 1 2.5 5.8M4 12V6.5M4 12h5M12 7.5V12l3 2",
        "edit": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z",
        "eye": (
            "M2.5 12c2.5-4.5 5.7-6.5 9.5-6.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5s-7-2-9.5-6.5zM12"
            " 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z"
        ),
        "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4M8 14h.1M12 14h.1M16 14h.1M8 17h.1M12 17h.1",
        "patients": (
            "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0"
            " 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5.5"
        ),
    }
)


def icon(name: str) -> SafeString:
    """Return the SVG of one icon; an unknown name is a mistake in a template and raises KeyError."""
    path = ICONS[name]
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
