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
    print(f"\n{wrong} {'thing is' if wrong == 1 else 'things are'} wrong." if wrong else "\nAll is as it should be.")
    return 1 if wrong else 0


def examine() -> Iterator[Answer]:
    """Ask every question; those that stand on a wrong answer are not asked."""
    for about, question in machine.QUESTIONS:
        yield ask(about, question)
    with database.patient() as found:
        stands_on = ask("Database server", found.server)
        yield stands_on
        for about, inquiry in database.QUESTIONS:
            if not stands_on.right:
                yield Answer(about, None, f"not asked, since something is wrong with: {stands_on.about}")
                continue
            answer = ask(about, partial(inquiry, found))
            yield answer
            if inquiry is database.tables:
                stands_on = answer


def ask(about: str, question: Callable[[], str]) -> Answer:
    """Ask one question: it returns a sentence, or raises `Wrong` with one; whatever else breaks is wrong too."""
    try:
        return Answer(about, right=True, sentence=question())
    except Wrong as wrong:
        return Answer(about, right=False, sentence=str(wrong))
    except Exception as trouble:  # noqa: BLE001 - a doctor that falls ill at one question still asks the others
        return Answer(about, right=False, sentence=f"the question itself failed ({type(trouble).__name__}: {trouble})")
