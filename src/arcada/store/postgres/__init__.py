"""A real PostgreSQL without an administrator: found, started, shared by several processes, looked after.

`with running() as server:` gives `server.app_url` (the role that serves) and `server.owner_url` (the role that
migrates). See docs/adr/0002-database-launcher.md.
"""

from arcada.store.postgres.launcher import default_home, running, throwaway
from arcada.store.postgres.server import Server, ServerTrouble

__all__ = ["Server", "ServerTrouble", "default_home", "running", "throwaway"]
