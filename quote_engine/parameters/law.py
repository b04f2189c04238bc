"""The law of one day: every parameter as it stood, ready for arithmetic, with what a member is shown as its source."""

import datetime as dt
import functools
from decimal import Decimal
from typing import NamedTuple

from quote_engine.money import REMEMBERED, to_rate
from quote_engine.parameters.loader import all_parameters, shown_source


class Value(NamedTuple):
    """A value in force: cents, ten-thousandths for a rate, a plain number for a count or years."""

    amount: int
    source: str
    disputed_until: dt.date | None


class Law(dict[str, Value]):
    """The values of a day by name, each looked up when first asked for; a missing one refuses the quote."""

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day

    def __missing__(self, name: str) -> Value:
        window = all_parameters()[name].on(self.day)
        found = window.value
        amount = to_rate(found.amount) if isinstance(found.amount, Decimal) else found.amount
        value = Value(amount, shown_source(found.sources, self.day, window), found.disputed_until)
        self[name] = value
        return value


@functools.lru_cache(REMEMBERED)
def law_on(day: dt.date) -> Law:
    """Give the law of a day; the same object each time, so a value is looked up once."""
    return Law(day)
