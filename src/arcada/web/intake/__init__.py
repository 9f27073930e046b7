"""Taking a patient in: the list, the new patient, who they are, their health, and the coordinator's interview."""
