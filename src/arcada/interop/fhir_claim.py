"""A request to an insurer as FHIR R4 reads it: the values, and the names of the systems that codes come from.

Procedures carry the clinic's own code where it has one, and always the id of our catalogue; nothing else is shipped.
Teeth are FDI numbers with their name, because receivers are known to mix them up with Universal ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

CATALOGUE = "urn:arcada:catalogue:procedure"
CLINIC_CODES = "urn:arcada:clinic-code"
REQUESTS = "urn:arcada:preauthorisation"
CHART_NUMBERS = "urn:arcada:chart-number"
TEETH = "http://terminology.hl7.org/CodeSystem/ex-tooth"
SURFACES = "http://terminology.hl7.org/CodeSystem/FDI-surface"
CLAIM_TYPES = "http://terminology.hl7.org/CodeSystem/claim-type"
PRIORITIES = "http://terminology.hl7.org/CodeSystem/processpriority"
RELATIONSHIPS = "http://terminology.hl7.org/CodeSystem/subscriber-relationship"
INFORMATION = "http://terminology.hl7.org/CodeSystem/claiminformationcategory"
ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication"

# value sets that R4 requires (HL7, CC0)
USES = ("claim", "preauthorization", "predetermination")
STATUSES = ("active", "cancelled", "draft", "entered-in-error")
OUTCOMES = ("queued", "complete", "error", "partial")
GENDERS = ("male", "female", "other", "unknown")
RELATIONS = ("child", "parent", "spouse", "common", "other", "self", "injured")
CATEGORIES = ("submitted", "copay", "eligible", "deductible", "unallocdeduct", "eligpercent", "tax", "benefit")


@dataclass(frozen=True, slots=True)
class Person:
    """The patient: our id, the chart number, names, birth date."""

    id: str
    chart_number: str
    given: str
    family: str
    birth_date: date
    gender: str = "unknown"


@dataclass(frozen=True, slots=True)
class Insurance:
    """The coverage that is asked."""

    id: str
    payer: str
    electronic_id: str = ""
    plan: str = ""
    group: str = ""
    member_id: str = ""
    relationship: str = "self"
    subscriber: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One piece of work; `teeth` are FDI numbers, `places` words for what is no tooth; `fee` may be missing."""

    sequence: int
    procedure: str
    name: str
    code: str = ""
    teeth: tuple[str, ...] = ()
    surfaces: str = ""
    places: tuple[str, ...] = ()
    fee: Decimal | None = None
    diagnoses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPaper:
    """An attachment by its file's name, size and SHA-1, which the standard asks for."""

    name: str
    title: str
    media_type: str
    size: int
    sha1: bytes
    taken: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimRequest:
    """All that is asked; `draft` until it is handed over."""

    id: str
    number: str
    use: str
    created: date
    currency: str
    practice: str
    dentist: str
    patient: Person
    insurance: Insurance
    lines: tuple[ClaimLine, ...]
    narrative: str = ""
    findings: tuple[str, ...] = ()
    papers: tuple[ClaimPaper, ...] = ()
    draft: bool = False
    related: str = ""
    practice_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is held against."""

    id: str
    number: str
    use: str
    currency: str
    patient: Person
    fees: Mapping[int, Decimal | None]
    sent: date | None = None
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What an insurer said of one line: approved, conditional, denied or waiting."""

    sequence: int
    decision: str
    amount: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `dropped` names keys that the standard does not know and that were left aside."""

    created: date
    outcome: str
    lines: tuple[LineAnswer, ...]
    reference: str = ""
    valid_until: date | None = None
    text: str = ""
    dropped: tuple[str, ...] = field(default_factory=tuple)
