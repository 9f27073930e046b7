"""How reading a payer's answer stops: with a refusal that names the field."""

from arcada.core.kernel import Refusal


class Wrong(Exception):
    """Something in the answer that keeps all of it out."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.text)
