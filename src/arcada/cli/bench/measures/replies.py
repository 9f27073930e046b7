"""Reading a reply of a patient."""

import time
from datetime import datetime

from arcada.cli.bench.registry import MILLISECONDS, Taken, Target, measurement
from arcada.core.recovery.decide import decide
from arcada.core.recovery.reply import Context, Reply
from arcada.interop.word_book import load_word_book

TEXTS = (
    "Wednesday at 3 works for me, thank you!",
    "can't do monday but wednesday is good",
    "stop texting me please",
    "I have had a swollen cheek since yesterday and it hurts when I chew on the left side",
    "запишите меня на среду",
    "¿cuánto cuesta y aceptan mi seguro?",
    "I would have to ask at work first, they changed my shifts again and I do not know yet when I am free next week",
)
ROUNDS = 40


@measurement("reply", "reply decision", Target("p95", 5, "ms"))
def decisions() -> Taken:
    """Decide about replies of several kinds and languages, the word lists read once."""
    book = load_word_book()
    windows = (datetime.fromisoformat("2026-12-07T09:15"), datetime.fromisoformat("2026-12-09T15:00"))
    replies = [Reply(str(n), text, context=Context(windows)) for n, text in enumerate(TEXTS)]
    values = []
    for _ in range(ROUNDS):
        for reply in replies:
            started = time.perf_counter()
            decide(reply, book)
            values.append((time.perf_counter() - started) * MILLISECONDS)
    return Taken(tuple(values), f"{len(TEXTS)} replies, {ROUNDS} times")
