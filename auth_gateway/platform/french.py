"""Amounts as French typography prints them: `1 234,56 €` with narrow no-break spaces (U+202F)."""

from collections.abc import Sequence

NARROW_SPACE = "\u202f"
WHOLE_DIGITS = 7
MINUS = "−"


def cents(amount: str) -> int:
    """`"1200.50"` → 120050. The contracts' money is text with exactly two decimals; anything else is a ValueError."""
    whole, point, decimals = amount.partition(".")
    if not point or len(decimals) != 2 or not decimals.isdecimal() or not whole.removeprefix("-").isdecimal():
        raise ValueError(f"an amount is text with two decimals, such as 1200.00; received {amount!r}")
    return int(whole + decimals)


def plain(value: int) -> str:
    """120050 → `"1200.50"`, the contracts' form."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"


def typed(text: str) -> str | None:
    """`1 250,5 €` → `"1250.50"`, the contracts' form; None for what is no amount of money."""
    bare = text.translate({ord(char): None for char in f" €\u00a0{NARROW_SPACE}"}).replace(",", ".")
    whole, _, decimals = bare.partition(".")
    right = whole.isascii() and whole.isdecimal() and len(whole) <= WHOLE_DIGITS
    right = right and (not decimals or (decimals.isascii() and decimals.isdecimal() and len(decimals) <= 2))
    return f"{int(whole)}.{decimals:0<2}" if right else None


def euros(amount: str) -> str:
    """`"1234.56"` → `1 234,56 €`."""
    value = cents(amount)
    units, rest = divmod(abs(value), 100)
    sign = MINUS if value < 0 else ""
    return f"{sign}{units:,}".replace(",", NARROW_SPACE) + f",{rest:02d}{NARROW_SPACE}€"


def percents(parts: Sequence[int]) -> list[int]:
    """Whole percents of each part that add up to 100: what is lost by rounding down goes to the largest remainders."""
    total = sum(parts)
    if total <= 0:
        return [0 for _ in parts]
    whole = [part * 100 // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -(parts[index] * 100 % total))
    for index in by_remainder[: 100 - sum(whole)]:
        whole[index] += 1
    return whole
