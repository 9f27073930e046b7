"""The chart's page as values: mouth, chosen teeth, findings, records, walk, changes."""
