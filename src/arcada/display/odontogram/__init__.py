"""The mouth as a drawing: a value of drawn teeth in, SVG text out."""

from arcada.display.odontogram.draw import draw, page_sheet
from arcada.display.odontogram.drawn import DrawnTooth, Mark

__all__ = ["DrawnTooth", "Mark", "draw", "page_sheet"]
