"""Pages and papers, as a signed-in dentist gets them."""

import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from arcada.cli.bench import figures
from arcada.cli.bench.registry import MILLISECONDS, NotMeasured, Taken, Target, measurement, timed
from arcada.cli.bench.stage import Stage, acting, stage

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 20
NO_STAFF_PAGES = ("account_", "mfa_", "socialaccount_", "choose_", "gallery")
"""One's own account, rarely opened, and the gallery of components, which is for those who build."""


def known(set_up: Stage) -> dict[str, Any]:
    """Return what may stand in an address, by the name that addresses use for it."""
    return {
        "patient_id": set_up.patient.pk,
        "case_id": set_up.case.pk,
        "version_id": set_up.version.pk,
        "proposal_id": set_up.proposal.pk,
        "alternative_id": set_up.proposal.alternative_id,
        "provider_id": set_up.provider.pk,
    }


def addresses(set_up: Stage) -> Iterator[tuple[str, str]]:
    """Yield name and address of every page that can be addressed with what the stage holds."""
    from django.urls import get_resolver, reverse

    have = known(set_up)

    def walk(patterns: Any, space: str, outer: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        for pattern in patterns:
            wanted = outer | frozenset(pattern.pattern.converters)
            if hasattr(pattern, "url_patterns"):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner, wanted)
            elif pattern.name:
                yield f"{space}{pattern.name}", wanted

    for name, wanted in walk(get_resolver().url_patterns, "", frozenset()):
        if wanted <= have.keys() and not name.startswith(NO_STAFF_PAGES):
            yield name, reverse(name, kwargs={key: have[key] for key in wanted})


def get(client: "Client", address: str) -> float | None:
    """Return the milliseconds that a page took; None for what is no page to look at."""
    started = time.perf_counter()
    answer = client.get(address)
    taken = (time.perf_counter() - started) * MILLISECONDS
    is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")  # noqa: PLR2004 - OK
    return taken if is_page else None


@measurement("page", "slowest staff page, 20,000 patients, 8,000 future appointments", Target("p95", 150, "ms"))
def page() -> Taken:
    """Open every page many times as a dentist; the figures are those of the slowest page."""
    set_up = stage()
    from django.test import Client

    from arcada.config.settle import settle

    settle()  # as the server does before its first page
    logging.getLogger("django.request").setLevel(logging.ERROR)  # that a dentist may not open some pages is no news
    client = Client(SERVER_NAME="localhost")
    client.force_login(set_up.dentist.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    samples: dict[str, list[float]] = {}
    for name, address in addresses(set_up):
        if get(client, address) is None:  # also warms the page up
            continue
        samples[name] = [taken for _ in range(ROUNDS) if (taken := get(client, address)) is not None]
    if not samples:
        raise NotMeasured("no page answered")
    slowest = max(samples, key=lambda name: figures.statistic(samples[name], "p95"))
    return Taken(samples[slowest], f"{slowest}, the slowest of {len(samples)} pages")


@measurement("pdf", "proposal as PDF", Target("p95", 500, "ms"))
def pdf() -> Taken:
    """Make the paper of a presented proposal."""
    set_up = stage()
    from arcada.config.settle import settle
    from arcada.documents.papers import proposal_pdf

    settle()
    with acting(set_up.dentist):
        content = set_up.proposal.content
    return timed(lambda: proposal_pdf(content), samples=20)
