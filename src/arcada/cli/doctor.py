"""`./arcada doctor`: looks at everything that must be right here, and answers each question with a sentence.

ok     as it should be
WRONG  what is wrong and what to do; the exit code is then 1
-      could not be asked, because what it stands on is wrong
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from arcada.cli.examinations import database, machine
from arcada.cli.examinations.finding import Wrong


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and how it was answered; `right` is None when it could not be asked."""

    about: str
    right: bool | None
    sentence: str

    def line(self) -> str:
        """Return the answer as a line."""
        sign = {True: "ok", False: "WRONG", None: "-"}[self.right]
        return f"{sign:<6} {self.about}: {self.sentence}"


def run(arguments: list[str]) -> int:
    """Print an answer for each question; 1 when something is wrong."""
    del arguments
    wrong = 0
    for answer in examine():
        print(answer.line(), flush=True)
        wrong += answer.right is False
    print(
        f"\n{wrong} {'thing is' if wrong == 1 else 'things are'} wrong."
        if wrong
        else "\nAll is as it should be."
    )
    return 1 if wrong else 0


def examine() -> Iterator[Answer]:
    """Ask every question; those about the database only when the server answers."""
    for about, question in machine.QUESTIONS:
        yield ask(about, question)
    with database.patient() as found:
        server = ask("Database server", found.server)
        yield server
        for about, inquiry in database.QUESTIONS:
            if server.right:
                yield ask(about, partial(inquiry, found))
            else:
                yield Answer(about, None, "not asked, since the server does not answer")


def ask(about: str, question: Callable[[], str]) -> Answer:
    """Ask one question: it returns a sentence, or raises `Wrong` with one; whatever else breaks is wrong too."""
    try:
        return Answer(about, right=True, sentence=question())
    except Wrong as wrong:
        return Answer(about, right=False, sentence=str(wrong))
    except Exception as trouble:  # noqa: BLE001 - a doctor that falls ill at one question still asks the others
        return Answer(
            about, right=False, sentence=f"the question itself failed ({type(trouble).__name__}: {trouble})"
        )
