"""The day that counts for a service: frequency, maximum, benefit year and coverage follow it.

completion     root filled, crown or bridge cemented, denture inserted       most payers
preparation    the day the tooth was prepared                               some contracts, some categories
"""

from datetime import date, timedelta

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.line import Line
from arcada.core.benefits.scope import governing
from arcada.core.benefits.settings import Settings


def incurred(coverage: Coverage | None, line: Line, settings: Settings) -> date:
    """The day that counts for the coverage; where a contract is silent, as the settings say."""
    if line.prepared is None:
        return line.on
    rule = governing(coverage.incurred, line) if coverage is not None and coverage.incurred else None
    kind = settings.incurred_on if rule is None else rule.on
    return line.prepared if kind == "preparation" else line.on


def is_staged(coverage: Coverage, line: Line) -> bool:
    """Whether work that was begun while covered is finished within the days that the contract gives."""
    ends = coverage.termination
    if ends is None or line.prepared is None or not coverage.staged_days:
        return False
    return line.prepared <= ends and line.on <= ends + timedelta(days=coverage.staged_days)
