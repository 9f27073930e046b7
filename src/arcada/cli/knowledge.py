"""`./arcada knowledge`: say what is wrong in the knowledge files; with `--pages FOLDER` write their pages."""

import argparse
import sys
from pathlib import Path

from arcada.cli.trouble import CommandTrouble
from arcada.interop.knowledge import KnowledgeError, load_library


def run(arguments: list[str]) -> int:
    """Check the files, and write the pages where that is asked for."""
    parser = argparse.ArgumentParser(prog="./arcada knowledge", description=__doc__)
    parser.add_argument("--pages", metavar="FOLDER", type=Path, help="write one page for each group of protocols")
    given = parser.parse_args(arguments)
    try:
        library = load_library()
    except KnowledgeError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print(f"{len(error.faults)} faults", file=sys.stderr)
        return 1
    counts = (len(library.kinds), len(library.protocols), len(library.procedures), len(library.families))
    print("{} findings, {} protocols, {} procedures of {} families, without a fault".format(*counts))
    if given.pages is not None:
        print(f"{write_pages(given.pages)} pages in {given.pages}")
    return 0


def write_pages(folder: Path) -> int:
    """Write the pages into a folder, and take away pages of groups that are no more."""
    from arcada.interop.protocol_pages.markdown import pages

    made = pages()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.md"):
            if old.name not in made:
                old.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}."
        raise CommandTrouble(message) from None
    return len(made)
