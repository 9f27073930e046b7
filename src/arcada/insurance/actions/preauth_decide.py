"""What people decide about a pack: withdraw it, call a condition met, treat without an answer, change the plan."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from arcada.cases.actions.edit_plan import edit_plan
from arcada.cases.actions.edit_rules import Wanted
from arcada.cases.lengths import too_long
from arcada.cases.models import Override
from arcada.cases.models.plan import OverrideAct
from arcada.cases.queries import active_version
from arcada.core.kernel import Refusal
from arcada.insurance.models import LineState, PreAuthAct, PreAuthLine, PreAuthorisation, PreAuthState
from arcada.insurance.preauth.journal import Hand, before, follow, happened, locked, not_in
from arcada.insurance.preauth.standing import line_waits, standing
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

SHORTEST = 10  # letters of a reason that a colleague understands
LONGEST = 2000


def withdraw(*, by: Membership, at: datetime, pack: PreAuthorisation, why: str) -> PreAuthorisation | Refusal:
    """Take the pack back; what waited for it alone goes on."""
    require(by, Permission.PRICE, pack)
    refusal = _short(why, "why")
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = locked(pack)
        if row.state == PreAuthState.WITHDRAWN:
            return row
        before(Hand(by, at), row)
        row.state = PreAuthState.WITHDRAWN
        text = f"Withdrawn: {why.strip()}"
        happened(Hand(by, at), row, PreAuthAct.WITHDRAWN, text)
        follow(Hand(by, at), row, text)
        return row


def meet_condition(*, by: Membership, at: datetime, line: PreAuthLine, how: str) -> PreAuthLine | Refusal:
    """Say that the words of an approval were read and how they are met; the line goes on."""
    require(by, Permission.PRESENT, line)
    refusal = _short(how, "how")
    if refusal is not None:
        return refusal
    with transaction.atomic():
        pack = locked(line.preauthorisation)
        row = PreAuthLine.objects.select_for_update().get(pk=line.pk)
        if row.state != LineState.CONDITIONAL:
            return Refusal("no_condition", "This line has no condition any more. Look at the page as it is now.", "how")
        row.met = how.strip()
        row.save(update_fields=["met"])
        happened(Hand(by, at), pack, PreAuthAct.MET, f"{row.name}: the condition is met. {row.met}", _of(row))
        return row


@dataclass(frozen=True, slots=True)
class Informed:
    """Why treatment goes on without an answer, and who was told that the insurer may pay nothing."""

    why: str
    name: str
    agrees: bool


def treat_without(*, by: Membership, at: datetime, line: PreAuthLine, informed: Informed) -> PreAuthLine | Refusal:
    """Release a line although the insurer has not: the patient knows, and puts a name under it."""
    require(by, Permission.PRESENT, line)
    refusal = _short(informed.why, "why") or too_long(informed=(informed.name.strip(), 160))
    if refusal is None and not informed.name.strip():
        refusal = Refusal("no_name", "Write the name of the person who was told and agrees.", "informed")
    if refusal is None and not informed.agrees:
        text = "The person who signs ticks that the insurer may pay nothing and that they pay then."
        refusal = Refusal("not_agreed", text, "agrees")
    if refusal is not None:
        return refusal
    with transaction.atomic():
        pack = locked(line.preauthorisation)
        row = PreAuthLine.objects.select_for_update().get(pk=line.pk)
        if row.released_at is not None:
            return row
        if not line_waits(row, standing(pack, local_day(at, by.practice))):
            return Refusal("nothing_waits", "This line does not wait for the insurer; it can be booked.", "why")
        row.released_at, row.released_by = at, by
        row.released_why, row.informed = informed.why.strip(), informed.name.strip()
        row.save(update_fields=["released_at", "released_by", "released_why", "informed"])
        text = f"{row.name}: done without waiting. {row.informed} knows that nothing may be paid. {row.released_why}"
        happened(Hand(by, at), pack, PreAuthAct.RELEASED, text, _of(row) | {"informed": row.informed})
        return row


@dataclass(frozen=True, slots=True)
class Instead:
    """Another way for the finding behind a denied line, with the reason, and the version that was looked at."""

    strategy: str
    finding: str
    why: str
    seen_version: str = ""


def adjust(*, by: Membership, at: datetime, line: PreAuthLine, instead: Instead) -> Override | Refusal:
    """Make the plan again with the way that is covered; consent is asked for anew where work or price differ."""
    require(by, Permission.OVERRIDE, line)
    if instead.finding not in line.findings:
        return Refusal("unknown_finding", "Choose the finding that this line answers.", "finding")
    with transaction.atomic():
        pack = locked(line.preauthorisation)
        refusal = not_in(pack, PreAuthState.DENIED, PreAuthState.PARTLY, PreAuthState.CONDITIONAL)
        version = active_version(pack.case)
        if refusal is not None or version is None:
            return refusal or Refusal("no_plan", "There is no plan in force to be changed.", "strategy")
        wanted = Wanted(
            act=OverrideAct.SWAP,
            finding=instead.finding,
            tier=pack.alternative.tier,
            detail={"strategy": instead.strategy},
            reason=instead.why,
            seen_version=instead.seen_version,
        )
        made = edit_plan(by=by, at=at, version=version, wanted=wanted)
        if isinstance(made, Refusal):
            return made
        now = active_version(pack.case)
        detail = {"was": version.number, "now": now.number if now else version.number, "strategy": instead.strategy}
        text = f"The plan was adjusted for {line.name}: version {detail['was']} became {detail['now']}."
        happened(Hand(by, at), pack, PreAuthAct.ADJUSTED, text, _of(line) | detail | {"override": str(made.pk)})
        follow(Hand(by, at), pack, text)
        return made


def _short(text: str, where: str) -> Refusal | None:
    if len(text.strip()) < SHORTEST:
        said = f"Write it so that a colleague understands it, at least {SHORTEST} letters."
        return Refusal("reason_too_short", said, where)
    return too_long(**{where: (text, LONGEST)})


def _of(row: PreAuthLine) -> dict[str, object]:
    return {"line": row.position, "procedure": row.procedure, "where": list(row.where)}
