"""Texts that are too long for their place, told before the database does."""

from arcada.core.kernel import Refusal


def too_long(**given: tuple[str, int]) -> Refusal | None:
    """The first text longer than its limit: `too_long(title=(title, 160))`."""
    for field, (text, limit) in given.items():
        if len(text.strip()) > limit:
            said = field.replace("_", " ")
            sentence = f"The {said} has {len(text.strip())} letters; there is room for {limit}. Shorten it."
            return Refusal("too_long", sentence, field)
    return None
