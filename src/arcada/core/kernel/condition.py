"""The small language in which protocols say when something applies.

    severity.icdas >= 5 and not tooth.primary
    'cracked_tooth' in tooth.findings or patient.age < 18

Words are looked up in a flat mapping of facts. What is not known equals only `none` and is not ordered against
anything, so `severity.restorable != false` holds when nobody has judged it yet, and `severity.mm > 3` does not.
There is nothing else in the language: no calls, no arithmetic, no loops.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Facts = Mapping[str, object]
Meaning = Callable[[Facts], object]
KEYWORD = re.compile(r"(?<=\.)(?:class|from|is|not|in|or|and|with|for)\b")
"""Words that a fact may end in although the parser keeps them for itself, such as severity.class."""
WORDS: dict[str, object] = {"true": True, "false": False, "none": None}


class ConditionError(ValueError):
    """The text is not a sentence of the language; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A sentence that holds or does not hold for given facts; equal when its text is equal."""

    text: str
    names: frozenset[str] = field(compare=False, default=frozenset())
    meaning: Meaning = field(compare=False, repr=False, default=lambda _facts: True)

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of the facts."""
        return bool(self.meaning(facts))


ALWAYS = Condition("true")


def read_condition(text: str) -> Condition:
    """The condition that the text states; raises ConditionError."""
    try:
        tree = ast.parse(KEYWORD.sub(r"\g<0>_", text.strip()), mode="eval")
    except SyntaxError as error:
        message = f"cannot read condition {text!r}: {error.msg}"
        raise ConditionError(message) from None
    names: set[str] = set()
    return Condition(text, meaning=_meaning(tree.body, names), names=frozenset(names))


def _meaning(node: ast.expr, names: set[str]) -> Meaning:
    if isinstance(node, ast.BoolOp):
        parts = [_meaning(value, names) for value in node.values]
        join = all if isinstance(node.op, ast.And) else any
        return lambda facts: join(part(facts) for part in parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _meaning(node.operand, names)
        return lambda facts: not inner(facts)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = _meaning(node.left, names), _meaning(node.comparators[0], names)
        relation = _relation(node.ops[0])
        return lambda facts: relation(left(facts), right(facts))
    return _value(node, names)


def _value(node: ast.expr, names: set[str]) -> Meaning:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
        constant = node.value
        return lambda _facts: constant
    if isinstance(node, ast.List):
        members = tuple(_meaning(member, names) for member in node.elts)
        return lambda facts: tuple(member(facts) for member in members)
    name = _name(node)
    if name in WORDS:
        word = WORDS[name]
        return lambda _facts: word
    names.add(name)
    return lambda facts: facts.get(name)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr.removesuffix('_')}"
    message = f"'{ast.unparse(node)}' is not part of the condition language"
    raise ConditionError(message)


def _relation(operator: ast.cmpop) -> Callable[[object, object], bool]:
    known = RELATIONS.get(type(operator))
    if known is None:
        message = "only ==, !=, <, <=, >, >=, in and not in compare"
        raise ConditionError(message)
    return known


def _contains(member: object, whole: object) -> bool:
    if isinstance(whole, str):
        return isinstance(member, str) and member in whole
    return isinstance(whole, tuple | list | frozenset | set) and member in whole


def _order(left: object, right: object) -> int | None:
    """-1, 0 or 1; None where the two cannot be ordered."""
    for kind in (int | float, str):
        if isinstance(left, kind) and isinstance(right, kind) and not isinstance(left, bool):
            return (left > right) - (left < right)  # type: ignore[operator]
    return None


RELATIONS: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.Lt: lambda left, right: _order(left, right) == -1,
    ast.LtE: lambda left, right: _order(left, right) in (-1, 0),
    ast.Gt: lambda left, right: _order(left, right) == 1,
    ast.GtE: lambda left, right: _order(left, right) in (0, 1),
    ast.In: _contains,
    ast.NotIn: lambda left, right: not _contains(left, right),
}
