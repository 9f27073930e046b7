"""The chart: the mouth drawn large, findings and existing work put in by keyboard, and the walk from was to became."""
