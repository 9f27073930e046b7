"""First use of a checkout: virtual environment, Debian packages, browser parts. Standard library only."""
