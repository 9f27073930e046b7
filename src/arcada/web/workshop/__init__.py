"""The protocols: read, search, change, approve, rehearse and put in force."""
