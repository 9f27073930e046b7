"""What is asked of the day book: see a day, follow and move an appointment, book a plan."""
