"""Reading an amount as it is typed in the practice's country: '1,180.50', '1.180,50 €', '$1180'.

A thousands' sign counts only before three digits, so that '1.18' in Germany is not taken for 118. A point with one or
two digits after it is read everywhere. Cents are two places; more are asked about, not rounded away.
"""

import re
from decimal import Decimal

from arcada.core.kernel import Refusal
from arcada.display.phrases import SYMBOLS, Voice


def read_amount(typed: str, voice: Voice) -> Decimal | Refusal:
    """Read an amount in a voice's currency."""
    customs = voice.customs
    bare = re.sub(r"\s", "", typed)
    for sign in (voice.currency, SYMBOLS.get(voice.currency, "")):
        bare = bare.removeprefix(sign).removesuffix(sign) if sign else bare
    group, point = (re.escape(re.sub(r"\s", "", sign)) for sign in (customs.group, customs.decimal))
    whole = rf"\d{{1,3}}(?:{group}\d{{3}})+|\d+" if group else r"\d+"
    read = re.fullmatch(rf"({whole})(?:{point}(\d{{1,2}}))?", bare) or re.fullmatch(r"(\d+)\.(\d{1,2})", bare)
    if read is None:
        return _unreadable(typed, voice)
    digits = re.sub(r"\D", "", read[1])
    return Decimal(f"{digits}.{read[2] or '00'}")


def _unreadable(typed: str, voice: Voice) -> Refusal:
    sample = f"1{voice.customs.group}250{voice.customs.decimal}00".replace("\N{NARROW NO-BREAK SPACE}", " ")
    if not typed.strip():
        return Refusal("fee_missing", "Write an amount, or choose 'No fee'.", "amount")
    return Refusal("fee_unreadable", f"'{typed.strip()}' is no amount; write one like {sample}.", "amount")
