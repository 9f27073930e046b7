"""The switches of payers and contracts in an insurance case, by the names that benefit contracts use.

A key that is not known is kept aside and told with the answer: it changed nothing.
"""

import re
from typing import Any

from arcada.core.benefits.coverage import LAST_DAYS
from arcada.core.benefits.settings import CHOICES, SWITCHES, Settings
from arcada.interop.estimate_benefits import Defaults, read_downgrade
from arcada.interop.estimate_fields import read_share, read_word
from arcada.interop.plan_fields import Field

OTHER_KEYS = {"out_of_network_basis": "out_of_network", "predetermination_use": "predetermination"}
COUNTS = {"family_members": (1, 50), "predetermination_months": (1, 120)}
OWN_KEYS = frozenset(
    ["age", "anniversary_day_eligible", "missing_tooth", "office_downgrades", "preauthorization_penalty_pct", "state"]
)
"""Settings that are read into the benefits, or that are no choice out of a list."""
MISSING_TOOTH = ("none", "permanent", "months")
MONTHS = re.compile(r"months\((\d{1,3})\)")


def read_settings(told: Field) -> Settings:
    """The switches in force; what is absent keeps its default."""
    chosen: dict[str, Any] = {}
    for key, words in CHOICES.items():
        for name in (key, *(other for other, same in OTHER_KEYS.items() if same == key)):
            if told.get(name) is not None:
                chosen[key] = _word(told, name, words)
    for key in SWITCHES:
        answer = told.truth(key)
        if answer is not None:
            chosen[key] = answer
    for key, (least, most) in COUNTS.items():
        count = told.count(key, least, most)
        if count is not None:
            chosen[key] = count
    if told.get("preauthorization_penalty_pct") is not None:
        chosen["preauthorization_penalty"] = read_share(told, "preauthorization_penalty_pct")
    return Settings(**chosen, state=told.optional_text("state"), not_known=_unknown(told))


def read_defaults(told: Field) -> Defaults:
    """What the settings say for benefits that do not say it themselves."""
    clause, months = _missing_tooth(told)
    return Defaults(
        last_day=read_word(told, "age", LAST_DAYS, LAST_DAYS[0]),
        anniversary_day_eligible=told.truth("anniversary_day_eligible") is not False,
        missing_tooth=clause,
        missing_tooth_months=months,
        downgrades=tuple(read_downgrade(one) for one in told.each("office_downgrades")),
    )


def _unknown(told: Field) -> tuple[str, ...]:
    """Keys of a case's settings that nothing here knows."""
    known = {*CHOICES, *SWITCHES, *COUNTS, *OTHER_KEYS, *OWN_KEYS}
    return tuple(sorted(set(told.value) - known))


def _word(told: Field, key: str, words: tuple[str, ...]) -> str:
    """One of the words, in small letters or as contracts write them (UCR, MAC)."""
    found = told.optional_text(key)
    if found.lower() not in words:
        raise told.wrong(key, f"Expected one of {', '.join(words)}, found {found!r}.")
    return found.lower()


def _missing_tooth(told: Field) -> tuple[str, int | None]:
    """none, permanent, or months(24)."""
    found = told.optional_text("missing_tooth")
    months = MONTHS.fullmatch(found)
    if found and months is None and found not in MISSING_TOOTH[:2]:
        raise told.wrong("missing_tooth", f"Expected none, permanent or months(24), found {found!r:.40}.")
    return ("months", int(months[1])) if months else (found, None)
