"""Settings of the practice: house rules, sites and chairs, providers and their week, days off, people, fees."""
