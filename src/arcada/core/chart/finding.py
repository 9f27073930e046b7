"""A finding: what somebody saw or measured in the mouth, where, how bad, and what proves it.

Suspected findings are kept and drawn but never change the mouth and never plan by themselves: a shadow on
a picture stays a question until its evidence exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Scope = Literal["tooth", "arch", "mouth"]
Status = Literal["suspected", "confirmed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof by its plain type (`periapical_radiograph`) and its age in days, None when nobody knows."""

    type: str
    age_days: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `term` is the plain term, `where` teeth or regions, `severity` free words of the term."""

    id: str
    term: str
    where: tuple[str, ...]
    scope: Scope = "tooth"
    surfaces: str = ""
    severity: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    status: Status = "confirmed"
