"""The condition language: examples as a table, and what it does not know."""

import pytest

from arcada.core.kernel.condition import ConditionError, read_condition

FACTS = {
    "severity.icdas": 5,
    "severity.activity": "active",
    "severity.class": "iii",
    "tooth.primary": False,
    "tooth.findings": frozenset({"cracked_tooth"}),
    "wishes": ("implants", "whitening"),
}
TABLE = [
    ("severity.icdas >= 5", True, "a number on the bound"),
    ("severity.icdas > 5", False, "a number on the bound, strictly"),
    ("severity.icdas in [3, 5]", True, "a list"),
    ("severity.activity == 'active'", True, "a word"),
    ("severity.activity != 'active'", False, "a word denied"),
    ("not tooth.primary and severity.icdas < 6", True, "and, not"),
    ("tooth.primary or 'cracked_tooth' in tooth.findings", True, "or, a kind of finding"),
    ("'split_tooth' not in tooth.findings", True, "a kind that is not there"),
    ("'implants' in wishes", True, "a wish"),
    ("severity.mm > 3", False, "unknown is not ordered against anything"),
    ("severity.mm <= 3", False, "unknown is not ordered against anything, the other way either"),
    ("severity.restorable != false", True, "what nobody has judged is not judged against"),
    ("severity.restorable == false", False, "what nobody has judged is not false"),
    ("severity.mm == none", True, "unknown can be asked for"),
    ("severity.activity > 3", False, "a word is not ordered against a number"),
    ("'x' in severity.mm", False, "nothing is in the unknown"),
    ("severity.mm", False, "the unknown does not hold"),
    ("severity.class == 'iii'", True, "a word that Python keeps for itself"),
    ("true", True, "always"),
]


@pytest.mark.parametrize(("text", "holds", "what"), TABLE, ids=[row[2] for row in TABLE])
def test_condition(text: str, holds: bool, what: str) -> None:
    assert read_condition(text).holds(FACTS) is holds, what


@pytest.mark.parametrize(
    "text",
    ["severity.icdas >=", "open('x')", "1 + 1 == 2", "a < b < c", "lambda: 1", "severity['icdas']", "x is y", "", "-1"],
)
def test_nothing_else_is_understood(text: str) -> None:
    with pytest.raises(ConditionError):
        read_condition(text)


def test_conditions_name_the_facts_they_ask_for() -> None:
    names = read_condition("severity.mm > 3 and not patient.smoker or true").names
    assert names == {"severity.mm", "patient.smoker"}
