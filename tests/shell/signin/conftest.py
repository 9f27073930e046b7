"""Each test of signing in has a page of work to knock at."""

from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def pages(settings: Any) -> None:
    settings.ROOT_URLCONF = "pages_of_work"
    cache.clear()  # attempts are counted there
