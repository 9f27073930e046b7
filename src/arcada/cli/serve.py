"""`./arcada serve`: the pages for a practice, with one worker for jobs in the background."""

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from arcada.cli.children import ending_politely, until_the_end
from arcada.cli.database import joined
from arcada.cli.sealing import sealing
from arcada.cli.trouble import CommandTrouble
from arcada.cli.worker import WORKER

LISTEN_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.1
THREADS = min(8, 2 * (os.cpu_count() or 1))


def run(arguments: list[str]) -> int:
    """Serve until Ctrl-C."""
    given = options("serve", arguments)
    with joined() as server:
        return serve(given.host, given.port, origin=server.origin)


def options(name: str, arguments: list[str]) -> argparse.Namespace:
    """Read where to listen."""
    parser = argparse.ArgumentParser(prog=f"./arcada {name}")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS if name == "serve" else None)
    return parser.parse_args(arguments)


def refuse_taken_port(host: str, port: int) -> None:
    """Say at once when another program listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise CommandTrouble(
                f"Arcada cannot listen on {host}, port {port} ({trouble.strerror}). Name another: --port {port + 1}"
            ) from None


def web(host: str, port: int) -> Sequence[str]:
    """Return the command of the web server."""
    command = (sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port))
    return (
        *command,
        "--blocking-threads",
        str(THREADS),
        "--log-level",
        "warning",
        "arcada.config.wsgi:application",
    )


def serve(host: str, port: int, *, origin: str) -> int:
    """Run web server and worker until Ctrl-C or until one of them ends."""
    refuse_taken_port(host, port)
    try:
        with ending_politely(), until_the_end(web(host, port), WORKER) as children:
            _wait_until_it_listens(children[0], host, port)
            shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 - compared, not bound
            print(f"Arcada is at http://{shown}:{port}  (database: {origin}; Ctrl-C ends it)", flush=True)
            with sealing():
                while all(child.poll() is None for child in children):
                    time.sleep(LOOK_EVERY_SECONDS)
            print("The web server or the worker has ended; what it said stands above.", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        print("Arcada has ended.")
        return 0


def _wait_until_it_listens(child: subprocess.Popen[bytes], host: str, port: int) -> None:
    until = time.monotonic() + LISTEN_SECONDS
    while child.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise CommandTrouble("The web server does not start; what it said stands above.")
