"""Ceilings of a contract: by act, by stay, by year; in euros or in days; shared by name, in line order."""

from quote_engine.contract.guarantee import Benefit, Ceiling
from quote_engine.contract.quote import Consumed


class CeilingBook:
    """Remembers what each named ceiling has paid, in the quote and earlier in the reference period.

    A sum promised by year is a ceiling of its own, named after its benefit.
    """

    __slots__ = ("_cents", "_consumed", "_days", "_sums")

    def __init__(self, consumed: Consumed) -> None:
        self._consumed = consumed
        self._cents: dict[str, int] = {}
        self._days: dict[str, int] = {}
        self._sums: dict[str, int] = {}

    def days_left(self, benefit: Benefit, asked: int) -> tuple[int, Ceiling | None]:
        """Give how many of the days asked the benefit still covers, and the ceiling that makes them fewer."""
        days, binding = asked, None
        for ceiling in benefit.ceilings:
            if ceiling.days is not None and (left := max(ceiling.days - self.used(ceiling), 0)) < days:
                days, binding = left, ceiling
        return days, binding

    def amount_left(self, key: str, amount: int) -> int:
        """Give what the sum promised by year for a benefit still holds."""
        return max(amount - self._earlier(key)[0] - self._sums.get(key, 0), 0)

    def cap(self, benefit: Benefit, paid: int, ticket_moderateur: int, acts: int = 1) -> tuple[int, Ceiling | None]:
        """Reduce a payment to what every amount ceiling of the benefit leaves, and name the one that did."""
        binding = None
        for ceiling in benefit.ceilings:
            if ceiling.amount is None:
                continue
            free = min(paid, ticket_moderateur) if ceiling.beyond == "ticket_moderateur" else 0
            limit = ceiling.amount * acts if ceiling.per == "act" else ceiling.amount
            if (left := max(limit - self.used(ceiling), 0)) < paid - free:
                paid, binding = free + left, ceiling
        return paid, binding

    def record(self, benefit: Benefit, paid: int, ticket_moderateur: int, days: int | None) -> None:
        """Note a payment under each ceiling that it uses; `days` only for what is billed by the day."""
        if days is not None:
            for name in {c.name for c in benefit.ceilings if c.days is not None}:
                self._days[name] = self._days.get(name, 0) + days
        counted: dict[str, int] = {}
        for ceiling in benefit.ceilings:
            if ceiling.amount is not None:
                free = min(paid, ticket_moderateur) if ceiling.beyond == "ticket_moderateur" else 0
                counted[ceiling.name] = max(counted.get(ceiling.name, 0), paid - free)
        for name, amount in counted.items():
            self._cents[name] = self._cents.get(name, 0) + amount
        if benefit.cover.per == "year":
            self._sums[benefit.key] = self._sums.get(benefit.key, 0) + paid

    def used(self, ceiling: Ceiling) -> int:
        """Give what counts against a ceiling already: by act nothing, by stay this quote, by year the period too."""
        if ceiling.per == "act":
            return 0
        in_days = ceiling.days is not None
        here = self._days.get(ceiling.name, 0) if in_days else self._cents.get(ceiling.name, 0)
        return here if ceiling.per == "stay" else here + self._earlier(ceiling.name)[in_days]

    def _earlier(self, name: str) -> tuple[int, int]:
        return self._consumed.ceilings.get(name, (0, 0))
