"""`./arcada worker`: one more worker for jobs in the background; as many as wanted, on any machine."""

import sys
import time

from arcada.cli.children import ending_politely, until_the_end
from arcada.cli.database import joined
from arcada.cli.sealing import sealing

WORKER = (sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout", "10")
LOOK_EVERY_SECONDS = 0.1


def run(arguments: list[str]) -> int:
    """Work until Ctrl-C; further words go to procrastinate (queues, concurrency)."""
    try:
        with joined(), ending_politely(), until_the_end((*WORKER, *arguments)) as (child,), sealing():
            while child.poll() is None:
                time.sleep(LOOK_EVERY_SECONDS)
            return child.returncode
    except KeyboardInterrupt:
        return 0
