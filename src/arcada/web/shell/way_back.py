"""The page that a form wants to go back to: an address of this house, or none."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # no address of ours comes near


def way_back(request: HttpRequest, wanted: str) -> str:
    """Keep a path of this house; anything else, also the name of a view, is dropped."""
    inside = wanted.startswith("/") and len(wanted) <= LONGEST
    known = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside and known else ""
