"""The closed words of protocols as pages say them: units, places, reasons, strengths, and days between steps."""

from arcada.core.protocols.protocol import DayWindow

UNITS = {
    "tooth": "each tooth by itself",
    "gap": "each gap as a whole",
    "arch": "each jaw as a whole",
    "finding": "the finding as a whole",
}
PLACES = {
    "unit": "",
    "mouth": "whole mouth",
    "arch": "the jaw",
    "quadrants": "each quarter of the mouth",
    "bridge": "the bridge",
    "each_tooth": "each tooth",
    "every_tooth": "every tooth",
    "gap_ends": "teeth beside the gap",
    "one_wing": "one tooth beside the gap",
}
REASONS = {
    "no_evidence": "Not without proof",
    "patient_does_not_want_treatment": "Not wanted by the patient",
    "not_indicated": "Not indicated",
    "not_indicated_monitor": "Watched",
    "deferred_medical": "Put off for medical reasons",
    "deferred_clinical": "Put off",
    "deferred_until_emergency_resolved": "Put off until the emergency is over",
    "not_chosen_in_tier": "Left out of this plan",
}
STRENGTHS = {"must": "always done so", "default": "the usual way", "preference": "where it is possible"}
STOPS = {"everything": "Everything else waits for it.", "elective": "Elective work waits for it."}


def windows_in_words(windows: tuple[DayWindow, ...]) -> str:
    """'7 to 28 days', 'at least 90 days', 'on the same day', or several of them."""
    return " or ".join(window_in_words(one.min_days, one.max_days) for one in windows)


def window_in_words(low: int, high: int | None) -> str:
    """One window of days."""
    if high is None:
        return f"at least {_days(low)}" if low else "any time"
    if low == high:
        return "on the same day" if not low else _days(low)
    return f"{low} to {_days(high)}" if low else f"up to {_days(high)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
