"""Who pays for a patient, under which plan, and the payers and plans of the practice."""
