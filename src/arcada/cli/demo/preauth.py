"""What insurers were asked beforehand in the sample practice: one pack in each state, with the words that insurers use.

    draft        waits to be sent                       partly       one line denied, its appeal may be sent
    sent         no sign of it yet                      denied       another way would be paid
    pending      the insurer has it, and is late        expired      approved for a while, not done in it
    approved     in force                               withdrawn    the patient changed the insurer
    conditional  approved, if something is shown first

Each is made by the same acts as on the pages, dated back. What insurers say is invented. source: judgement
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from arcada.cli.demo.courses import Course
from arcada.cli.demo.riverside import House
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cases.models import Alternative
    from arcada.insurance.models import Coverage, PreAuthorisation

DEAR = Decimal(300)  # from here a line is worth asking about in the sample
MOST_LINES = 3
SHORTEST = 5  # days that even a short tale takes
STATES = ("presented", "accepted", "signed", "compiled", "missed", "superseded", "partly_done")
LESS = "A filling would restore the tooth; benefits are limited to the least costly adequate treatment."
IF = "Approved if a periapical image of the tooth, not older than six months, is kept with the record."


@dataclass(frozen=True, slots=True)
class Told:
    """One pack: how many days ago it was made and sent, what was answered how long after, and what follows."""

    state: str
    days_ago: int
    answers: tuple[str, ...] = ()
    after: int = 9
    reference: str = ""
    valid_days: int | None = None
    reason: str = ""
    said: str = ""
    receipt: bool = False


SCRIPT = (
    Told("denied", 13, ("denied",), 7, "BH-40117", None, LESS, "Predetermination, not a guarantee of payment."),
    Told("partly", 12, ("approved", "denied"), 8, "PM-2-8841", None, LESS),
    Told("conditional", 9, ("conditional",), 5, "BH-40188", 180, IF),
    Told("approved", 10, ("approved",), 6, "BH-39940", 180),
    Told("sent", 33),
    Told("pending", 6, reference="LK-77120", receipt=True),
    Told("expired", 52, ("approved",), 10, "PM-2-7730", 30),
    Told("draft", 1),
    Told("withdrawn", 11, reference="CD-3321"),
)


def ask(house: House, courses: Sequence[Course], now: datetime) -> int:
    """Ask the insurers of those whose plans are dear; how many packs there are.

    A tale goes to a plan that is old enough for it; one that finds none is told of a younger plan, with shorter days.
    """
    waiting = sorted(SCRIPT, key=lambda one: -one.days_ago)
    found = [one for one in (_asked_about(course, now.date()) for course in courses) if one is not None]
    for shorter in (False, True):
        for one in list(found):
            wanted = _tale(waiting, one, (now - one[0].version.compiled_at).days, shorter=shorter)
            if wanted is not None:
                found.remove(one)
                _tell(house, wanted, one, now)
    return len(SCRIPT) - len(waiting)


def _tale(waiting: list[Told], found: "Found", age: int, *, shorter: bool) -> Told | None:
    """The longest tale that fits a plan of this age in days; it waits no more."""
    for one in waiting:
        if len(one.answers) > len(found[2]) or (age < SHORTEST if shorter else one.days_ago >= age):
            continue
        waiting.remove(one)
        short = replace(one, days_ago=age - 1, after=1, valid_days=1 if one.state == "expired" else one.valid_days)
        return short if shorter else one
    return None


Found = tuple["Alternative", "Coverage", list[UUID]]


def _asked_about(course: Course, today: date) -> "Found | None":
    """The plan that the patient leans to with its dear lines, where somebody insures them."""
    from arcada.cases.models import PlanVersion
    from arcada.insurance.queries import coverages_of

    if course.state not in STATES:
        return None
    version = PlanVersion.objects.filter(case__patient=course.patient, active=True).first()
    coverages = coverages_of(course.patient, today)
    if version is None or not coverages:
        return None
    rows = list(version.alternatives.all())
    row = next((one for one in rows if one.state == "accepted"), None)
    row = row or next((one for one in rows if one.tier == course.tier), None) or (rows[0] if rows else None)
    if row is None:
        return None
    rows_left = row.items.filter(state="planned")
    dear = [item for item in rows_left if item.price is not None and item.price >= DEAR]
    dear.sort(key=lambda item: (-(item.price or Decimal(0)), item.position))
    return (row, coverages[0], [item.pk for item in dear[:MOST_LINES]]) if dear else None


def _tell(house: House, told: Told, found: Found, now: datetime) -> None:
    from arcada.documents.preauth_sending import send_pack
    from arcada.insurance.actions.preauth_draft import draft
    from arcada.insurance.actions.preauth_send import confirm_receipt

    by, began = house.member("coordinator"), _morning(_day(now) - timedelta(days=told.days_ago))
    alternative, coverage, items = found
    wanted = items[: max(1, len(told.answers))] if told.answers else items
    use = "preauthorization" if told.state in ("conditional", "sent") else "predetermination"
    pack = sure(draft(by=by, at=began, alternative=alternative, coverage=coverage, items=wanted, use=use))
    _attach(house, pack, began)
    if told.state == "draft":
        return
    later = began + timedelta(hours=2)
    sure(send_pack(by=by, at=later, pack=pack, way="hand", sent=_day(later), reference=told.reference))
    if told.receipt:
        heard = later + timedelta(days=2)
        promised = _day(heard) + timedelta(days=1)
        sure(confirm_receipt(by=by, at=heard, pack=pack, reference=told.reference, due=promised))
    if told.answers:
        _answer(house, told, pack, later + timedelta(days=told.after))
    if told.state == "withdrawn":
        _withdraw(house, pack, later + timedelta(days=told.days_ago // 2))


def _answer(house: House, told: Told, pack: "PreAuthorisation", at: datetime) -> None:
    from arcada.insurance.actions.preauth_answer import LineSaid, Said, record_answer

    lines = list(pack.lines.all())
    said = [
        LineSaid(
            line.position,
            state,
            _half(line.fee) if state != "denied" else None,
            told.reason if state in ("denied", "conditional") else "",
        )
        for line, state in zip(lines, told.answers, strict=False)
    ]
    until = _day(at) + timedelta(days=told.valid_days) if told.valid_days else None
    answer = Said(said, _day(at), until, told.reference, told.said)
    sure(record_answer(by=house.member("coordinator"), at=at, pack=pack, said=answer))


def _withdraw(house: House, pack: "PreAuthorisation", at: datetime) -> None:
    from arcada.insurance.actions.preauth_decide import withdraw

    why = "The employer changes the insurer at the end of the month; asked anew then."
    sure(withdraw(by=house.member("coordinator"), at=at, pack=pack, why=why))


def _half(fee: Decimal | None) -> Decimal | None:
    return None if fee is None else (fee / 2).quantize(Decimal("0.01"))


def _day(moment: datetime) -> date:
    from arcada.cli.demo.sample import ZONE

    return moment.astimezone(ZONE).date()


def _morning(day: date) -> datetime:
    from arcada.cli.demo.sample import ZONE

    return datetime(day.year, day.month, day.day, 10, 20, tzinfo=ZONE)


def _attach(house: House, pack: "PreAuthorisation", at: datetime) -> None:
    """A drawn stand-in for an image: grey rows of teeth, marked as invented."""
    from arcada.insurance.actions.preauth_draft import Upload, attach_image

    upload = Upload("periapical.png", _drawn(pack.number), "Periapical, drawn for this demonstration", _day(at))
    sure(attach_image(by=house.member("coordinator"), at=at, pack=pack, upload=upload))


def _drawn(seed: int) -> bytes:
    from PIL import Image, ImageDraw, ImageFilter

    picture = Image.new("L", (640, 480), 28)
    pen = ImageDraw.Draw(picture)
    for place in range(3):
        left = 70 + place * 180 + seed * 3 % 17
        pen.polygon([(left + 35, 40), (left + 75, 40), (left + 120, 250), (left - 5, 250)], fill=118)
        pen.rounded_rectangle((left - 14, 240, left + 130, 390), radius=34, fill=206)
        pen.line((left + 58, 90, left + 58, 300), fill=70, width=9)
    pen.rounded_rectangle((236, 262, 330, 330), radius=26, fill=62)
    made = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(3)).save(made, "PNG")
    return made.getvalue()
