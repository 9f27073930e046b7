"""Rows of a patient as the values that rules read."""

from datetime import date

from arcada.core.risk.patient import Plain
from arcada.patients.models import MedicalHistory


def results_on(history: MedicalHistory, day: date) -> dict[str, Plain]:
    """Give the results of a history, each dated one with its age: {'inr': 2.8, 'inr_age_days': 9}."""
    dated = {name: date.fromisoformat(text) for name, text in history.result_dates.items()}
    ages = {f"{name}_age_days": max(0, (day - taken).days) for name, taken in dated.items() if name in history.results}
    return dict(history.results) | ages
