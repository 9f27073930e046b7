"""The frame round a staff page: rail, patient header, flags and tabs, as values that presenters fill.

    | value           | shown as                                                          |
    |-----------------|-------------------------------------------------------------------|
    | `NavItem`       | a place in the rail (a phone: in the bottom bar), with a count     |
    | `Who`           | initials and name of the person signed in, at the right of the bar |
    | `AccountLink`   | a line of the menu under that name, such as signing out            |
    | `PatientHeader` | name, facts, flags, tabs of the workflow, the mouth in small       |

A page that wants the frame puts `nav`, `who`, `account`, `place` and, on a patient's page, `patient_header` in its
context.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString

FlagKind = Literal["danger", "warn", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One place of the rail. `icon` is a name of `display.icons`; `count` what waits there (0 shows nothing)."""

    icon: str
    label: str
    url: str
    current: bool = False
    count: int = 0
    end: bool = False
    phone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The person at the screen. `hue` is the provider hue 1 to 4, 0 for people without a column in the day book."""

    initials: str
    name: str
    role: str = ""
    hue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLink:
    """One line of the menu under the person's name; `post` sends a form, as signing out does."""

    icon: str
    label: str
    url: str
    post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A fact that must be seen before anything is done: allergy, medicine, blood pressure, fear."""

    kind: FlagKind
    text: str

    @property
    def icon(self) -> str:
        """Say which mark stands before the words: colour alone says nothing."""
        return {"danger": "warn", "warn": "info", "info": ""}[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One step of the patient's workflow; `done` shows a tick."""

    label: str
    url: str
    current: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientHeader:
    """Who lies in the chair: name, one line of facts, flags, tabs, the crowns in small, the step of the journey."""

    name: str
    facts: str
    url: str = ""
    flags: Sequence[Flag] = field(default_factory=tuple)
    tabs: Sequence[Tab] = field(default_factory=tuple)
    mini: SafeString | str = ""
    step: str = ""
    step_url: str = ""
