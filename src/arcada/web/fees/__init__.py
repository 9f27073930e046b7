"""What things cost: the lists of fees, contracts, files, the clinic's codes, what is given off, rounding and tax."""
