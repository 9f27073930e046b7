"""The clinic's calendar, and a whole plan booked into it in one pass."""
