"""The two mouths of a proposal: today with what was found, and after the last visit with what is new."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, mouth_from_dict
from arcada.core.chart.state import ERUPTED
from arcada.core.teeth.number import PERMANENT, PRIMARY
from arcada.display.marks import drawn_chart, drawn_visit
from arcada.display.odontogram import draw
from arcada.display.phrases import Voice
from arcada.documents.drawing import light


def was(content: Mapping[str, Any], voice: Voice) -> str:
    """The mouth before the first visit, with what was found."""
    mouth = _first(content)
    drawn = drawn_chart(mouth, findings_of(content["findings"]))
    title = "Your mouth today"
    return light(draw(drawn, title=title, size="print", notation=voice.notation, dentition=dentition_of(mouth)))


def became(content: Mapping[str, Any], voice: Voice) -> str:
    """The mouth after the last visit, with what is new."""
    alternative, found = content["alternative"], findings_of(content["findings"])
    last = max((one["visit"] for one in alternative["states"]), default=0)
    drawn = drawn_visit(alternative, found, last)
    title = "Your mouth after the last visit"
    dentition = dentition_of(_first(content))
    return light(draw(drawn, title=title, size="print", notation=voice.notation, dentition=dentition))


def _first(content: Mapping[str, Any]) -> Mouth:
    return mouth_from_dict(min(content["alternative"]["states"], key=lambda one: one["visit"]))


def findings_of(values: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings of a case as the drawing reads them."""
    return tuple(
        Finding(
            id=one["fid"],
            term=one["finding"],
            where=tuple(one["where"]),
            scope=one.get("scope", "tooth"),
            surfaces="".join(one.get("surfaces", ())),
            severity=one.get("severity", {}),
            status="suspected" if one.get("severity", {}).get("suspected") else "confirmed",
        )
        for one in values
    )


def dentition_of(mouth: Mouth) -> Literal["permanent", "mixed", "primary"]:
    """Which rows are drawn: by the teeth that have come through."""
    primary = any(mouth.at(tooth).presence in ERUPTED for tooth in PRIMARY)
    permanent = any(mouth.at(tooth).presence in ERUPTED for tooth in PERMANENT)
    return "permanent" if not primary else "mixed" if permanent else "primary"
