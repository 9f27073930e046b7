"""Which teeth a mouth of some age usually shows: a hint where nobody has charted, never a fact.

Ages are in years and stand for the middle of the usual range (source: judgement, textbook eruption
tables); upper and lower lines differ. A primary tooth is shed when its successor comes.
"""

from typing import Final, Literal

from arcada.core.teeth.anatomy import successor
from arcada.core.teeth.number import PERMANENT, PRIMARY, is_primary, is_upper, position, regular

Dentition = Literal["primary", "mixed", "permanent"]

# by position from the midline; source: judgement
UPPER_ERUPTION: Final = (7, 8, 11, 10, 11, 6, 12, 18)
LOWER_ERUPTION: Final = (6, 7, 10, 10, 11, 6, 12, 18)
PRIMARY_ERUPTION: Final = (1, 1, 2, 2, 3)


def erupts_at(tooth: str) -> int:
    """The usual age of eruption in years."""
    if is_primary(tooth):
        return PRIMARY_ERUPTION[position(tooth) - 1]
    return (UPPER_ERUPTION if is_upper(tooth) else LOWER_ERUPTION)[position(tooth) - 1]


def expected(tooth: str, age_years: int) -> Literal["present", "unerupted", "exfoliated"]:
    """What is usual for the tooth at that age."""
    follower = successor(regular(tooth))
    if follower and age_years >= erupts_at(follower):
        return "exfoliated"
    return "present" if age_years >= erupts_at(tooth) else "unerupted"


def dentition(age_years: int) -> Dentition:
    """Primary until the first permanent tooth comes, permanent once no primary tooth is expected."""
    permanent = any(expected(tooth, age_years) == "present" for tooth in PERMANENT)
    primary = any(expected(tooth, age_years) == "present" for tooth in PRIMARY)
    if permanent and primary:
        return "mixed"
    return "permanent" if permanent else "primary"
