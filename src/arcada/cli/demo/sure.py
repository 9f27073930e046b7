"""What an act made; a refusal ends the demo with its sentence, since then something is wrong with us."""

from typing import TypeVar

from arcada.cli.trouble import CommandTrouble
from arcada.core.kernel import Refusal

Made = TypeVar("Made")


def sure(made: Made | Refusal) -> Made:
    """Give what was made, or stop."""
    if isinstance(made, Refusal):
        raise CommandTrouble(f"The sample practice could not be made: {made.text}")
    return made
