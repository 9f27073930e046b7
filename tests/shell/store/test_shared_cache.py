"""What one process puts into the cache, another one knows: a code that was used up stays used up everywhere."""

import threading

from django.core.cache import caches
from django.db import connections

from arcada.store.postgres import Server


def elsewhere(key: str) -> list[bool]:
    """Add the key on another thread, which has a connection and a cache of its own."""
    added: list[bool] = []

    def run() -> None:
        added.append(caches["default"].add(key, "y", timeout=30))
        connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join()
    return added


def test_a_key_is_added_once_among_all_processes(committed: None, server: Server) -> None:
    assert caches["default"].add("code", "y", timeout=30)
    assert elsewhere("code") == [False]
    assert elsewhere("another") == [True]


def test_it_can_be_forgotten_and_used_again(committed: None) -> None:
    caches["default"].set("attempts", [1.0], timeout=30)
    assert caches["default"].get("attempts") == [1.0]
    caches["default"].delete("attempts")
    assert elsewhere("attempts") == [True]
