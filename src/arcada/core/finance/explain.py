"""Which setting of a plan would explain what a payer did otherwise than expected.

    frequency, waiting, not_covered, maximum    nothing or too little was paid and the payer's word names the rule
    percent              paid = (allowed - deductible) x another share, the same on all
    smaller_fee          paid = (allowed - deductible) x the share on file, but allowed is less than was expected
    deductible           paid is short by the deductible that the payer took, times the share on file
    line_order           on one day one line is short by a deductible, and another over by the same one
    write_off            nothing was paid and nothing may be written off either, though the contract's fee is lower

The payer's own word comes first; figures are believed only where they fit the same way on most of the differences.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from arcada.core.finance.flow import ZERO
from arcada.core.finance.learning import LEAST, MOST_OF, Group, Outcome, Proposal
from arcada.core.finance.terms import HUNDRED
from arcada.core.kernel import money

CENTS = Decimal("0.02")  # two roundings
STEP = Decimal(5)  # shares are sold in steps of five percent. source: judgement
WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("downgrade", "downgrades", ("alternate", "alternative benefit", "downgrad", "least costly", "less costly")),
    ("frequency", "frequencies", ("frequency", "too soon", "once per", "once every", "times per", "limitation of")),
    ("waiting", "waiting", ("waiting",)),
    ("maximum", "maximums", ("maximum", "benefit exhausted", "limit reached")),
    ("not_covered", "exclusions", ("not covered", "not a covered", "excluded", "exclusion")),
    ("missing_tooth", "missing_tooth", ("missing tooth", "prior extraction", "lost before")),
    ("preauthorisation", "preauth", ("authori", "predetermination")),
)
SAID = {
    "downgrade": "The payer pays for a cheaper service instead. Enter the downgrade in the plan.",
    "frequency": "The payer counts how often. Enter the frequency in the plan, and ask what it has on record.",
    "waiting": "The payer speaks of a waiting period. Enter it in the plan or at the patient.",
    "maximum": "The maximum was used up. Ask the payer what was used elsewhere and enter it.",
    "not_covered": "The payer does not cover it. Take it out of the plan's benefits.",
    "missing_tooth": "The payer does not replace teeth lost before. Enter the missing tooth clause in the plan.",
    "preauthorisation": "The payer asks to be asked first. Mark the service so in the plan.",
}


def explained(found: Sequence[Group]) -> tuple[Group, ...]:
    """The groups with what would explain them, where it does."""
    everything = [one for group in found for one in group.outcomes]
    return tuple(replace(group, proposals=explain(group, everything)) for group in found)


def explain(group: Group, everything: Sequence[Outcome] = ()) -> tuple[Proposal, ...]:
    """What would explain a group; nothing where it is small, mostly as expected, or fits no rule."""
    fresh = [one for one in group.outcomes if not one.settled]
    off = [one for one in fresh if not one.near]
    if len(off) < LEAST or len(off) < len(fresh) * MOST_OF:
        return ()
    tests: tuple[Callable[[], Proposal | None], ...] = (
        lambda: _by_word(group, off),
        lambda: _line_order(off, everything or group.outcomes),
        lambda: _deductible(off),
        lambda: _percent(group, off),
        lambda: _smaller_fee(off),
    )
    first = next((found for test in tests if (found := test()) is not None), None)
    return tuple(one for one in (first, _write_off(off)) if one is not None)


def _enough(fits: int, off: Sequence[Outcome]) -> bool:
    return fits >= LEAST and fits >= len(off) * MOST_OF


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= CENTS


def _part(percent: Decimal | None, amount: Decimal) -> Decimal:
    """The plan's share of an amount; of nothing where the share is not known."""
    return money(amount * (percent or ZERO) / HUNDRED)


def _by_word(group: Group, off: Sequence[Outcome]) -> Proposal | None:
    said = group.reason.lower()
    for code, part, words in WORDS:
        if any(word in said for word in words):
            return Proposal(code, part, SAID[code], fits=len(off))
    return None


def _line_order(off: Sequence[Outcome], everything: Sequence[Outcome]) -> Proposal | None:
    """Whether on one day one line is short by its deductible, and another over by the same one."""
    days: dict[tuple[str, object], list[Outcome]] = {}
    for one in everything:
        days.setdefault((one.coverage, one.on), []).append(one)
    fits = sum(_swapped(one, days.get((one.coverage, one.on), [])) for one in off)
    if not _enough(fits, off):
        return None
    text = (
        "The payer puts the deductible of a day on another line than the estimate does. "
        "Let the line with the highest share take it first."
    )
    return Proposal("line_order", "settings", text, {"line_order": "same_day_highest_percent_first"}, fits)


def _swapped(one: Outcome, of_day: Sequence[Outcome]) -> bool:
    short = [row for row in of_day if row.deductible and _same(row.difference, -_part(row.percent, row.deductible))]
    return any(
        row.difference > 0 and _same(row.difference, _part(row.percent, taken.deductible or ZERO))
        for taken in short
        for row in of_day
        if one in (taken, row) and row != taken
    )


def _deductible(off: Sequence[Outcome]) -> Proposal | None:
    fits = [one for one in off if one.deductible and _same(one.difference, -_part(one.percent, one.deductible))]
    if not _enough(len(fits), off):
        return None
    text = "The payer took a deductible that the estimate did not expect. Ask what is still to be met, and enter it."
    return Proposal("deductible", "deductibles", text, fits=len(fits))


def _percent(group: Group, off: Sequence[Outcome]) -> Proposal | None:
    shares = Counter(share for one in off if (share := _share_paid(one)) is not None)
    if not shares:
        return None
    share, fits = min(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    before = {one.percent for one in off}
    if not _enough(fits, off) or before == {share} or len(before) != 1:
        return None
    was = next(iter(before))
    told = "an unknown share" if was is None else f"{was.normalize():f} percent"
    text = f"The payer pays {share} percent of what it allows; the plan on file says {told}."
    change = {"percent": f"{share}", "category": group.kind, "was": None if was is None else f"{was.normalize():f}"}
    return Proposal("percent", "percentages", text, change, fits)


def _share_paid(one: Outcome) -> Decimal | None:
    """The share that the payer paid, where it is a round one and no downgrade explains it as well."""
    if one.allowed is not None:
        basis = one.allowed - (one.deductible or ZERO)
    elif one.percent:
        basis = one.estimated * HUNDRED / one.percent
    else:
        return None
    if basis <= 0 or one.paid <= 0:
        return None
    share = (one.paid * HUNDRED / basis / STEP).quantize(Decimal(1)) * STEP
    fits = 0 < share <= HUNDRED and _same(one.paid, _part(share, basis))
    return share if fits else None


def _smaller_fee(off: Sequence[Outcome]) -> Proposal | None:
    fits = [one for one in off if one.percent and one.allowed is not None and _from_less(one)]
    if not _enough(len(fits), off):
        return None
    text = (
        "The share is right, but the payer counts from a smaller fee: a cheaper service, or an older list of fees. "
        "Compare its fee list; enter the downgrade or the fee."
    )
    return Proposal("smaller_fee", "downgrades", text, fits=len(fits))


def _from_less(one: Outcome) -> bool:
    allowed, percent = one.allowed or ZERO, one.percent or ZERO
    paid = _part(percent, allowed - (one.deductible or ZERO))
    return _same(one.paid, paid) and allowed < one.estimated * HUNDRED / percent - CENTS


def _write_off(off: Sequence[Outcome]) -> Proposal | None:
    """Whether services that got nothing were not written off either, though the contract allows less than the fee."""
    known = [one for one in off if one.paid == 0 and None not in (one.submitted, one.allowed, one.write_off)]
    fits = [one for one in known if (one.submitted or ZERO) > (one.allowed or ZERO) and one.write_off == 0]
    if not _enough(len(fits), off):
        return None
    text = "Where this plan pays nothing the office's own fee was charged: no write-off after a refusal."
    return Proposal("write_off", "settings", text, {"writeoff_when_limited": "none"}, len(fits))
