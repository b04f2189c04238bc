"""Money is integer cents, a rate is integer ten-thousandths; this is the only place that rounds."""

import functools
from decimal import Decimal

FEWEST_DIGITS, MOST_DIGITS = 3, 9
"""Of an amount: from 0,00 € to 9 999 999,99 €."""
NARROW_SPACE = "\u202f"
WHOLE = 10_000
"""100 % as a rate."""
HALF = WHOLE // 2
THOUSAND_EUROS = 100_000
REMEMBERED = 4096
"""How many answers a cache keeps: quotes resemble each other, and memory must not grow with their number."""
_CENTS = tuple(f".{cents:02d}" for cents in range(100))
_FRENCH_CENTS = tuple(f",{cents:02d}{NARROW_SPACE}€" for cents in range(100))
"""Every end that an amount can have: a quote writes a hundred amounts, and formatting them is a fifth of its time."""


def to_cents(text: str) -> int:
    """Read "1200.00", euros and two decimals. Raise ValueError for any other form: a float never comes in.

    Without a regular expression, which would take twice the time of all the rest.
    """
    digits = text[:-3] + text[-2:]
    right = text[-3:-2] == "." and digits.isdigit() and digits.isascii()
    if not right or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise ValueError(text)
    return int(digits)


def to_text(cents: int) -> str:
    """Write 120000 as "1200.00", the contract's form."""
    if cents <= 0:
        return "-" + to_text(-cents) if cents else "0.00"
    return f"{cents // 100}{_CENTS[cents % 100]}"


def to_french(cents: int) -> str:
    """Write 120000 as « 1 200,00 € » with narrow no-break spaces."""
    if cents < 0:
        return "-" + to_french(-cents)
    if cents < THOUSAND_EUROS:
        return f"{cents // 100}{_FRENCH_CENTS[cents % 100]}"
    return f"{cents // 100:,}".replace(",", NARROW_SPACE) + _FRENCH_CENTS[cents % 100]


def to_rate(rate: Decimal | int) -> int:
    """Turn Decimal("0.365") into 3650 ten-thousandths, exactly; ValueError when there are more decimals."""
    exact = rate * WHOLE
    if exact != int(exact):
        raise ValueError(rate)
    return int(exact)


@functools.lru_cache(REMEMBERED)
def percent_text(rate: int) -> str:
    """Write 3650 ten-thousandths as « 36,5 % »."""
    whole, rest = divmod(rate, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{NARROW_SPACE}%"


def share(cents: int, rate: int) -> int:
    """Give a rate of an amount, rounded half up to the cent."""
    return (cents * rate + HALF) // WHOLE


def round_cents(fine: int, unit: int = WHOLE) -> int:
    """Round an amount counted in fractions of a cent (`unit` to the cent) half up: once, after several rates."""
    return (fine + unit // 2) // unit
