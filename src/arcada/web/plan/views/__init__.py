"""The plan pages: each view reads a form, calls one action and draws the page anew."""
