"""What waits for insurers: as work for somebody today, and as a sentence in the journey of a case.

An answer that is awaited and not due is nobody's work. A late one is; so is a denial that may be appealed, an approval
that ends, and a draft that nobody sent.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from arcada.cases.models import Alternative
from arcada.insurance.models import PreAuthorisation, PreAuthState
from arcada.insurance.preauth.asking import suggestions, terms_for
from arcada.insurance.preauth.pause import pauses_of
from arcada.insurance.preauth.queries import Due, open_packs, waiting_for_insurers
from arcada.insurance.queries import coverages_of
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

MOST_NAMED = 3
SAID: Mapping[str, str] = {
    "answer": "{payer} has not answered, it is late",
    "appeal": "{payer} denied it: appeal or adjust",
    "ends": "the approval of {payer} ends",
    "draft": "drafted for {payer}, not sent",
}


def work_with_insurers(member: Membership, at: datetime) -> list[Due]:
    """The packs that somebody has to do something about now."""
    found = waiting_for_insurers(member, local_day(at, member.practice))
    return [one for one in found if one.clock is None or one.clock.kind != "answer" or one.late]


def words_of(one: Due) -> str:
    """What is to be done about a pack."""
    return SAID[one.clock.kind if one.clock else "draft"].format(payer=one.pack.coverage.policy.plan.payer)


def since(one: Due) -> datetime:
    """Since when it waits: from the day that was missed, else from the day on which the pack was made."""
    if one.clock is None or not one.late:
        return one.pack.made_at
    zone = ZoneInfo(one.pack.case.patient.practice.time_zone)
    return datetime.combine(one.clock.due, time(), zone)


def settled(alternative: Alternative | None, today: date) -> tuple[bool, str]:  # noqa: PLR0911 - one sentence each
    """Whether the insurers have released all that they were asked about or want to see, and the sentence for it."""
    if alternative is None:
        return False, "No plan is in force yet."
    coverages = coverages_of(alternative.case.patient, today)
    if not coverages:
        return False, "No insurance is on record; if there is none, say so."
    packs = list(open_packs(alternative.case))
    drafts = [pack.number for pack in packs if pack.state == PreAuthState.DRAFT]
    if drafts:
        return False, f"Pack {drafts[0]} is drafted, not sent."
    waits = pauses_of(alternative, today)
    if waits:
        return False, f"{waits[0].name}: {waits[0].text}."
    asks = [one for one in coverages if terms_for(one).ask_for]
    wanted = [one.item for cover in asks for one in suggestions(alternative, cover, today) if one.required]
    unasked = [item for item in wanted if not _asked(item.procedure, packs)]
    if unasked:
        return False, f"The insurer wants to be asked first: {_named([item.family for item in unasked])}."
    if packs:
        return True, "Everything that the insurer was asked about is released."
    if asks:
        return True, "The plan holds nothing that the insurer wants to see first."
    return False, "Nobody was asked. Ask for what costs much, or say that it is not needed."


def _asked(procedure: str, packs: Sequence[PreAuthorisation]) -> bool:
    return any(line.procedure == procedure for pack in packs for line in pack.lines.all())


def _named(families: Sequence[str]) -> str:
    names = list(dict.fromkeys(one.replace("_", " ") for one in families))
    more = len(names) - MOST_NAMED
    return ", ".join([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
