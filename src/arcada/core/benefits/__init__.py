"""What a visit costs the patient and why: one plan or several, line by line, each figure with its reason."""
