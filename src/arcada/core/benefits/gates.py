"""The tests a line must pass before a plan pays anything.

    in force -> not excluded, on the plan -> waiting over -> age -> no tooth lost before, no replacement too soon
             -> frequency -> approved beforehand, where the plan asks for it

The first that fails decides; the reasons of the others are kept too. A refused line takes no deductible and uses up
no frequency. `kind` says which of the contract's fee rules applies to what was refused: `inactive` (the contract
does not bind), `excluded` or `limited`. What a payer has answered beforehand stands for the tests that it has made
itself; that the plan is in force and that a frequency is free is tested on the day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from arcada.core.benefits.coverage import AgeLimit, Coverage
from arcada.core.benefits.dates import add_months, age_on, month_end
from arcada.core.benefits.frequency import Done, next_day, rules_for, used
from arcada.core.benefits.incurred import is_staged
from arcada.core.benefits.line import Line, Predetermination, Question
from arcada.core.benefits.predetermination import unasked
from arcada.core.benefits.replacement import too_soon
from arcada.core.benefits.scope import governing
from arcada.core.benefits.step import Step
from arcada.core.benefits.waiting import waits_until

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


def gates(
    coverage: Coverage,
    line: Line,
    day: date,
    question: Question,
    done: Iterable[Done],
    told: Predetermination | None = None,
) -> tuple[Gate, ...]:
    """All tests that the line fails on the day, the deciding one first; `told` is the payer's answer beforehand."""
    known = tuple(done) if coverage.replacements or coverage.frequencies else ()
    if told is None or told.covered is None:
        own = (_excluded, _waiting, _age, _missing_tooth)
        looked = [gate for test in own for gate in test(coverage, line, day, question)]
        looked += _replacement(coverage, line, day, question, known)
    else:
        looked = [] if told.covered else [Gate(EXCLUDED, _refused_beforehand(told))]
    return (
        *_in_force(coverage, line, day),
        *looked,
        *_frequency(coverage, line, day, known),
        *_unapproved(coverage, line, day, question),
    )


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


def _in_force(coverage: Coverage, line: Line, day: date) -> Iterator[Gate]:
    if coverage.only_for and not any(scope.holds(line) for scope in coverage.only_for):
        yield Gate(INACTIVE, Step("not_asked", "This coverage does not answer for such a service."))
    if coverage.effective is not None and day < coverage.effective:
        text = f"The coverage begins on {coverage.effective:%Y-%m-%d}, after this visit."
        yield Gate(INACTIVE, Step("not_yet_covered", text), coverage.effective)
    if coverage.termination is not None and day > coverage.termination and not is_staged(coverage, line):
        text = f"The coverage ended on {coverage.termination:%Y-%m-%d}, before this visit."
        yield Gate(INACTIVE, Step("coverage_ended", text))


def _excluded(coverage: Coverage, line: Line, _day: date, question: Question) -> Iterator[Gate]:
    if any(scope.holds(line) for scope in coverage.exclusions):
        yield Gate(EXCLUDED, Step("excluded", "The plan excludes this service."))
    if coverage.plan_type not in {"indemnity", "ppo", "copay"}:
        return
    percent = governing(coverage.percents, line)
    if percent is None and line.procedure not in coverage.copays and coverage.id not in line.actual:
        yield Gate(EXCLUDED, Step("not_on_plan", "The plan names no share for this service, so it is not covered."))
    elif percent is not None and percent.share == 0 and question.settings.zero_percent_is_exclusion:
        yield Gate(EXCLUDED, Step("zero_percent", "The plan pays 0% here, which the contract takes as an exclusion."))


def _waiting(coverage: Coverage, line: Line, day: date, _question: Question) -> Iterator[Gate]:
    wait = waits_until(coverage, line)
    if wait is not None and day < wait[0]:
        free, months = wait
        text = f"The plan pays for this after {months} months, from {free:%Y-%m-%d} on."
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


def _replacement(
    coverage: Coverage, line: Line, day: date, question: Question, known: tuple[Done, ...]
) -> Iterator[Gate]:
    found = too_soon(coverage, line, day, question, known) if coverage.replacements else None
    if found is not None:
        inserted, free = found
        text = f"The one before was placed on {inserted:%Y-%m-%d}; the plan pays for a new one from {free:%Y-%m-%d} on."
        yield Gate(LIMITED, Step("replacement", text), free)


def _unapproved(coverage: Coverage, line: Line, day: date, question: Question) -> Iterator[Gate]:
    rule = unasked(coverage, line, day, question) if coverage.preauthorisations else None
    if rule is not None and rule.penalty is None and question.settings.preauthorization_missing == "zero":
        text = "The plan pays for this only what it has approved beforehand, and no approval is on record for this day."
        yield Gate(LIMITED, Step("preauthorization_missing", text))


def _refused_beforehand(told: Predetermination) -> Step:
    return Step("predetermined", f"The payer answered on {told.on:%Y-%m-%d} that it does not cover this.")


def _frequency(coverage: Coverage, line: Line, day: date, known: tuple[Done, ...]) -> Iterator[Gate]:
    for rule in rules_for(coverage, line):
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
