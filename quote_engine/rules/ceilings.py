"""Ceilings of a contract: by act, by stay, by year; in euros or in days; shared by name, in line order."""

from quote_engine.guarantee import Benefit, Ceiling
from quote_engine.quote import Consumed


class CeilingBook:
    """Remembers what each named ceiling has paid, in the quote and earlier in the reference period."""

    def __init__(self, consumed: Consumed) -> None:
        self._consumed = consumed
        self._cents: dict[str, int] = {}
        self._days: dict[str, int] = {}

    def days_left(self, benefit: Benefit, asked: int) -> int:
        """Give how many of the days asked the benefit still covers."""
        limits = [c for c in benefit.ceilings if c.days is not None]
        return max(min([asked, *(self._left(c, c.days or 0, self._days, 1) for c in limits)]), 0)

    def amount_left(self, name: str, amount: int) -> int:
        """Give what a yearly sum still holds."""
        return max(amount - self._earlier(name, 0) - self._cents.get(name, 0), 0)

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
        if benefit.ceilings:
            for name in {c.name for c in benefit.ceilings if c.days is not None}:
                self._days[name] = self._days.get(name, 0) + days
            amounts = {c.name: c for c in benefit.ceilings if c.amount is not None}
            for name, ceiling in amounts.items():
                free = min(paid, ticket_moderateur) if ceiling.beyond == "ticket_moderateur" else 0
                self._cents[name] = self._cents.get(name, 0) + paid - free
        if benefit.cover.per == "year":
            self._cents[benefit.key] = self._cents.get(benefit.key, 0) + paid

    def _left(self, ceiling: Ceiling, limit: int, used: dict[str, int], unit: int) -> int:
        if ceiling.per == "act":
            return limit
        if ceiling.per == "stay":
            return limit - used.get(ceiling.name, 0)
        return limit - used.get(ceiling.name, 0) - self._earlier(ceiling.name, unit)

    def _earlier(self, name: str, unit: int) -> int:
        return self._consumed.ceilings.get(name, (0, 0))[unit]
