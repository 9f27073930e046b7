"""An estimate after what the practice gives off: the discount comes after insurers and write-offs, line by line.

fee 204.00   insurer 80.00   share 124.00   discount 54.00   the patient pays 70.00
"""

from collections.abc import Sequence
from decimal import Decimal

from arcada.core.benefits.discount import Discount, Settled, Share, settle
from arcada.insurance.estimating import EstimateNow


def discounted(now: EstimateNow, rules: Sequence[Discount], *, round_to: Decimal) -> Settled:
    """What is given off each line of an estimate, and what is left; services of this year count as none used."""
    lines = {line.id: line for line in now.question.lines}
    shares = [
        Share(
            line=told.id,
            fee=told.charge,
            insurers=told.insurers_pay,
            write_off=told.write_off,
            procedure=line.item.procedure,
            categories=lines[told.id].categories,
        )
        for line, told in now.lines()
    ]
    return settle(shares, rules, round_to=round_to)
