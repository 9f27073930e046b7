"""`fees/sample.yaml`: a fee list. A practice loads its own; a procedure that is not listed has no fee."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from arcada.core.kernel import money
from arcada.core.planning.library import FeeList
from arcada.core.protocols.catalogue import Procedure
from arcada.interop.knowledge.files import Folder


def read_fees(folder: Folder, procedures: Mapping[str, Procedure]) -> FeeList:
    """The sample list: the value of one unit, rounded to whole steps, with single fees written out."""
    entry = folder.mapping("fees/sample.yaml")
    name, currency = entry.text("name"), entry.text("currency")
    unit = entry.decimal("unit") or Decimal(0)
    step = entry.decimal("round_to") or Decimal(1)
    without = set(entry.all_known("without_fee", set(procedures), "procedure"))
    single = entry.entry("fees")
    own = {key: single.decimal(key) or Decimal(0) for key in single.pairs} if single else {}
    for key in own:
        if single and key not in procedures:
            single.fault(key, f"there is no procedure '{key}'")
    entry.strings("source")
    entry.done()
    fees = {
        procedure.id: money(own.get(procedure.id, rounded(procedure.units * unit, step)))
        for procedure in procedures.values()
        if procedure.id not in without
    }
    return FeeList(name, currency, fees)


def rounded(amount: Decimal, step: Decimal) -> Decimal:
    """The amount in whole steps; halves go up."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
