"""Ceilings of a contract: by act, by stay, by year; in euros or in days; shared by name, in line order."""

from collections import Counter

from quote_engine.guarantee import Benefit, Ceiling
from quote_engine.quote import Consumed


class CeilingBook:
    """Remembers what each named ceiling has paid, in the quote and earlier in the reference period."""

    def __init__(self, consumed: Consumed) -> None:
        self._consumed = consumed
        self._cents: Counter[str] = Counter()
        self._days: Counter[str] = Counter()

    def days_left(self, benefit: Benefit, asked: int) -> int:
        """Give how many of the days asked the benefit still covers."""
        limits = [c for c in benefit.ceilings if c.days is not None]
        return max(min([asked, *(self._left(c, c.days or 0, self._days, 1) for c in limits)]), 0)

    def amount_left(self, name: str, amount: int) -> int:
        """Give what a yearly sum still holds."""
        return max(amount - self._earlier(name, 0) - self._cents[name], 0)

    def cap(self, benefit: Benefit, paid: int, ticket_moderateur: int) -> int:
        """Reduce a payment to what every amount ceiling of the benefit leaves."""
        for ceiling in benefit.ceilings:
            if ceiling.amount is None:
                continue
            free = min(paid, ticket_moderateur) if ceiling.beyond == "ticket_moderateur" else 0
            paid = free + min(paid - free, max(self._left(ceiling, ceiling.amount, self._cents, 0), 0))
        return paid

    def record(self, benefit: Benefit, paid: int, ticket_moderateur: int, days: int) -> None:
        """Note a payment under each ceiling that it uses."""
        for name in {c.name for c in benefit.ceilings if c.days is not None}:
            self._days[name] += days
        amounts = {c.name: c for c in benefit.ceilings if c.amount is not None}
        for name, ceiling in amounts.items():
            free = min(paid, ticket_moderateur) if ceiling.beyond == "ticket_moderateur" else 0
            self._cents[name] += paid - free
        if benefit.cover.kind == "amount" and benefit.cover.per == "year":
            self._cents[benefit.key] += paid

    def _left(self, ceiling: Ceiling, limit: int, used: Counter[str], unit: int) -> int:
        if ceiling.per == "act":
            return limit
        if ceiling.per == "stay":
            return limit - used[ceiling.name]
        return limit - used[ceiling.name] - self._earlier(ceiling.name, unit)

    def _earlier(self, name: str, unit: int) -> int:
        return self._consumed.ceilings.get(name, (0, 0))[unit]
