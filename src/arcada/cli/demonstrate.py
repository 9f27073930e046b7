"""`./arcada demo`: a sample practice on a real database; with --once the main job, said in lines, and the end."""

from arcada.cli.children import ending_politely
from arcada.cli.database import joined
from arcada.cli.sealing import sealing
from arcada.cli.serve import options, refuse_taken_port, serve


def run(arguments: list[str]) -> int:
    """Fill the sample practice, then serve it (or, with --once, do the main job and say what was made)."""
    given = options("demo", arguments)
    if not given.once:
        refuse_taken_port(given.host, given.port)
    with joined() as server:
        with ending_politely(), sealing():
            from arcada.cli.demo import run as prepare

            code = prepare(once=given.once)
        if given.once or code:
            return code
        return serve(given.host, given.port, origin=server.origin)
