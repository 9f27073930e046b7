"""Who pays: payers, plans, coverages, what they have paid, and what they are expected to pay."""
