"""One entry of a chart, as the page sends it while somebody types on: charted, and every part of the page sent back."""

import json
import time
from itertools import count
from typing import Any

from arcada.cli.bench.registry import MILLISECONDS, NotMeasured, Taken, Target, measurement
from arcada.cli.bench.stage import stage

SAMPLES = 25
LINES = ("26 mo car 5 +bw", "27 crack", "14-16 calc", "46 mob 2", "36 do recur", "perio iii c gen", "11 discoloration")
WARM = 2


@measurement("chart-entry", "one line of charting, with the page's parts drawn anew", Target("p95", 150, "ms"))
def chart_entry() -> Taken:
    """Type lines one after the other on a chart that fills; a line of the list is taken back before it comes again."""
    set_up = stage()
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(set_up.dentist.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = {name: reverse(f"chart:{name}", args=[set_up.patient.pk]) for name in ("lines", "undo")}
    address["lines"] += "?numbering=fdi"
    seen, keys, taken = _revision(client, address["lines"]), count(), []
    for rank in range(SAMPLES + WARM):
        line = {"key": f"bench-{next(keys)}", "text": LINES[rank % len(LINES)], "teeth": [], "surfaces": []}
        started = time.perf_counter()
        told = _sent(client, address["lines"], seen, line)
        taken.append((time.perf_counter() - started) * MILLISECONDS)
        if not told["results"][0]["ok"]:
            raise NotMeasured(f"'{line['text']}' was refused: {told['results'][0]['said']}")
        seen = told["revision"]
        if rank % len(LINES) == len(LINES) - 1:
            for _ in LINES:
                client.post(f"{address['undo']}?revision={seen}")
                seen += 1
    return Taken(taken[WARM:], f"{SAMPLES} entries on a chart with a plan")


def _sent(client: Any, address: str, revision: int, line: dict[str, Any]) -> dict[str, Any]:
    told = {"revision": revision, "chosen": [], "lines": [line]}
    answer = client.post(address, json.dumps(told), content_type="application/json")
    if answer.status_code != 200:  # noqa: PLR2004 - OK
        raise NotMeasured(f"the chart answered {answer.status_code}")
    read: dict[str, Any] = answer.json()
    return read


def _revision(client: Any, address: str) -> int:
    """Ask for the revision by a line that charts nothing."""
    line = {"key": "bench-first", "text": "zzz", "teeth": [], "surfaces": []}
    return int(_sent(client, address, 0, line)["revision"])
