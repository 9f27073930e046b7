"""What `arcada_app` may do with tables that the owner makes from here on: read and write rows, nothing else."""

from django.db import migrations

GRANTS = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'arcada_app') THEN
    RAISE EXCEPTION 'the role arcada_app is missing: start the database with ./arcada, or create it first';
  END IF;
END $$;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
GRANT USAGE ON SCHEMA public TO arcada_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO arcada_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO arcada_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO arcada_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO arcada_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("account", "0001_initial"),
        ("auth", "0001_initial"),
        ("axes", "0001_initial"),
        ("contenttypes", "0001_initial"),
        ("mfa", "0001_initial"),
        ("procrastinate", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
