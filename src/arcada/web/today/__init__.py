"""Today: the visits of the day and what needs a person now, for whoever is signed in."""
