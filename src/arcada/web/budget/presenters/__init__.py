"""What the pages of Payments show, as values."""
