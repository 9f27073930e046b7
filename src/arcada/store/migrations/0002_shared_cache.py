"""The table of the shared cache: what has to be known to every process for some minutes, such as codes used up."""

from django.db import migrations

TABLE = """
CREATE TABLE shared_cache (
  cache_key varchar(255) NOT NULL PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0001_roles")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE shared_cache")]
