"""`serve` brings everything up from nothing, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import arcada
from arcada.cli.serve import refuse_taken_port
from arcada.cli.trouble import CommandTrouble

SOURCE = str(Path(arcada.__file__).parents[1])


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    """Return the pids of all living descendants."""
    direct = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [found for child in direct for found in (int(child), *children_of(int(child)))]


def hear_ctrl_c():
    """Hear it even where the tests themselves were started in the background, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("end_with", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a request to end"])
def test_serve_starts_from_nothing_and_ends_what_it_started(home, port, end_with):
    environ = {**os.environ, "PYTHONPATH": SOURCE, "ARCADA_HOME": str(home)}
    command = [sys.executable, "-m", "arcada.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - no thread has been started yet
    ) as serving:
        try:
            assert f"http://localhost:{port}" in serving.stdout.readline()
            children = children_of(serving.pid)
            assert len(children) >= 2, "a web server and a worker"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/vendor/htmx.min.js") as page:
                assert page.status == 200
                assert "htmx" in page.read(2000).decode()
        finally:
            serving.send_signal(end_with)
        try:
            assert serving.wait(60) == 0
        finally:
            serving.kill()
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_a_port_that_is_taken_is_named_with_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandTrouble, match=f"port {port} .*--port {port + 1}"):
            refuse_taken_port("127.0.0.1", port)
