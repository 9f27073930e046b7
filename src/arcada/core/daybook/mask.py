"""A day as one integer: bit k stands for the k-th increment after local midnight, 1 where it is free.

    08:00 .. 09:00 free at 10-minute increments    bits 48..53
    runs(mask, 3)                                  bits 48..51: where 30 minutes can start

Whole days are and-ed, or-ed and shifted at once, which is why a year of calendars is searched in milliseconds.
"""


def span(first: int, until: int) -> int:
    """Bits from `first` up to, not including, `until`; nothing when there are none."""
    return ((1 << until) - 1) & ~((1 << first) - 1) if until > first else 0


def runs(mask: int, length: int) -> int:
    """Bits at which `length` set bits in a row begin; `length` is at least 1."""
    have = 1
    while have < length:
        step = min(have, length - have)
        mask &= mask >> step
        have += step
    return mask


def first_bit(mask: int, start: int = 0) -> int | None:
    """The lowest set bit that is not below `start`, or None."""
    rest = mask >> start
    return start + (rest & -rest).bit_length() - 1 if rest else None
