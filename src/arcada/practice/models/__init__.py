"""A practice and what it is made of.

    Practice          the tenant: its name, country and house rules
    User, Membership  a person who signs in by e-mail; that person's role in one practice
    Site, Chair       an address; an operatory there, with its equipment
    Provider          who treats patients, and in which clinical roles
    WorkingHours      when a provider works where, week by week
    Closure           days off: of a provider, of a site, of everybody
    FeeSchedule, Fee  what a procedure of the catalogue costs, by list and day
    ClinicCode, FeeImport  its own codes; a file on its way into a list
    Discount, MembershipPlan, TaxRate  what is given off and taxed
    ProtocolVersion   its own version of a protocol; Rehearsal: what that would change

A person may belong to several practices with different roles. A role of access (desk, manager, ...) is another
matter than a clinical role (dentist, surgeon, ...).
"""

from arcada.practice.models.discounts import Discount, DiscountKind, MembershipPlan, TaxRate
from arcada.practice.models.fee_imports import ClinicCode, FeeImport, ImportState
from arcada.practice.models.fees import Fee, FeeKind, FeeSchedule
from arcada.practice.models.house import Numbering, Practice
from arcada.practice.models.people import Membership, Role, User, UserManager
from arcada.practice.models.places import Chair, Site
from arcada.practice.models.protocols import ON_ITS_WAY, ProtocolVersion, Rehearsal, VersionState
from arcada.practice.models.providers import CLINICAL_ROLES, Closure, Provider, WorkingHours

__all__ = [
    "CLINICAL_ROLES",
    "ON_ITS_WAY",
    "Chair",
    "ClinicCode",
    "Closure",
    "Discount",
    "DiscountKind",
    "Fee",
    "FeeImport",
    "FeeKind",
    "FeeSchedule",
    "ImportState",
    "Membership",
    "MembershipPlan",
    "Numbering",
    "Practice",
    "ProtocolVersion",
    "Provider",
    "Rehearsal",
    "Role",
    "Site",
    "TaxRate",
    "User",
    "UserManager",
    "VersionState",
    "WorkingHours",
]
