"""Protocols as a dentist reads them: conditions and waits in words, one page of values for each condition."""
