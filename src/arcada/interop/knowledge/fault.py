"""What is wrong in a knowledge file, said so that the person who edited it finds the place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class KnowledgeFault:
    """One fault: `protocols/crack.yaml:12: strategies[0].steps[1].do: there is no procedure 'crwn'`."""

    file: str
    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.field, self.text) if part)


class KnowledgeError(ValueError):
    """The files cannot be used; `faults` are all that were found, in the order of files and lines."""

    def __init__(self, faults: tuple[KnowledgeFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
