"""The pages of the fees."""
