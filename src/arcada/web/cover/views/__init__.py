"""Pages of coverage: showing, entering, changing, importing."""
