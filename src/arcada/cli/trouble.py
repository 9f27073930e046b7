"""A command cannot do what was asked; the sentence is for the person at the terminal."""


class CommandTrouble(Exception):
    """What is wrong and what to do, in a sentence or two."""
