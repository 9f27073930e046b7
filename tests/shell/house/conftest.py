"""Homes for clusters that are thrown away."""

import shutil
import tempfile
from pathlib import Path

import pytest

from arcada.store.postgres import launcher, locks


@pytest.fixture
def home(monkeypatch):
    """Give an empty home that the server's account may enter; when it goes, its server has stopped."""
    monkeypatch.setattr(launcher, "GRACE_SECONDS", 0.2)
    place = Path(tempfile.mkdtemp(prefix="arcada-test-"))
    place.chmod(0o711)
    yield place
    for supervisor in place.glob("pg*/supervisor.lock"):
        locks.wait_until_free(supervisor)
    shutil.rmtree(place)
