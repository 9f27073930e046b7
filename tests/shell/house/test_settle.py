"""Before the first page a server loads what lasts and takes it out of the collector's rounds."""

import gc

from arcada.config.settle import settle

A_SERVER = 100_000  # objects of Django, the pages and the reviewed files; a quarter of a million when this was written


def test_what_lasts_is_frozen():
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() - before > A_SERVER
    finally:
        gc.unfreeze()
