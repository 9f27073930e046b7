"""The tests a line must pass before a plan pays anything.

    in force -> not excluded, on the plan -> waiting over -> age -> no tooth lost before -> frequency

The first that fails decides; the reasons of the others are kept too. A refused line takes no deductible and uses up
no frequency. `kind` says which of the contract's fee rules applies to what was refused: `inactive` (the contract
does not bind), `excluded` or `limited`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from arcada.core.benefits.coverage import AgeLimit, Coverage
from arcada.core.benefits.dates import add_months, age_on, month_end
from arcada.core.benefits.frequency import Done, next_day, rules_for, used
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.scope import governing
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step

INACTIVE, EXCLUDED, LIMITED = "inactive", "excluded", "limited"
LAST_DAY_WORDS = {
    "through": "through age",
    "under": "under age",
    "end_of_month": "to the end of the month after age",
    "end_of_year": "to the end of the year after age",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """A test that failed, and when the answer would change, where that is known."""

    kind: str
    step: Step
    eligible: date | None = None


def incurred(line: Line, settings: Settings) -> date:
    """The day that counts: completion, or preparation where the contract says so."""
    return (line.prepared or line.on) if settings.incurred_on == "preparation" else line.on


def gates(coverage: Coverage, line: Line, question: Question, done: Iterable[Done]) -> tuple[Gate, ...]:
    """All tests that the line fails, the deciding one first."""
    day = incurred(line, question.settings)
    return tuple(
        gate
        for test in (_in_force, _excluded, _waiting, _age, _missing_tooth)
        for gate in test(coverage, line, day, question)
    ) + tuple(_frequency(coverage, line, day, done))


def doubts(coverage: Coverage, line: Line, question: Question) -> tuple[Step, ...]:
    """What could not be tested because a date is not known."""
    found = []
    clause = coverage.missing_tooth
    if clause is not None and clause.scope.holds(line):
        unknown = [tooth for tooth in line.replaces if tooth not in question.lost]
        if unknown:
            text = (
                f"The plan does not replace teeth lost before it began; when {' and '.join(unknown)} went is not known."
            )
            found.append(Step("loss_date_unknown", text))
        if coverage.effective is None:
            found.append(
                Step(
                    "effective_date_unknown",
                    "When the coverage began is not known; missing teeth and waiting periods could not be tested.",
                )
            )
    if question.birth_date is None and governing(coverage.age_limits, line) is not None:
        found.append(Step("birth_date_unknown", "The plan has an age limit here and the date of birth is not known."))
    if coverage.effective is None and clause is None and governing(coverage.waiting, line) is not None:
        found.append(
            Step(
                "effective_date_unknown",
                "The plan has a waiting period here and the day the coverage began is not known.",
            )
        )
    return tuple(found)


def _in_force(coverage: Coverage, _line: Line, day: date, _question: Question) -> Iterator[Gate]:
    if coverage.effective is not None and day < coverage.effective:
        text = f"The coverage begins on {coverage.effective:%Y-%m-%d}, after this visit."
        yield Gate(INACTIVE, Step("not_yet_covered", text), coverage.effective)
    if coverage.termination is not None and day > coverage.termination:
        text = f"The coverage ended on {coverage.termination:%Y-%m-%d}, before this visit."
        yield Gate(INACTIVE, Step("coverage_ended", text))


def _excluded(coverage: Coverage, line: Line, _day: date, question: Question) -> Iterator[Gate]:
    if any(scope.holds(line) for scope in coverage.exclusions):
        yield Gate(EXCLUDED, Step("excluded", "The plan excludes this service."))
    if coverage.plan_type not in {"indemnity", "ppo"}:
        return
    percent = governing(coverage.percents, line)
    if percent is None and line.procedure not in coverage.copays and coverage.id not in line.actual:
        yield Gate(EXCLUDED, Step("not_on_plan", "The plan names no share for this service, so it is not covered."))
    elif percent is not None and percent.share == 0 and question.settings.zero_percent_is_exclusion:
        yield Gate(EXCLUDED, Step("zero_percent", "The plan pays 0% here, which the contract takes as an exclusion."))


def _waiting(coverage: Coverage, line: Line, day: date, _question: Question) -> Iterator[Gate]:
    rule = governing(coverage.waiting, line)
    if rule is None or coverage.effective is None:
        return
    free = add_months(coverage.effective, rule.months)
    if day < free:
        text = f"The plan pays for this after {rule.months} months, from {free:%Y-%m-%d} on."
        yield Gate(LIMITED, Step("waiting_period", text), free)


def _age(coverage: Coverage, line: Line, day: date, question: Question) -> Iterator[Gate]:
    rule = governing(coverage.age_limits, line)
    if rule is None or question.birth_date is None:
        return
    age = age_on(day, question.birth_date)
    if _too_old(rule, day, age, question.birth_date):
        text = f"The plan covers this {LAST_DAY_WORDS[rule.last_day]} {rule.max_age}; the patient is {age}."
        yield Gate(LIMITED, Step("age_limit", text))
    if rule.min_age is not None and age < rule.min_age:
        free = add_months(question.birth_date, 12 * rule.min_age)
        yield Gate(
            LIMITED, Step("age_limit", f"The plan covers this from age {rule.min_age}; the patient is {age}."), free
        )


def _too_old(rule: AgeLimit, day: date, age: int, born: date) -> bool:
    """Whether the upper age is passed on the day, as the plan counts its last day."""
    if rule.max_age is None:
        return False
    if rule.last_day in {"through", "under"}:
        return age > rule.max_age - (rule.last_day == "under")
    birthday = add_months(born, 12 * (rule.max_age + 1))
    return day > (month_end(birthday) if rule.last_day == "end_of_month" else date(birthday.year, 12, 31))


def _missing_tooth(coverage: Coverage, line: Line, day: date, question: Question) -> Iterator[Gate]:
    clause = coverage.missing_tooth
    if clause is None or coverage.effective is None or not clause.scope.holds(line):
        return
    free = None if clause.months is None else add_months(coverage.effective, clause.months)
    if free is not None and day >= free:
        return
    known = [(tooth, question.lost[tooth]) for tooth in line.replaces if tooth in question.lost]
    before = [tooth for tooth, lost in known if lost is None or lost < coverage.effective]
    if before and not (clause.span_exempt and len(before) < len(known)):
        text = f"Tooth {before[0]} was missing before the coverage began, and the plan does not replace such teeth."
        yield Gate(EXCLUDED, Step("missing_tooth", text), free)


def _frequency(coverage: Coverage, line: Line, day: date, done: Iterable[Done]) -> Iterator[Gate]:
    rules = rules_for(coverage, line)
    known = tuple(done) if rules else ()
    for rule in rules:
        found = used(rule, coverage, line, day, known)
        if len(found) >= rule.count:
            days = sorted(one.on for one in found)
            free = next_day(rule, coverage, days, day)
            last = f", last on {days[-1]:%Y-%m-%d}" if days else ""
            again = f" It pays again from {free:%Y-%m-%d}." if free else ""
            often = f"{rule.count} {window_words(rule.window, rule.length)}"
            text = f"The plan pays for {often}; {len(days)} used{last}.{again}"
            yield Gate(LIMITED, Step("frequency", text), free)


def window_words(window: str, length: int) -> str:
    """The window of a frequency in words."""
    words = {
        "calendar_year": "a calendar year",
        "benefit_year": "a benefit year",
        "rolling_months": f"in {length} months",
        "interval_months": f"every {length} months",
        "interval_days": f"every {length} days",
        "lifetime": "in a lifetime",
    }
    return words[window]
