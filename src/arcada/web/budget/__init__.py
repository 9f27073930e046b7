"""A plan's money month by month: budget, later dates, payment plans, receipts, outside financing."""
