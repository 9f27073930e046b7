"""`./arcada triage REPLIES.jsonl | REPLY.json | -`: replies of patients in, what to do with each out. No database.

A reply that cannot be read is answered with its refusal. Exit 2: the input could not be read.
"""

import sys
from typing import Any

from arcada.cli.plan import InputTrouble, read, written
from arcada.core.kernel import Refusal
from arcada.core.recovery.decide import decide
from arcada.interop.knowledge import KnowledgeError
from arcada.interop.plan_json import refused
from arcada.interop.triage_json import read_reply, write_decision
from arcada.interop.word_book import load_word_book

USAGE = "usage: ./arcada triage REPLIES.jsonl | REPLY.json | -"


def run(arguments: list[str]) -> int:
    """Answer all replies; 0 when all were read."""
    if len(arguments) != 1 or arguments[0] in {"-h", "--help"}:
        print(USAGE, file=sys.stderr)
        return 0 if arguments and arguments[0] in {"-h", "--help"} else 2
    try:
        load_word_book()
        lines = list(read(arguments[0]))
    except (InputTrouble, KnowledgeError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    for line in lines:
        sys.stdout.write(written(answer(line.told)) + "\n")
    return 0


def answer(told: dict[str, Any]) -> dict[str, Any]:
    """What to do with one reply, or the refusal."""
    reply = read_reply(told)
    if isinstance(reply, Refusal):
        return refused(told["id"], reply)
    return write_decision(reply.id, decide(reply, load_word_book()))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
