"""What the gallery shows: an invented mouth, one tooth of each kind of mark, and sample texts."""

from typing import Any

from django.utils.safestring import SafeString

from arcada.core.teeth.notation import Notation
from arcada.display.daybook import lay_out_day
from arcada.display.icons import ICONS
from arcada.display.odontogram import DrawnTooth, Mark, draw, page_sheet
from arcada.display.odontogram.drawn import Layer
from arcada.display.status import STATUSES, WORDS
from arcada.display.timeline import Stop, draw_timeline
from arcada.web.gallery.day import DAY

THEMES = ("light", "dark")
KINDS: tuple[tuple[str, str, DrawnTooth], ...] = (
    ("Decay", "16", DrawnTooth(items=(Mark("caries", "finding", "DO"),))),
    ("Filling", "16", DrawnTooth(items=(Mark("filling", "existing", "MO"),))),
    ("Crown", "16", DrawnTooth(items=(Mark("crown", "planned"),))),
    ("Onlay", "16", DrawnTooth(items=(Mark("onlay", "planned"),))),
    ("Root canal", "26", DrawnTooth(items=(Mark("rct", "done"),))),
    ("Post", "11", DrawnTooth(items=(Mark("rct", "existing"), Mark("post", "existing")))),
    ("Core", "16", DrawnTooth(items=(Mark("core", "planned"),))),
    ("Remove", "15", DrawnTooth(items=(Mark("extraction", "planned"),))),
    ("Missing", "15", DrawnTooth("missing")),
    ("Root left", "15", DrawnTooth("root", items=(Mark("extraction", "planned"),))),
    ("Implant", "16", DrawnTooth("missing", items=(Mark("implant", "planned"), Mark("crown", "planned")))),
    ("Bone graft", "15", DrawnTooth("missing", items=(Mark("graft", "planned"),))),
    ("Bridge unit", "16", DrawnTooth("missing", items=(Mark("pontic", "existing"),))),
    ("Denture", "16", DrawnTooth("missing", items=(Mark("denture", "planned"),))),
    ("Veneer", "11", DrawnTooth(items=(Mark("veneer", "planned"),))),
    ("Sealant", "16", DrawnTooth(items=(Mark("sealant", "existing"),))),
    ("Fracture", "11", DrawnTooth(items=(Mark("fracture", "finding"),))),
    ("Root split", "15", DrawnTooth(items=(Mark("fracture", "finding", "R"),))),
    ("Worn", "11", DrawnTooth(items=(Mark("wear", "finding", "I"),))),
    ("Root tip", "15", DrawnTooth(items=(Mark("apical", "finding"),))),
    ("Resorption", "11", DrawnTooth(items=(Mark("resorption", "finding"),))),
    ("Recession", "13", DrawnTooth(items=(Mark("recession", "finding", grade=4),))),
    ("Calculus", "41", DrawnTooth(items=(Mark("calculus", "finding"),))),
    ("Pocket", "37", DrawnTooth(items=(Mark("pocket", "finding", grade=6),))),
    ("Cleaning", "37", DrawnTooth(items=(Mark("cleaning", "planned"),))),
    ("Furcation", "36", DrawnTooth(items=(Mark("furcation", "finding", grade=2),))),
    ("Loose", "11", DrawnTooth(items=(Mark("mobility", "finding", grade=2),))),
    ("Impacted", "18", DrawnTooth("impacted", items=(Mark("impacted", "finding"),))),
    ("Not erupted", "13", DrawnTooth("unerupted")),
    ("Watched", "16", DrawnTooth(items=(Mark("watch", "suspected"),))),
    ("Bracket", "11", DrawnTooth(items=(Mark("bracket", "existing"),))),
    ("Suspected", "16", DrawnTooth(items=(Mark("caries", "suspected", "M"),))),
    ("Declined", "33", DrawnTooth(items=(Mark("filling", "declined", "B"),))),
    ("Supernumerary", "11S", DrawnTooth(items=(Mark("extraction", "planned"),))),
)
ADULT = {
    "18": DrawnTooth("missing"),
    "17": DrawnTooth(items=(Mark("filling", "existing", "O"),), bone=(2.5, 2, 3)),
    "16": DrawnTooth(items=(Mark("filling", "existing", "MOD"), Mark("caries", "finding", "D")), bone=(3, 2, 2.5)),
    "15": DrawnTooth(items=(Mark("caries", "finding", "MO"),)),
    "12": DrawnTooth(items=(Mark("fracture", "finding"),)),
    "11": DrawnTooth(items=(Mark("veneer", "existing"),)),
    "21": DrawnTooth(items=(Mark("crown", "existing"), Mark("rct", "existing"), Mark("post", "existing"))),
    "24": DrawnTooth(items=(Mark("fracture", "finding", "R"), Mark("extraction", "planned")), bone=(4, 5, 4)),
    "26": DrawnTooth(
        items=(
            Mark("caries", "finding", "MO"),
            Mark("apical", "finding", roots=(0,)),
            Mark("rct", "planned"),
        ),
        bone=(2.5, 2, 3),
    ),
    "27": DrawnTooth(items=(Mark("sealant", "existing"),)),
    "48": DrawnTooth("impacted", items=(Mark("impacted", "finding"),)),
    "47": DrawnTooth(items=(Mark("crown", "existing", bridge="lower right"),), bone=(3.5, 3, 3.5)),
    "46": DrawnTooth("missing", items=(Mark("pontic", "existing", bridge="lower right"),), bone=(4, 4, 4)),
    "45": DrawnTooth(items=(Mark("crown", "existing", bridge="lower right"), Mark("rct", "existing"))),
    "44": DrawnTooth(items=(Mark("caries", "finding", "B"),)),
    "42": DrawnTooth(items=(Mark("splint", "planned", bridge="front"),), bone=(3.5, 3, 4)),
    "41": DrawnTooth(
        items=(Mark("mobility", "finding", grade=1), Mark("splint", "planned", bridge="front")),
        bone=(5, 4.2, 5.5),
    ),
    "31": DrawnTooth(
        items=(Mark("mobility", "finding", grade=2), Mark("splint", "planned", bridge="front")),
        bone=(6, 5, 5.5),
    ),
    "32": DrawnTooth(items=(Mark("splint", "planned", bridge="front"),), bone=(3.5, 3, 4.5)),
    "33": DrawnTooth(items=(Mark("filling", "declined", "B"),)),
    "34": DrawnTooth(items=(Mark("caries", "suspected", "D"),)),
    "35": DrawnTooth(items=(Mark("filling", "done", "MO"),)),
    "36": DrawnTooth("missing", items=(Mark("implant", "planned"), Mark("crown", "planned")), bone=(3, 3, 3)),
    "37": DrawnTooth(
        items=(Mark("furcation", "finding", grade=2), Mark("pocket", "finding", grade=6)), bone=(5, 4.6, 5.4)
    ),
}
CHILD = {
    "55": DrawnTooth(items=(Mark("caries", "finding", "MO"),)),
    "54": DrawnTooth(items=(Mark("sealant", "existing"),)),
    "11S": DrawnTooth(items=(Mark("extraction", "planned"),)),
    "64": DrawnTooth(items=(Mark("apical", "finding"), Mark("extraction", "planned"))),
    "84": DrawnTooth(items=(Mark("filling", "done", "DO"),)),
    "75": DrawnTooth(items=(Mark("crown", "existing"),)),
    "74": DrawnTooth(items=(Mark("caries", "suspected", "D"),)),
    "16": DrawnTooth(items=(Mark("sealant", "planned"),)),
}
AFTER = (
    {"24": DrawnTooth("missing")},
    {
        "26": DrawnTooth(items=(Mark("rct", "done"), Mark("filling", "done", "MO")), bone=(2.5, 2, 3)),
        "15": DrawnTooth(items=(Mark("filling", "done", "MO"),)),
        "44": DrawnTooth(items=(Mark("filling", "done", "B"),)),
    },
    {"36": DrawnTooth("missing", items=(Mark("implant", "done"), Mark("crown", "done")))},
)
NOTATIONS: tuple[tuple[Notation, str], ...] = (
    ("fdi", "FDI"),
    ("universal", "Universal"),
    ("palmer", "Palmer"),
)
VISITS = (
    Stop("24 Nov", state="done", note="$430", day=0),
    Stop("8 Dec", state="done", note="$1,300", day=14),
    Stop("15 Dec", state="missed", note="$1,175", day=21),
    Stop("12 Jan", note="$2,950", day=49),
    Stop("2 Feb", state="now", note="$3,640", day=70),
    Stop("11 May", note="$1,985", day=168, heals="bone heals, at least 90 days"),
)
MONTHS = (("Dec", 7), ("Jan", 38), ("Feb", 69), ("Mar", 97), ("Apr", 128), ("May", 158))
SWATCHES = (
    "paper", "surface", "surface-2", "line-2", "ink", "ink-2", "ink-3", "accent",
    "st-finding", "st-suspected", "st-planned", "st-done", "st-existing", "pv-2", "pv-3", "pv-4",
)  # fmt: skip
STEPS = (
    ("Visit 1", "done"),
    ("Visit 2", "done"),
    ("Visit 3", "now"),
    ("Visit 4", ""),
    ("Visit 5", ""),
    ("Visit 6", ""),
)
STATES = (("", "at rest"), ("is-hover", "hover"), ("is-focus", "keyboard focus"), ("is-sel", "selected"))


def _tooth(number: str, tooth: DrawnTooth, theme: str) -> SafeString:
    return draw({number: tooth}, title=theme, size="tooth")


def _side(theme: str) -> dict[str, Any]:
    """Return the drawings of one theme; the theme is in their titles, so that their ids differ."""
    return {
        "theme": theme,
        "kinds": [(label, _tooth(number, tooth, theme)) for label, number, tooth in KINDS],
        "states": [(name, label, _tooth("26", ADULT["26"], theme + label)) for name, label in STATES],
        "card": draw(ADULT, title=f"After the last visit, {theme}", size="card"),
        "mini": draw(ADULT, title=f"Mouth of today, {theme}", size="mini"),
        "wide": draw_timeline(VISITS, MONTHS, title=f"Six visits, {theme}"),
        "compact": draw_timeline(VISITS, MONTHS, title=f"Six visits in short, {theme}", wide=False),
    }


def _walk(notation: Notation) -> dict[str, Any]:
    """Return an adult's mouth after each of three visits, as frames of the slider."""
    mouths = [ADULT]
    for after in AFTER:
        mouths.append({**mouths[-1], **after})
    labels = ("Was", "Visit 1", "Visit 2", "Became")
    dates = ("today", "24 Nov", "8 Dec", "11 May")
    says = (
        "Was: today",
        "After visit 1: pain relieved",
        "After visit 2: root canal and fillings",
        "Became: all done",
    )
    return {
        "label": "From was to became: three visits",
        "frames": [
            draw(mouth, title=f"Adult mouth, {said}", notation=notation, selected=("26",))
            for mouth, said in zip(mouths, says, strict=True)
        ],
        "stops": [
            {"label": label, "sub": sub, "url": f"?visit={i}", "frame": i, "current": i == 0, "says": said}
            for i, (label, sub, said) in enumerate(zip(labels, dates, says, strict=True))
        ],
    }


HIDDEN: tuple[Layer, ...] = ("finding",)


def _plan(title: str, tagline: str, figure: str, whole: str, ribbon: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "tagline": tagline,
        "ribbon": ribbon,
        "figure": figure,
        "whole": whole,
        "facts": [("6", "visits"), ("6", "months"), ("8 h 55", "in the chair"), ("12-15 y", "expected")],
        "points": [
            {"kind": "pro", "text": "Pain treated this week; chewing restored on both sides"},
            {"kind": "con", "text": "Gap at 24 stays; looked at again in 12 months"},
            {"kind": "risk", "text": "Alendronate: physician letter before visit 5"},
        ],
        "mouth": draw(ADULT, title=f"Mouth after {title}", size="card", hide=HIDDEN, sheet="og"),
        "line": draw_timeline(VISITS, MONTHS, title=f"Visits of {title}", wide=False),
    }


def specimens(notation: Notation = "fdi") -> dict[str, Any]:
    """Return everything that the gallery shows, the walk in the given notation."""
    plans = [
        _plan("Premium", "Fixed teeth everywhere, longest life", "$12,620", "$15,240"),
        _plan("Balanced", "Fixed teeth where you chew", "$8,960", "$11,480", "Dr Osei recommends"),
        _plan("Economy", "Healthy now, replace teeth simply", "$5,860", "$7,940"),
    ]
    return {
        "sides": [_side(theme) for theme in THEMES],
        "statuses": [(status, WORDS[status]) for status in STATUSES],
        "icons": sorted(ICONS),
        "swatches": SWATCHES,
        "steps": [{"label": label, "state": state or "to come"} for label, state in STEPS],
        "charts": [
            (
                "Mixed, with a supernumerary tooth",
                draw(CHILD, title="Child's mouth, mixed", dentition="mixed"),
            ),
            (
                "Primary, Universal numbers",
                draw(_young(), title="Child's mouth", dentition="primary", notation="universal"),
            ),
            (
                "On paper, Palmer numbers",
                draw(ADULT, title="Adult mouth on paper", size="print", notation="palmer"),
            ),
        ],
        "walk": _walk(notation),
        "sheet": page_sheet([plan["mouth"] for plan in plans]),
        "plans": plans,
        "day": lay_out_day(DAY, opens=480, closes=795, now=680),
        "numberings": [
            {"label": label, "url": f"?notation={name}", "current": name == notation} for name, label in NOTATIONS
        ],
        "notation_options": [("FDI", True), ("Universal", False), ("Palmer", False)],
    }


def _young() -> dict[str, DrawnTooth]:
    """Return the child's mouth without what a younger child does not have yet."""
    return {tooth: drawn for tooth, drawn in CHILD.items() if tooth not in {"11S", "16"}}
