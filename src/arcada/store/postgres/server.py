"""What a user of the database is given: two addresses, one for serving and one for migrating."""

from dataclasses import dataclass, field
from pathlib import Path


class ServerTrouble(Exception):
    """The database server cannot be had; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. The addresses hold passwords, so they stay out of `repr`."""

    app_url: str = field(repr=False)
    """Address of `arcada_app`: serves, owns nothing, bypasses nothing."""
    owner_url: str = field(repr=False)
    """Address of `arcada_owner`: migrates, bypasses row-level security. Empty when somebody else's server gave none."""
    origin: str
    """Where the server's programs come from, as a phrase for people."""
    folder: Path | None = None
    """The cluster's folder; None for a server that was given by DATABASE_URL."""
