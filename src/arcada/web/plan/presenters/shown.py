"""A version as the plan pages look at it: the answer, who looks, and how the practice writes.

Prices are for those who may see prices, findings and mouths for those who may read the chart.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from arcada.cases.gates import said_by_then
from arcada.cases.models import Override, PlanVersion
from arcada.core.chart.finding import Finding
from arcada.core.teeth.number import is_tooth
from arcada.display.odontogram.words import listed
from arcada.display.phrases import Voice, money, teeth
from arcada.documents.mouths import findings_of
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

TITLES: Mapping[str, str] = {"premium": "Premium", "balanced": "Balanced", "economy": "Economy"}
AIMS: Mapping[str, str] = {
    "premium": "the longest life among what is safe",
    "balanced": "the best life for the money",
    "economy": "healthy first, at the lowest price",
}
PLACES: Mapping[str, str] = {"mouth": "Whole mouth", "upper_arch": "Upper jaw", "lower_arch": "Lower jaw"}
PHASES: Mapping[str, str] = {
    "urgent": "Urgent",
    "disease_control": "Disease control",
    "re_evaluation": "Re-evaluation",
    "definitive": "Definitive",
    "maintenance": "Maintenance",
}
HIDDEN = "price not shown"
LINE_KEY = re.compile(r"([a-z_]+)\|([^|]*)\|\w+")
MANY = 4


@dataclass(frozen=True)
class Shown:
    """One version under the eyes of one member."""

    version: PlanVersion
    voice: Voice
    sees_price: bool
    sees_chart: bool

    @classmethod
    def to(cls, member: Membership, version: PlanVersion, voice: Voice) -> "Shown":
        """Show a version to a member."""
        return cls(
            version=version,
            voice=voice,
            sees_price=may(member, Permission.READ_PRICE),
            sees_chart=may(member, Permission.READ_CHART),
        )

    @property
    def eyes(self) -> tuple[object, ...]:
        """Whose eyes these are, as far as it changes what is drawn."""
        return self.voice, self.sees_price, self.sees_chart

    @property
    def answer(self) -> Mapping[str, Any]:
        """What the compiler answered."""
        found: Mapping[str, Any] = self.version.answer
        return found

    @property
    def alternatives(self) -> Sequence[Mapping[str, Any]]:
        """The alternatives in the order of the answer."""
        found: Sequence[Mapping[str, Any]] = self.answer["alternatives"]
        return found

    def alternative(self, tier: str) -> Mapping[str, Any] | None:
        """One alternative of the answer."""
        return next((one for one in self.alternatives if one["tier"] == tier), None)

    @cached_property
    def found(self) -> Mapping[str, Mapping[str, Any]]:
        """The findings that the version was made from, by name."""
        return {one["fid"]: one for one in self.version.inputs["case"]["findings"]}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The same as core's values."""
        return findings_of(tuple(self.found.values()))

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """What dentists decided about this version or one before it, the oldest first; withdrawn words are gone."""
        rows = Override.objects.filter(said_by_then(self.version.number), case=self.version.case_id)
        if self.version.active:
            rows = rows.filter(withdrawn_at__isnull=True)
        return tuple(rows.select_related("by__user", "version").defer("version__answer", "version__inputs"))

    @cached_property
    def edits(self) -> tuple[Mapping[str, Any], ...]:
        """The decisions that this version was made with."""
        return tuple(self.version.inputs.get("edits", ()))

    def alike(self, item: Mapping[str, Any]) -> str:
        """Warn where the plan does the same work at the same place again: a decision names work and place."""
        tier = next(one for one in self.alternatives if any(line["id"] == item["id"] for line in one["items"]))
        own = item["procedure"], set(item["where"])
        others = [one for one in tier["items"] if one["id"] != item["id"]]
        visits = [one["visit"] for one in others if (one["procedure"], set(one["where"])) == own]
        if not visits:
            return ""
        said = listed([f"visit {number}" for number in dict.fromkeys(visits)])
        goes = "both" if len(visits) == 1 else "all"
        return f"The same work is done here in {said} too. What is decided goes for {goes}."

    def item(self, item_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
        """A line by its id, with its alternative."""
        for one in self.alternatives:
            for item in one["items"]:
                if item["id"] == item_id:
                    return one, item
        return None

    def money(self, amount: str | None) -> str:
        """Write an amount, or that it is not for these eyes."""
        return money(amount, self.voice) if self.sees_price else HIDDEN

    def date_of(self, day: int) -> date:
        """The calendar day of a day of the plan."""
        return self.version.start_date + timedelta(days=day)

    def where(self, places: Sequence[str]) -> str:
        """Write places in the practice's own numbers."""
        only = [place for place in places if is_tooth(place)]
        wide = [PLACES[place] for place in places if place in PLACES]
        if len(only) > MANY:
            return f"{len(only)} teeth"
        return ", ".join([*wide, *([teeth(only, self.voice)] if only else [])])

    def every(self, places: Sequence[str]) -> str:
        """Write each of many places, however many they are."""
        only = [place for place in places if is_tooth(place)]
        wide = [PLACES[place].lower() for place in places if place in PLACES]
        return ", ".join([*wide, *([teeth(only, self.voice)] if only else [])])

    def line(self, item: Mapping[str, Any]) -> str:
        """Say a line in a few words: the procedure and its place."""
        name = named(item)
        where = self.where(item["where"])
        return name if where in ("", PLACES["mouth"]) else f"{name}, {where}"

    def on(self, item: Mapping[str, Any]) -> str:
        """Say a line inside a sentence: 'Crown on 16', 'Removal of the tooth on 6 teeth'."""
        return said_on(item["procedure"], item["where"], self.voice, named(item))

    def said(self, text: str) -> str:
        """Say a sentence of the answer; a line that it names by its key is told in words."""
        return LINE_KEY.sub(lambda key: self.line({"procedure": key[1], "where": key[2].split(",")}), text)

    def finding(self, fid: str) -> str:
        """Say a finding in a few words."""
        if fid.startswith("wish:"):
            return f"Wish: {fid.removeprefix('wish:')}"
        one = self.found.get(fid)
        if one is None:
            return plain(fid.removeprefix("flag:"))
        where = self.where(one["where"])
        return f"{plain(one['finding'])}{f', {where}' if where else ''}"


def said_on(procedure: str, places: Sequence[str], voice: Voice, name: str = "") -> str:
    """Say a procedure at its places inside a sentence."""
    name = name or named({"procedure": procedure})
    only = [place for place in places if is_tooth(place)]
    if len(only) > MANY:
        return f"{name} on {len(only)} teeth"
    if only:
        return f"{name} on {teeth(only, voice)}"
    wide = [PLACES[place].lower() for place in places if place in PLACES and place != "mouth"]
    return f"{name} in the {' and the '.join(wide)}" if wide else name


def named(item: Mapping[str, Any]) -> str:
    """Name a line's procedure: as the answer does, else as the catalogue does."""
    known = load_library().procedures.get(item["procedure"])
    return str(item.get("name") or (known.name if known else plain(item["procedure"])))


def plain(word: str) -> str:
    """Write a machine's word as a person reads it."""
    text = word.replace("_", " ")
    return text[:1].upper() + text[1:]


def no_fees(alternative: Mapping[str, Any]) -> int:
    """Count the lines without a fee."""
    return sum(1 for item in alternative["items"] if item["price"] is None)
