"""Addresses in one spelling, and the hash under which a silence is kept.

A telephone number is its digits; ten of them are read with the country's 1 before them. E-mail is in small letters.
"""

import hashlib
from uuid import UUID

from arcada.patients.models import Channel, Patient

NATIONAL = 10


def spelled(channel: str, address: str) -> str:
    """The address as it is compared; empty when there is nothing to compare."""
    if channel == Channel.EMAIL:
        return address.strip().lower()
    digits = "".join(sign for sign in address if sign.isdigit())
    return f"1{digits}" if len(digits) == NATIONAL else digits


def hashed(practice_id: UUID, channel: str, address: str) -> str:
    """What a silence is kept under: nobody reads the address from it, and no other practice finds it."""
    return hashlib.sha256(f"{practice_id} {spelled(channel, address)}".encode()).hexdigest()


def address_of(patient: Patient, channel: str) -> str:
    """Where a patient is reached by a channel; empty when nothing is on file."""
    return {Channel.EMAIL: patient.email, Channel.LETTER: patient.address}.get(Channel(channel), patient.phone)
