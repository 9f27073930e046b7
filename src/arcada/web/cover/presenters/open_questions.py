"""What nobody knows yet of a coverage, each as a question to put to the payer."""

from collections.abc import Iterable

from arcada.insurance.plain_rows import AGES, LIMITS, ROWS

ROW_LABELS = {row.id: row.label.lower() for row in ROWS}
LIMIT_LABELS = {limit.id: limit.label.lower() for limit in LIMITS}
AGE_LABELS = {age.id: age.label.lower() for age in AGES}
QUESTIONS = {
    "accumulators": "How much of this year's maximum is used, and how much deductible is met?",
    "percent": "Which share does the plan pay of each kind of service?",
    "deductibles": "How much is the deductible, and which services are free of it?",
    "deductibles:family": "Is there a deductible for the whole family, and how much is it?",
    "maximums": "How much does the plan pay in a year at most?",
    "maximums:family": "Is there a maximum for the whole family, and how much is it?",
    "maximums:ortho": "How much does the plan pay for braces in a lifetime?",
    "cob": "When it pays second: does it pay what is left, or only what it pays more than the first plan?",
    "missing_tooth_clause": "Does it replace teeth that were lost before the coverage began?",
    "downgrades": "Does it pay less for some services, as if a cheaper one had been done?",
    "downgrades:fillings": "Does it pay white fillings on back teeth as silver ones, and at which fee?",
    "downgrades:crowns": "Does it pay ceramic crowns on molars as metal-ceramic ones?",
    "network": "Is this office in its network?",
    "frequency": "How often are exams, cleanings and x-rays paid?",
    "waiting_periods": "Is there a waiting period, and for what?",
    "age_limits": "Up to which age are sealants, fluoride and braces paid?",
}
MANY = 3


def questions(unknown: Iterable[str]) -> tuple[str, ...]:
    """Give the questions, in the order in which one would ask them on the telephone."""
    known = list(dict.fromkeys(unknown))
    shares = [word.partition(":")[2] for word in known if word.startswith("percent:")]
    found = [QUESTIONS[word] for word in QUESTIONS if word in known and word != "percent"]
    if "percent" in known or len(shares) > MANY:
        found.insert(0, QUESTIONS["percent"])
    else:
        found[:0] = [f"Which share does it pay of {ROW_LABELS.get(name, name)}?" for name in shares]
    for word in known:
        kind, _, name = word.partition(":")
        if kind == "frequency" and name:
            found.append(f"How often does it pay: {LIMIT_LABELS.get(name, name)}?")
        elif kind == "waiting_periods" and name:
            found.append(f"Is there a waiting period for {ROW_LABELS.get(name, name)}?")
        elif kind == "age_limits" and name:
            found.append(f"Up to which age does it pay: {AGE_LABELS.get(name, name)}?")
    return tuple(found)
