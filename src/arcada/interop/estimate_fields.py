"""Fields of an insurance case: amounts, dates, words, teeth and areas, and what a benefit speaks about."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.benefits.line import Area
from arcada.core.benefits.scope import ALL, CATEGORY, GROUP, PROCEDURE, Scope
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import from_universal
from arcada.interop.plan_fields import Field, ReadError

LARGEST = Decimal(10_000_000)
WHOLE = 100
FIRST_YEAR, LAST_YEAR = 1900, 2200
KINDS = {"cat": CATEGORY, "cats": CATEGORY, "group": GROUP, "proc": PROCEDURE}
QUADRANTS = {"UR": "upper_right", "UL": "upper_left", "LL": "lower_left", "LR": "lower_right"}
ARCHES = {"U": "upper", "UPPER": "upper", "MAX": "upper", "L": "lower", "LOWER": "lower", "MAND": "lower"}


def read_scope(told: Field) -> Scope:
    """The scope under the key `scope`."""
    return _parsed(told.text("scope"), told, "scope")


def read_scope_itself(told: Field) -> Scope:
    """A scope that stands in a list by itself."""
    return _parsed(told.as_text(), told, "")


def _parsed(text: str, told: Field, key: str) -> Scope:
    if text == ALL:
        return Scope()
    word, _, names = text.partition(":")
    found = frozenset(name.strip() for name in names.split(",") if name.strip())
    if word not in KINDS or not found:
        refusal = "Expected all, cat:x, cats:x,y, group:slug,slug or proc:slug."
        raise ReadError(Refusal("unreadable_field", refusal, told.path(key) if key else told.where))
    return Scope(KINDS[word], found)


def read_member(told: Field) -> bool:
    """Whether the entry is the member's own."""
    return bool(told.truth("patient_override") or told.truth("member_override"))


def read_priority(told: Field) -> int:
    """The priority among equals, 0 where none is given."""
    return told.whole("priority") if told.get("priority") is not None else 0


def read_area(told: Field) -> Area:
    """Where in the mouth, with teeth as FDI numbers."""
    tooth = told.optional_text("tooth")
    quadrant = told.optional_text("quadrant").upper()
    arch = told.optional_text("arch").upper()
    if quadrant and quadrant not in QUADRANTS:
        raise told.wrong("quadrant", "Expected UR, UL, LL or LR.")
    if arch and arch not in ARCHES:
        raise told.wrong("arch", "Expected U or L.")
    return Area(
        tooth=read_tooth(told, "tooth", tooth) if tooth else "",
        surfaces=told.optional_text("surfaces").upper(),
        quadrant=QUADRANTS.get(quadrant, ""),
        arch=ARCHES.get(arch, ""),
        teeth=read_teeth(told, "tooth_range"),
    )


def read_teeth(told: Field, key: str) -> tuple[str, ...]:
    """The teeth of a list, as FDI numbers."""
    return tuple(read_tooth(told, key, text) for text in read_texts(told, key))


def read_tooth(told: Field, key: str, text: str) -> str:
    """One tooth in Universal numbers, as its FDI number."""
    found = from_universal(text)
    if found is None:
        raise told.wrong(key, f"There is no tooth {text!r}; Universal numbers are 1 to 32 and A to T.")
    return found


def read_texts(told: Field, key: str) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one.as_text() for one in told.each(key))


def read_word(told: Field, key: str, words: tuple[str, ...], otherwise: str) -> str:
    """One of the allowed words, `otherwise` where it is absent."""
    found = told.optional_text(key) or otherwise
    if found not in words:
        raise told.wrong(key, f"Expected one of {', '.join(words)}, found {found!r}.")
    return found


def read_day(told: Field, key: str) -> date | None:
    """A date, None where it is absent."""
    text = told.optional_text(key)
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise told.wrong(key, f"Expected a date as 2026-06-15, found {text!r:.20}.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise told.wrong(key, f"Expected a date from {FIRST_YEAR} to {LAST_YEAR}, found {text!r:.20}.")
    return found


def must_have_day(told: Field, key: str) -> date:
    """A date that must be there."""
    found = read_day(told, key)
    if found is None:
        raise told.wrong(key, "Expected a date as 2026-06-15.")
    return found


def read_known(told: Field, key: str, name: str, names: set[str]) -> bool:
    """Whether the case has the coverage; it must."""
    if name not in names:
        raise told.wrong(key, f"There is no coverage {name!r} in this case.")
    return True


def read_amount(told: Field, key: str) -> Decimal:
    """An amount of money that is not negative."""
    return _as_amount(told.get(key), lambda text: told.wrong(key, text))


def read_share(told: Field, key: str) -> Decimal:
    """A percentage from 0 to 100, as a share of one."""
    share = read_amount(told, key)
    if share > WHOLE:
        raise told.wrong(key, f"Expected 0 to 100 percent, found {share}.")
    return share / WHOLE


def read_maybe(told: Field, key: str) -> Decimal | None:
    """An amount of money that is not negative, None where it is absent."""
    return None if told.get(key) is None else read_amount(told, key)


def read_amounts(told: Field, key: str) -> dict[str, Decimal]:
    """Amounts by procedure."""
    return {name: read_amount(Field(told.mapping(key), told.path(key)), name) for name in told.mapping(key)}


def _as_amount(value: Any, wrong: Callable[[str], ReadError]) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(f"Expected an amount, found {value!r:.40}.")
    amount = Decimal(value)
    if not 0 <= amount <= LARGEST:
        raise wrong("Expected an amount of money that is not negative and can be.")
    return amount
