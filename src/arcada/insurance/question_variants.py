"""One procedure at several fees: a plan's lists name it once, the lines of a case each have their own amount.

    a front tooth's root canal at the listed fee        root_canal
    a molar's at 1.86 times the listed fee              root_canal#2
    the same next year, under a new contract            root_canal#3

Benefits that speak of `root_canal` by name speak of its variants too: they are written for each, so that the engine
need not know of them. A cheaper service that a plan pays instead is taken in the same proportion.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

MARK = "#"
ONE = Decimal(1)
SPLIT = ("percent", "age_limits", "waiting_periods")
JOINED = ("deductibles", "maximums", "frequency")


VARIANT = re.compile(rf"{MARK}(?:[a-z_ ]+\.)?\d+")


def plain(text: str) -> str:
    """A name or a sentence of a case without the marks of variants."""
    return VARIANT.sub("", text)


@dataclass(slots=True)
class Names:
    """The names given so far: for each procedure the amounts that its variants stand for, in order."""

    given: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def name(self, procedure: str, part: Decimal, amounts: tuple[object, ...]) -> str:
        """The name under which these amounts are written; the listed fee has the plain one."""
        found = self.given.setdefault(procedure, [(ONE, *amounts)] if part == ONE else [()])
        if found[0] == () and part == ONE:
            found[0] = (ONE, *amounts)
        key = (part, *amounts)
        if key not in found:
            found.append(key)
        rank = found.index(key)
        return procedure if rank == 0 else f"{procedure}{MARK}{rank + 1}"

    def variants(self, procedure: str) -> tuple[str, ...]:
        """The names of a procedure besides the plain one."""
        return tuple(f"{procedure}{MARK}{rank}" for rank in range(2, len(self.given.get(procedure, ())) + 1))


def spread(benefits: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """The benefits with every variant named where its procedure is."""
    value = dict(benefits)
    for key in SPLIT:
        if key in value:
            value[key] = [told for entry in value[key] for told in _each(entry, names)]
    for key in JOINED:
        if key in value:
            value[key] = [entry | {"scope": _joined(entry["scope"], names)} for entry in value[key]]
    if "exclusions" in value:
        value["exclusions"] = [
            {**one, "scope": _joined(one["scope"], names)} if isinstance(one, Mapping) else _joined(one, names)
            for one in value["exclusions"]
        ]
    if "downgrades" in value:
        value["downgrades"] = [told for entry in value["downgrades"] for told in _downgrades(entry, names)]
    if "bundles" in value:
        value["bundles"] = [told for entry in value["bundles"] for told in _bundles(entry, names)]
    return value


def _each(entry: Mapping[str, Any], names: Names) -> Iterable[dict[str, Any]]:
    """The entry, and again for each variant of the one procedure that it names."""
    kind, _, told = str(entry["scope"]).partition(":")
    if kind == "proc":
        yield dict(entry)
        for name in names.variants(told.strip()):
            yield {**entry, "scope": f"proc:{name}"}
    else:
        yield {**entry, "scope": _joined(str(entry["scope"]), names)}


def _joined(scope: str, names: Names) -> str:
    kind, _, told = scope.partition(":")
    if kind not in {"proc", "group"}:
        return scope
    listed = [one.strip() for one in told.split(",") if one.strip()]
    more = [name for one in listed for name in names.variants(one)]
    return f"group:{','.join([*listed, *more])}" if more else scope


def _downgrades(entry: Mapping[str, Any], names: Names) -> Iterable[dict[str, Any]]:
    yield dict(entry)
    for name in names.variants(str(entry["from"])):
        yield {**entry, "from": name, "to": target(str(entry.get("to", "")), name)}


def target(procedure: str, name: str) -> str:
    """The name of what is paid instead of a variant: of the same proportion, such as amalgam#composite.2."""
    own, mark, rank = name.partition(MARK)
    return f"{procedure}{MARK}{own}.{rank}" if mark and procedure else procedure


def _bundles(entry: Mapping[str, Any], names: Names) -> Iterable[dict[str, Any]]:
    yield dict(entry)
    for place, procedure in enumerate(entry["procs"]):
        for name in names.variants(procedure):
            yield {**entry, "procs": [*entry["procs"][:place], name, *entry["procs"][place + 1 :]]}
