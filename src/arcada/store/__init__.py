"""The database: how rows belong to a practice, and what PostgreSQL itself must refuse."""
