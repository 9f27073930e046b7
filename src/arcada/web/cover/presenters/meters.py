"""Meters as bars: how much is used, pending, planned and left, in words for those who do not see the bar."""

from dataclasses import dataclass
from decimal import Decimal

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.meters import Meter, Standing
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry
from arcada.web.cover.presenters.open_questions import ROW_LABELS

WHOLE = 100
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; widths are parts of a hundred. An unknown one has no figures but its amount."""

    label: str
    about: str
    amount: Decimal
    used: Decimal
    pending: Decimal
    planned: Decimal
    left: Decimal
    used_width: int
    pending_width: int
    planned_width: int
    used_word: str
    spoken: str
    known: bool
    full: bool


def bars(standing: Standing, voice: Voice, *, known: bool, planned: Decimal = ZERO) -> tuple[Bar, ...]:
    """Give the bars of a coverage, maximums first; `planned` is what accepted treatment takes of this year."""
    ordered = sorted(standing.meters, key=lambda one: (one.kind != "maximum", one.lifetime, one.scope, one.family))
    general = [one for one in ordered if one.kind == "maximum" and not one.scope and not one.lifetime]
    return tuple(_bar(one, voice, known=known, planned=planned if one in general else ZERO) for one in ordered)


def as_of(coverage: Coverage, standing: Standing, voice: Voice) -> str:
    """Say from when the figures are."""
    rows = LedgerEntry.objects.filter(
        coverage=coverage, kind=EntryKind.ADJUSTMENT, on__gte=standing.begins, reversals__isnull=True
    )
    told = rows.order_by("-on").first()
    if told is not None:
        return f"Payer's figures as of {phrases.day(told.on, voice)}, later entries on top"
    return "From the entries of this ledger alone"


def year_words(standing: Standing, voice: Voice) -> str:
    """Say which benefit year the figures are of."""
    begins, ends = (phrases.day(one, voice, style="year") for one in (standing.begins, standing.ends))
    return f"Benefit year {begins} to {ends}"


def _bar(one: Meter, voice: Voice, *, known: bool, planned: Decimal) -> Bar:
    planned = min(planned, one.left)
    used, pending = _share(one.used, one.amount), _share(one.used + one.pending, one.amount)
    money = [phrases.money(value, voice) for value in (one.amount, one.used, one.pending, one.left)]
    label = _label(one)
    word = "met" if one.kind == "deductible" else "used"
    spoken = f"{label}: {money[1]} of {money[0]} {word}, {money[2]} pending, {money[3]} left"
    spoken += f", of which {phrases.money(planned, voice)} planned" if planned else ""
    return Bar(
        label=label,
        about=_about(one),
        amount=one.amount,
        used=one.used,
        pending=one.pending,
        planned=planned,
        left=one.left,
        used_width=used,
        pending_width=pending - used,
        planned_width=_share(one.used + one.pending + planned, one.amount) - pending,
        used_word=word,
        spoken=spoken if known else f"{label}: {money[0]}; how much is {word} is not known",
        known=known,
        full=known and one.left == 0,
    )


def _share(part: Decimal, whole: Decimal) -> int:
    return min(WHOLE, int(part * WHOLE / whole)) if whole else WHOLE


def _label(one: Meter) -> str:
    kind = "Deductible" if one.kind == "deductible" else "Maximum"
    scope = (
        ", ".join(ROW_LABELS.get(name, name.replace("_", " ")) for name in one.scope.split(",")) if one.scope else ""
    )
    return " ".join(
        word for word in (kind, f"for {scope}" if scope else "", "of the family" if one.family else "") if word
    )


def _about(one: Meter) -> str:
    return "in a lifetime" if one.lifetime else ""
