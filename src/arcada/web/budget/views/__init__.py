"""The pages of Payments, one module a topic."""
