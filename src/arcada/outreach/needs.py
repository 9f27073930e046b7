"""What must be known before a machine may write about a thread, and what is missing."""

from arcada.outreach.models import Thread
from arcada.outreach.queries import WRITTEN, consents_of
from arcada.patients.models import Patient


def missing(thread: Thread) -> tuple[str, ...]:
    """What is missing, in words for the one who can get it; empty when nothing is."""
    return tuple(_missing(thread, thread.patient))


def _missing(thread: Thread, patient: Patient) -> list[str]:
    found = []
    if not patient.phone and not patient.email:
        found.append("no telephone number and no e-mail address")
    elif not consents_of(patient) & set(WRITTEN):
        found.append("no consent to messages for the address on file")
    if thread.provider is None:
        found.append("no dentist is named in the case")
    if thread.alternative is not None and thread.value is None:
        found.append("a fee is missing in the plan")
    return found
