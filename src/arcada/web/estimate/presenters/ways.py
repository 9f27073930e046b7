"""The plans side by side: what each costs, what insurers are expected to pay, what is left to the patient."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from arcada.cases.models import Alternative
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, money
from arcada.insurance.estimating import EstimateNow
from arcada.web.estimate.presenters.words import between
from arcada.web.plan.presenters.shown import AIMS, TITLES


@dataclass(frozen=True, slots=True)
class Way:
    """One plan in four figures; `you` is a range where something is not known."""

    tier: str
    title: str
    aim: str
    url: str
    current: bool
    state: str
    fee: str
    insurers: str
    write_off: str
    you: str
    complete: bool
    insured: bool
    discount: str = ""


def ways(
    rows: Sequence[Alternative],
    current: Alternative,
    told: Mapping[str, EstimateNow | Refusal],
    voice: Voice,
    address: Callable[[str], str],
) -> tuple[Way, ...]:
    """Each plan that can be estimated."""
    return tuple(
        way(row, now, voice, url=address(row.tier), current=row.pk == current.pk)
        for row in rows
        if isinstance(now := told[row.tier], EstimateNow)
    )


def way(row: Alternative, now: EstimateNow, voice: Voice, *, url: str = "", current: bool = False) -> Way:
    """One plan with its figures."""
    return Way(
        tier=row.tier,
        title=TITLES[row.tier],
        aim=AIMS[row.tier],
        url=url,
        current=current,
        state=row.state,
        fee=money(now.charge, voice),
        insurers=between(*now.insurers_range(), voice),
        write_off=money(now.write_off, voice) if now.write_off else "",
        you=between(now.low, now.high, voice),
        complete=now.complete,
        insured=bool(now.asked.coverages),
    )
