"""Plans that keep their own gaps, for the laws of cash flow and of later days."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from arcada.core.finance.share import Course, Lag, Share, Visit

BEGINS = date(2027, 1, 4)


@st.composite
def courses(draw: st.DrawFn, most: int = 5) -> Course:
    """A plan that keeps its own gaps: days grow, gaps are those of the days or less, some visits are fixed."""
    visits: list[Visit] = []
    shares: list[Share] = []
    day = BEGINS
    for number in range(draw(st.integers(1, most))):
        day += timedelta(days=draw(st.integers(1, 40)))
        after = []
        if visits:
            gap = (day - visits[-1].on).days
            least = draw(st.integers(0, gap))
            longest = draw(st.sampled_from((None, gap, gap + 20, gap + 90)))
            after = [Lag(visits[-1].id, least, longest)]
        latest = draw(st.sampled_from((None, day + timedelta(days=30), day + timedelta(days=100))))
        visits.append(Visit(f"v{number}", day, tuple(after), latest, fixed=draw(st.integers(0, 4)) == 0))
        ordered = draw(st.sampled_from(visits)).id
        amount = draw(st.sampled_from((Decimal(0), Decimal(120), Decimal("333.35"), Decimal(900))))
        shares.append(Share(f"l{number}", ordered, visits[-1].id, amount, by_lab=draw(st.booleans())))
    return Course(BEGINS, tuple(visits), tuple(shares))
