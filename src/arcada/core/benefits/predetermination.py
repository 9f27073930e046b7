"""What a payer has answered beforehand, and what it wanted to be asked.

    answered, not expired      its word on coverage, allowed fee, share and downgrade stands for the line;
                               deductible, maximum and other plans are taken as they stand today
    answered, expired          the plan's own rules again
    to be asked, not asked     nothing is paid, or a penalty is taken off

An answer reserves nothing and guarantees nothing: no meter moves, and the write-off stays the contract's.
"""

from datetime import date

from arcada.core.benefits.area import same_area
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.line import Line, Predetermination, Question
from arcada.core.benefits.scope import governing
from arcada.core.benefits.terms import Preauthorisation


def answered(coverage: Coverage, line: Line, day: date, question: Question) -> Predetermination | None:
    """The newest answer about the line that has not expired on the day."""
    found = [
        one
        for one in question.predeterminations
        if one.coverage == coverage.id and _about(one, line, question.person) and day <= last_day(one, question)
    ]
    return max(found, key=lambda one: one.on, default=None)


def last_day(one: Predetermination, question: Question) -> date:
    """The last day on which the answer holds."""
    return one.expires or add_months(one.on, question.settings.predetermination_months)


def overriding(coverage: Coverage, line: Line, day: date, question: Question) -> Predetermination | None:
    """The answer, where the settings let it stand for the plan's own rules."""
    if not question.predeterminations or question.settings.predetermination != "override":
        return None
    return answered(coverage, line, day, question)


def unasked(coverage: Coverage, line: Line, day: date, question: Question) -> Preauthorisation | None:
    """The approval that the plan asks for and that is not there."""
    rule = governing(coverage.preauthorisations, line)
    if rule is None or coverage.id in line.actual:
        return None
    given = answered(coverage, line, day, question)
    return rule if given is None or given.covered is False else None


def _about(one: Predetermination, line: Line, person: str) -> bool:
    if one.service_id:
        return one.service_id in {line.id, line.service}
    same_person = not one.person or one.person == person
    return same_person and one.procedure == line.procedure and same_area(line.area, one.area, _kind(line))


def _kind(line: Line) -> str:
    """What makes two places one: the tooth where there is one, else the wider area that the line names."""
    if line.area.teeth:
        return "tooth_range"
    if line.area.tooth:
        return "tooth"
    if line.area.quadrant:
        return "quadrant"
    return "arch" if line.area.arch else "mouth"
