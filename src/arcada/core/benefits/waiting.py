"""When a waiting period ends.

effective date + months                    the day itself is covered
late entrants                              the longer wait, where the plan has one
time under an earlier plan                 taken off, or the wait waived, where the plan before covered the service
                                           and no more days lie between the two than the contract allows
"""

from datetime import date

from arcada.core.benefits.coverage import Coverage, Waiting
from arcada.core.benefits.dates import MONTHS, add_months
from arcada.core.benefits.line import Line
from arcada.core.benefits.scope import governing


def waits_until(coverage: Coverage, line: Line) -> tuple[date, int] | None:
    """The first day covered and the months waited; None where there is no wait or its begin is not known."""
    rule = governing(coverage.waiting, line)
    if rule is None or coverage.effective is None:
        return None
    months = max(0, _asked(rule, coverage) - _credit(coverage, line, rule))
    return add_months(coverage.effective, months), months


def _asked(rule: Waiting, coverage: Coverage) -> int:
    if coverage.late_entrant and rule.late_months is not None:
        return rule.late_months
    return rule.months


def _credit(coverage: Coverage, line: Line, rule: Waiting) -> int:
    """Months that count from an earlier plan."""
    prior, terms = coverage.prior, coverage.waiting_credit
    if prior is None or coverage.effective is None or terms.kind == "none":
        return 0
    if prior.scopes and not any(scope.holds(line) for scope in prior.scopes):
        return 0
    if (coverage.effective - prior.ended).days - 1 > terms.gap_days:
        return 0
    return _asked(rule, coverage) if terms.kind == "full" else months_between(prior.began, prior.ended)


def months_between(began: date, ended: date) -> int:
    """Whole months of coverage from the first day to the last, both covered."""
    months = (ended.year - began.year) * MONTHS + ended.month - began.month + 1
    while months > 0 and add_months(began, months).toordinal() - 1 > ended.toordinal():
        months -= 1
    return max(0, months)
