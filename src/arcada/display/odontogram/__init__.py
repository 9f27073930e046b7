"""The mouth as a drawing: a value of drawn teeth in, SVG text out."""
