"""The day book of the practice, and a patient's visits: book, move, follow."""
