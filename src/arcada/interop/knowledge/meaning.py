"""Whether the names in a condition and the fields in a sentence are ones that anything can fill.

The grammar of a condition lets any name stand; one that nothing ever sets would never hold, and nobody would
notice. A practice's own text is therefore held to the names that the engine and the shipped files know.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from arcada.core.kernel.condition import KEYWORD, Condition
from arcada.core.planning.case import slug
from arcada.core.planning.library import Library
from arcada.core.planning.view import tooth_kind
from arcada.interop.knowledge.entry import near
from arcada.interop.knowledge.kinds import EVIDENCE

OPEN = ("result.", "event.")
"""Results and outside events are named by whoever enters them."""
ENGINE = (
    "wishes", "declines", "mouth.findings", "finding.kind", "finding.scope", "finding.teeth", "evidence.types",
    "severity.words", "severity.surfaces", "tooth.findings", "tooth.others", "tooth.missing",
    "tooth.successor_findings", "gap.length", "gap.bounded", "gap.front", "gap.neighbours_restored",
    "gap.neighbours", "gap.last_molar", "gap.span", "arch.name", "arch.standing", "arch.findings", "arch.gaps",
    "arch.longest_gap", "arch.free_end", "patient.age", "patient.weight", "patient.asa",
    "patient.cigarettes", "patient.smoker", "patient.child", "patient.growing", "patient.growth_unknown",
    "patient.pregnancy_weeks", "patient.systolic", "patient.diastolic", "patient.hba1c", "patient.glucose",
    "patient.inr", "patient.inr_age", "patient.platelets", "patient.neutrophils", "patient.temperature", "plan.tier",
)  # fmt: skip
"""What `core.planning.view` and `core.risk.facts` set of themselves."""
KINDS_IN = ("mouth.findings", "arch.findings", "tooth.findings", "tooth.successor_findings", "finding.kind")
WISHES_IN = ("wishes", "declines")
BRACES = re.compile(r"\{([^{}]*)\}")
FILLED = ("place", "tooth")
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The names that a condition or a sentence may use."""

    names: frozenset[str]
    kinds: frozenset[str]
    wishes: frozenset[str]

    def condition(self, condition: Condition) -> Iterator[str]:
        """Names that nothing sets, and findings and wishes that there are not."""
        for name in sorted(condition.names - self.names):
            if not name.startswith(OPEN):
                yield f"nothing is known by the name '{name}'{near(name, self.names)}"
        for name, word in compared(condition.text):
            known = self.kinds if name in KINDS_IN else self.wishes if name in WISHES_IN else None
            if known is not None and word not in known:
                what = "finding" if name in KINDS_IN else "wish"
                yield f"there is no {what} '{word}'{near(word, known)}"

    def sentence(self, text: str) -> Iterator[str]:
        """Fields in braces that nothing fills, and characters that no page can show."""
        if UNSHOWN.search(text):
            yield "holds a character that cannot be shown"
        for name in BRACES.findall(text):
            if name not in FILLED and name not in self.names:
                yield f"'{{{name}}}' cannot be filled in; known are {{tooth}}, {{place}} and the names of conditions"


@cache
def compared(text: str) -> tuple[tuple[str, str], ...]:
    """(name, word) for each word in quotes that a condition compares a name with."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(KEYWORD.sub(r"\g<0>_", text.strip()), mode="eval")):
        if isinstance(node, ast.Compare):
            sides = (node.left, node.comparators[0])
            words = [side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str)]
            names = [ast.unparse(side) for side in sides if isinstance(side, ast.Name | ast.Attribute)]
            found += [(name, word) for name in names for word in words]
    return tuple(found)


def meaning_of(library: Library, asked: frozenset[str]) -> Meaning:
    """What may be asked for: what the engine sets, what the files set, and what shipped conditions ask for."""
    severities = {key.name.lower() for kind in library.kinds.values() for key in kind.severity}
    names = {
        *ENGINE,
        *asked,
        *tooth_kind("16"),
        *(f"record.{name}" for name in EVIDENCE),
        *(f"severity.{name}" for name in severities),
        *(f"tooth.said.{name}" for name in severities),
        *(f"patient.{rule.fact}" for rule in library.facts),
        *(rule.fact for rule in library.finding_facts),
    }
    kinds = frozenset(slug(term) for term in library.kinds)
    return Meaning(frozenset(names), kinds, frozenset(rule.id for rule in library.wishes))
