"""The frame round every staff page: rail, finder, patient header with alerts and tabs, pages for what went wrong."""
