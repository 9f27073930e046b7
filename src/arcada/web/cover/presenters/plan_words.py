"""A plan in a few words, for those who choose it: shares, deductible, maximum."""

from dataclasses import dataclass

from arcada.insurance.models import BenefitPlan
from arcada.insurance.plain_benefits import others_of, typed_of
from arcada.insurance.plain_rows import KINDS, ROWS
from arcada.web.cover.presenters.open_questions import ROW_LABELS, questions


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """What a plan pays, in words."""

    kind: str
    shares: str
    deductible: str
    maximum: str
    questions: tuple[str, ...]
    other_rules: tuple[str, ...]


def plan_words(plan: BenefitPlan) -> PlanWords:
    """Say what a plan pays."""
    typed = typed_of(plan.benefits, plan.unknown)
    by_share: dict[str, list[str]] = {}
    for row in ROWS:
        said = typed[f"pays_{row.id}"]
        if said and said not in ("no", "?"):
            by_share.setdefault(said, []).append(row.label.lower())
    told = [f"{share} % {', '.join(labels)}" for share, labels in by_share.items()]
    return PlanWords(
        kind=KINDS.get(typed["plan_type"], "").partition(":")[0],
        shares="; ".join(told),
        deductible=typed["deductible"],
        maximum=typed["maximum"],
        questions=questions(plan.unknown),
        other_rules=other_rules(plan.benefits),
    )


def other_rules(benefits: dict[str, object]) -> tuple[str, ...]:
    """Say in a line each which rules the form cannot show, and keeps."""
    return tuple(_rule(key, rules) for key, rules in sorted(others_of(benefits).items()))


def _rule(key: str, rules: object) -> str:
    name = key.replace("_", " ").capitalize()
    if not isinstance(rules, list):
        return f"{name}: as imported"
    scopes = [str(one.get("scope", "")) if isinstance(one, dict) else str(one) for one in rules]
    said = [_scope(one) for one in scopes if one]
    return f"{name}: {', '.join(said)}" if said else f"{name}: {len(rules)}"


def _scope(scope: str) -> str:
    kind, _, names = scope.partition(":")
    if not names:
        return "all services"
    words = [ROW_LABELS.get(one, one.replace("_", " ")) for one in names.split(",")]
    return " and ".join(words) if kind in ("cat", "cats") else f"the procedure {' and '.join(words)}"
