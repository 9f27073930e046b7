"""What a server does once, before its first page: reads what every page needs, and tells Python that it stays.

Django, the addresses of the pages and the reviewed files are a quarter of a million objects that live as long as the
server does. Left where they are, each full collection walks through all of them: a tenth of a second in the middle of
somebody's page, and a quarter of the time that a paper takes. Frozen, they are not looked at again.
"""

import gc

from django.urls import get_resolver

from arcada.interop.knowledge import load_library


def settle() -> None:
    """Load what lasts and take it out of the collector's rounds; Django has been set up."""
    get_resolver().url_patterns  # noqa: B018 - reading it imports every page
    load_library()
    gc.collect()
    gc.freeze()
