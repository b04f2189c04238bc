"""Money is integer cents; rates are exact decimals; this is the only place that rounds."""

import functools
import re
from decimal import ROUND_HALF_UP, Decimal

MONEY_FORM = re.compile(r"[0-9]{1,7}\.[0-9]{2}")
"""What a contract accepts: euros and two decimals, up to 9 999 999,99 €."""

NARROW_SPACE = "\u202f"
ONE = Decimal(1)
REMEMBERED = 4096
"""How many texts are kept: one quote says the same amount several times, and quotes resemble each other."""


def to_cents(text: str) -> int:
    """Read "1200.00". Raise ValueError for any other form: a float never comes in."""
    if not MONEY_FORM.fullmatch(text):
        raise ValueError(text)
    return int(text.replace(".", ""))


@functools.lru_cache(REMEMBERED)
def to_text(cents: int) -> str:
    """Write 120000 as "1200.00", the contract's form."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


@functools.lru_cache(REMEMBERED)
def to_french(cents: int) -> str:
    """Write 120000 as « 1 200,00 € » with narrow no-break spaces."""
    whole = f"{abs(cents) // 100:,}".replace(",", NARROW_SPACE)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole},{abs(cents) % 100:02d}{NARROW_SPACE}€"


@functools.lru_cache(REMEMBERED)
def percent_text(rate: Decimal) -> str:
    """Write Decimal("0.365") as « 36,5 % »."""
    number = format((rate * 100).normalize(), "f").replace(".", ",")
    return f"{number}{NARROW_SPACE}%"


def share(cents: int, rate: Decimal) -> int:
    """Give a rate of an amount, rounded half up to the cent."""
    return round_cents(Decimal(cents) * rate)


def round_cents(cents: Decimal) -> int:
    return int(cents.quantize(ONE, rounding=ROUND_HALF_UP))
