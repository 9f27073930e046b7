"""What people do with a patient's record: register, correct, take the history, hold the interview."""

from arcada.patients.actions.interview import hold_interview
from arcada.patients.actions.profile import (
    archive_patient,
    correct_patient,
    register_patient,
    restore_patient,
)
from arcada.patients.actions.take_history import take_history

__all__ = [
    "archive_patient",
    "correct_patient",
    "hold_interview",
    "register_patient",
    "restore_patient",
    "take_history",
]
