"""What a dentist decided about a plan, kept beside the case, so that it holds in every later compilation too.

Removed    a line of work is not done
Added      a line of work is done that no protocol asked for
Chosen     a finding is answered with this strategy
Left       a finding is not treated, and why
Pinned     one line comes before another
Assigned   somebody else does a line: another clinical role, a named provider, or both
Accepted   a proof that the findings ask for is done without

Each says who decided, in which role, when and why. `tier` None speaks of all alternatives; a tier is the name under
which the alternative was shown before any edit. Lines are named by procedure and place, as an item of the answer names
them; findings by their ids.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What every edit says of itself; `on` is an ISO date, `role` the clinical role of who decided."""

    why: str
    by: str = ""
    on: str = ""
    role: str = ""
    tier: str | None = None

    def speaks_of(self, tier: str) -> bool:
        """Whether the alternative of this tier is meant."""
        return self.tier in (None, tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Edit):
    """A line is taken out; `reason` is the word of the case format for the findings that are left without work."""

    procedure: str
    where: tuple[str, ...]
    reason: str = "not_chosen_in_tier"
    until_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Edit):
    """A line is put in; `phase` empty is the usual one of its family."""

    procedure: str
    where: tuple[str, ...]
    for_findings: tuple[str, ...]
    because: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Edit):
    """A finding is answered with a strategy of its protocol, or a shared one; `where` narrows it to some places."""

    finding: str
    strategy: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Edit):
    """A finding is not treated, for a reason of the case format."""

    finding: str
    reason: str = "not_chosen_in_tier"
    until_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned(Edit):
    """`first` ends before `then` begins, in the same visit at the earliest; both are (procedure, places)."""

    first: tuple[str, tuple[str, ...]]
    then: tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Edit):
    """Who does a line: `to_role` is a clinical role, `provider` a person of the practice; one of them at least."""

    procedure: str
    where: tuple[str, ...]
    to_role: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Edit):
    """A finding is planned for without this proof. Only a dentist decides that."""

    finding: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """An edit that was left aside, with the sentence that says why."""

    edit: Edit
    text: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """An edit that departs from the protocol; `kind` is its name in lower case."""

    kind: str
    edit: Edit
    text: str


DENTISTS = frozenset(
    {"dentist", "endodontist", "periodontist", "surgeon", "prosthodontist", "orthodontist", "paediatric_dentist"}
)
"""Who may decide without a proof; a hygienist may not (source: judgement)."""


def kind_of(edit: Edit) -> str:
    """Such as 'removed'."""
    return type(edit).__name__.lower()
