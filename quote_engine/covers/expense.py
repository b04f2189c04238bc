"""What the contracts look at: one thing to reimburse, after the Assurance Maladie."""


class Expense:
    """One thing to reimburse, in cents; nothing changes it. `unit` and `days` are for what is billed by the day.

    `amo` is gross, as in the pathway of care; `amo_paid` is what is really paid, when out of pathway makes it less.
    `optam_keys` are the keys of the same expense with an OPTAM practitioner, only for one without OPTAM. `acts` is how
    many acts it is. What is not `covered` by the Assurance Maladie has no ticket modérateur, and a cover pays it only
    by name; its base is what would have been the base.
    """

    __slots__ = ("acts", "amo", "amo_paid", "base", "charged", "covered", "days", "fee_ceiling", "id", "keys", "need",
                 "nights", "optam_keys", "overrun", "ticket_moderateur", "unit")  # fmt: skip

    def __init__(
        self,
        id: str,  # noqa: A002  the contract's name
        keys: tuple[str, ...],
        charged: int,
        base: int,
        amo: int,
        *,
        optam_keys: tuple[str, ...] = (),
        fee_ceiling: int | None = None,
        amo_paid: int | None = None,
        unit: int | None = None,
        days: int = 1,
        nights: int = 1,
        acts: int = 1,
        covered: bool = True,
    ) -> None:
        self.id, self.keys, self.optam_keys = id, keys, optam_keys
        self.charged, self.base, self.amo = charged, base, amo
        self.amo_paid = amo if amo_paid is None else amo_paid
        self.fee_ceiling = fee_ceiling
        self.unit, self.days, self.nights, self.acts = unit, days, nights, acts
        self.covered = covered
        within = min(charged, base) if covered else 0
        self.ticket_moderateur = within - amo if within > amo else 0
        self.overrun = charged - within
        self.need = charged - amo if charged > amo else 0

    def with_amo(self, amo: int) -> "Expense":
        """Give the same expense with another share of the Assurance Maladie."""
        return Expense(self.id, self.keys, self.charged, self.base, amo, optam_keys=self.optam_keys,
                       fee_ceiling=self.fee_ceiling, unit=self.unit, days=self.days, nights=self.nights,
                       acts=self.acts, covered=self.covered)  # fmt: skip

    def for_days(self, days: int) -> "Expense":
        """Give the part of what is billed by the day that is for fewer days."""
        unit = self.unit or 0
        part = unit * days
        return Expense(self.id, self.keys, part, min(self.base, part), min(self.amo, part), unit=unit, days=days,
                       nights=min(self.nights, days), covered=self.covered)  # fmt: skip
