"""A crown, bridge or denture that replaces an earlier one: paid again only so many months after its insertion.

It does not matter who paid for the earlier one, or whether anybody did. The months are counted from its insertion; the
day they end is free.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from arcada.core.benefits.area import same_area
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.scope import governing


def too_soon(
    coverage: Coverage, line: Line, day: date, question: Question, done: Iterable[Done]
) -> tuple[date, date] | None:
    """The day of the earlier insertion and the day from which it is paid again; None where nothing stands against."""
    rule = governing(coverage.replacements, line)
    if rule is None:
        return None
    inserted = [
        one.on
        for one in _inserted(line, question, done)
        if rule.scope.holds(one)
        and same_area(line.area, one.area, rule.area)
        and one.on <= day < add_months(one.on, rule.months)
    ]
    return (max(inserted), add_months(max(inserted), rule.months)) if inserted else None


def _inserted(line: Line, question: Question, done: Iterable[Done]) -> Iterator[Done]:
    """All work that is in the mouth, and what the lines before put there."""
    own = {line.id, line.service} - {""}
    for one in question.services:
        if one.is_done and one.person == question.person and one.service_id not in own:
            yield Done(one.procedure, one.categories, one.on, one.area, "")
    yield from done
