"""The thinking part: pure values in, values and reasons out; no clock, no database, no randomness."""
