"""Tests reach this machine and nothing else."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_test_cannot_leave_this_machine() -> None:
    blocked = pytest.raises(SocketConnectBlockedError)
    with socket.socket() as line, pytest.warns(UserWarning, match="socket.connect"), blocked:
        line.connect(("192.0.2.1", 80))  # an address that is reserved for documents


def test_a_test_may_talk_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as line:
        assert line.getpeername() == server.getsockname()
