"""Cases: the chart of a patient, the plans compiled from it, what was proposed, chosen and signed."""
