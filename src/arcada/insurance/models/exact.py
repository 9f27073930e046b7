"""JSON whose amounts stay exact: 62.50 comes back as the decimal 62.5, never as a binary fraction near it.

PostgreSQL keeps a JSON number as a decimal. A decimal of up to fifteen figures, which is more than any amount of money
has, is written by its shortest spelling, so that nothing is lost on the way there either.
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any


class ExactEncoder(json.JSONEncoder):
    """Writes decimals as numbers and days as 2026-06-15."""

    def default(self, o: Any) -> Any:
        """Write what JSON has no word for."""
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        if isinstance(o, date):
            return o.isoformat()
        return super().default(o)


class ExactDecoder(json.JSONDecoder):
    """Reads numbers with a point as decimals."""

    def __init__(self, **kwargs: Any) -> None:
        """Read as `json.loads` does but for the point."""
        super().__init__(**(kwargs | {"parse_float": Decimal}))
