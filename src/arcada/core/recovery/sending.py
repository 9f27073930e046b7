"""May this message go out now, and if not, why and from when on; asked when it is planned and when it is sent.

All reasons are given, not the first. Moments are aware; zones are names of the tz database. The caps are ours, below
the ceiling for health care messages of 47 CFR 64.1200(a)(9)(iv); the hard hours are the narrower of 47 CFR
64.1200(c)(1) and Fla. Stat. 501.616.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from arcada.core.kernel import Reason
from arcada.core.recovery.thread import MOST_TOUCHES, OPEN, Thread

EARLIEST, LATEST = time(8), time(20)
WEEKDAYS = frozenset(range(5))
STEP = timedelta(minutes=15)
LOOK_AHEAD_DAYS = 21  # longer than any run of holidays


@dataclass(frozen=True, slots=True)
class SendingRules:
    """What a practice allows; hours beyond 8:00 to 20:00 are cut to them. Figures without a source are judgement."""

    opens: time = time(9)
    closes: time = time(18)
    weekdays: frozenset[int] = WEEKDAYS
    holidays: frozenset[date] = frozenset()
    zone: str = "America/Chicago"
    a_day: int = 1
    a_week: int = 3
    staff_gap: timedelta = timedelta(hours=24)
    cooling_down: timedelta = timedelta(days=90)
    oldest_days: int = 180

    @property
    def hours(self) -> tuple[time, time]:
        """The window within the hard limits."""
        return max(self.opens, EARLIEST), min(self.closes, LATEST)


@dataclass(frozen=True, slots=True)
class Standing:
    """All that speaks for or against a message to a patient about a thread, at one moment.

    `messages` are all automatic messages to the patient over every programme; `zones` those of the patient's address
    and telephone; `stopped` names what is switched off (practice, campaign, patient).
    """

    thread: Thread
    channel: str
    diagnosed: date
    messages: tuple[datetime, ...] = ()
    zones: tuple[str, ...] = ()
    consents: frozenset[str] = frozenset()
    suppressed: frozenset[str] = frozenset()
    stopped: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    last_staff_contact: datetime | None = None
    last_silence: datetime | None = None
    booked: bool = False
    plan_changed: bool = False
    released: bool = False
    rules: SendingRules = field(default_factory=SendingRules)


def reasons_against(standing: Standing, at: datetime) -> tuple[Reason, ...]:
    """Why the message may not go out at a moment; empty when it may."""
    return (*_lasting(standing, at), *_passing(standing, at))


def next_moment(standing: Standing, after: datetime) -> datetime | None:
    """The first quarter of an hour, at or after a moment, at which it may go; None when only a person can help."""
    moment = _quarter(max(after, _floor(standing)))
    for _ in range(LOOK_AHEAD_DAYS * 24 * 4):
        if any(_lasting(standing, moment)):
            return None
        if not any(_passing(standing, moment)):
            return moment
        moment += STEP
    return None


def _floor(standing: Standing) -> datetime:
    """No moment before this one can do: gaps that run out at a known time."""
    rules, sent = standing.rules, sorted(standing.messages)
    floors = [datetime.min.replace(tzinfo=UTC)]
    if len(sent) >= rules.a_day > 0:
        floors.append(sent[-rules.a_day] + timedelta(days=1))
    if len(sent) >= rules.a_week > 0:
        floors.append(sent[-rules.a_week] + timedelta(days=7))
    if standing.last_silence is not None:
        floors.append(standing.last_silence + rules.cooling_down)
    return max(floors)


def _lasting(standing: Standing, at: datetime) -> Iterator[Reason]:
    """What time alone does not mend."""
    thread, rules = standing.thread, standing.rules
    for name in standing.stopped:
        yield Reason("stopped", f"Messages are switched off for this {name}.")
    if thread.suppressed or standing.suppressed & {standing.channel, "all"}:
        yield Reason("suppressed", "The patient asked not to be messaged.")
    if standing.channel not in standing.consents:
        yield Reason("no_consent", f"There is no consent for {standing.channel}.")
    if thread.state not in OPEN:
        yield Reason("not_open", f"The thread is {thread.state.replace('_', ' ')}.")
    if standing.booked:
        yield Reason("booked", "A visit for this treatment is booked.")
    if standing.plan_changed:
        yield Reason("plan_changed", "The plan has changed since the message was written.")
    for name in standing.guards:
        yield Reason("guarded", f"A person must write here: {name}.")
    if len(thread.touches) >= MOST_TOUCHES:
        yield Reason("touches_used", "Three messages went out; a person looks at it now.")
    if (_local(at, rules.zone).date() - standing.diagnosed).days > rules.oldest_days and not standing.released:
        yield Reason("old", f"It was found more than {rules.oldest_days} days ago; a person must release it.")


def _passing(standing: Standing, at: datetime) -> Iterator[Reason]:
    """What passes with time."""
    rules = standing.rules
    if _within(standing.messages, at, timedelta(days=1)) >= rules.a_day:
        yield Reason("day_cap", "The patient had a message in the last 24 hours.")
    if _within(standing.messages, at, timedelta(days=7)) >= rules.a_week:
        yield Reason("week_cap", f"The patient had {rules.a_week} messages in the last 7 days.")
    spoken = standing.last_staff_contact
    if spoken is not None and timedelta(0) <= at - spoken < rules.staff_gap:
        yield Reason("staff_gap", "Somebody of the practice spoke with the patient in the last day.")
    silence = standing.last_silence
    if silence is not None and at - silence < rules.cooling_down:
        yield Reason(
            "cooling_down", f"The patient left a message unanswered in the last {rules.cooling_down.days} days."
        )
    for zone in dict.fromkeys((rules.zone, *standing.zones)):
        if (words := _quiet(at, zone, rules)) is not None:
            yield Reason("quiet", words)


def _within(moments: tuple[datetime, ...], at: datetime, span: timedelta) -> int:
    """How many lie in the span before a moment; one exactly a span old is out."""
    return sum(1 for one in moments if at - span < one <= at)


def _quiet(at: datetime, zone: str, rules: SendingRules) -> str | None:
    """Why the moment is a quiet one in a zone, None when it is not."""
    local = _local(at, zone)
    opens, closes = rules.hours
    if local.weekday() not in rules.weekdays or local.date() in rules.holidays:
        return f"{local:%A %d %B} is no day for messages."
    if not opens <= local.time() < closes:
        place = zone.rpartition("/")[2].replace("_", " ")
        return f"It is {local:%H:%M} in {place}; messages go from {opens:%H:%M} to {closes:%H:%M}."
    return None


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _quarter(at: datetime) -> datetime:
    """The moment itself on a quarter of an hour, else the next one."""
    rest = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not rest else at - rest + STEP
