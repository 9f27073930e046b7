"""Views of the chart, one topic a module: showing, adding, findings, teeth, changes and snapshots."""
