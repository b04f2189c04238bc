"""What the complementary pays on one expense: its wording, the limits of responsible contracts, its ceilings.

It starts from what the Assurance Maladie pays before the participation, which nobody reimburses.
"""

from collections.abc import Callable

from quote_engine.errors import RefusalError
from quote_engine.estimate import Share, Step
from quote_engine.explain import days_text, step
from quote_engine.guarantee import Benefit, Cover, Guarantee
from quote_engine.money import WHOLE, percent_text, round_cents, share, to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.ceilings import CeilingBook
from quote_engine.rules.context import Context
from quote_engine.sentences import BENEFIT_LABELS, PERIOD_LABELS


class Expense:
    """One thing to reimburse, in cents; nothing changes it. `unit` and `days` are for what is billed by the day.

    `amo` is gross, as in the pathway of care; `amo_paid` is what is really paid, when out of pathway makes it less.
    `optam_keys` are the keys of the same expense with an OPTAM practitioner, only for one without OPTAM.
    """

    __slots__ = ("amo", "amo_paid", "base", "charged", "days", "fee_ceiling", "id", "keys", "need", "nights",
                 "optam_keys", "overrun", "ticket_moderateur", "unit")  # fmt: skip

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
    ) -> None:
        self.id, self.keys, self.optam_keys = id, keys, optam_keys
        self.charged, self.base, self.amo = charged, base, amo
        self.amo_paid = amo if amo_paid is None else amo_paid
        self.fee_ceiling = fee_ceiling
        self.unit, self.days, self.nights = unit, days, nights
        covered = min(charged, base)
        self.ticket_moderateur = covered - amo if covered > amo else 0
        self.overrun = charged - covered
        self.need = charged - amo if charged > amo else 0

    def with_amo(self, amo: int) -> "Expense":
        """Give the same expense with another share of the Assurance Maladie."""
        return Expense(self.id, self.keys, self.charged, self.base, amo, optam_keys=self.optam_keys,
                       fee_ceiling=self.fee_ceiling, unit=self.unit, days=self.days, nights=self.nights)  # fmt: skip

    def for_days(self, days: int) -> "Expense":
        """Give the part of what is billed by the day that is for fewer days."""
        unit = self.unit or 0
        part = unit * days
        return Expense(self.id, self.keys, part, min(self.base, part), min(self.amo, part), unit=unit, days=days,
                       nights=min(self.nights, days))  # fmt: skip


class Contract:
    """One cover at work on one quote: it remembers its ceilings from expense to expense."""

    def __init__(self, guarantee: Guarantee, context: Context, *, required: bool) -> None:
        self.guarantee = guarantee
        self._context = context
        self._required = required
        self._book = CeilingBook(context.quote.consumed)

    def pay(self, expense: Expense, paid_before: int, out: Share | None) -> int:
        """Give what the contract pays of what an earlier contract left; explain it on `out` when given.

        A responsible contract never covers what out of pathway takes away: it starts from the share in the pathway.
        """
        if expense.amo_paid != expense.amo and not self.guarantee.responsible:
            expense = expense.with_amo(expense.amo_paid)
        left = expense.need - paid_before
        if left <= 0:
            return 0
        benefit = self.guarantee.find(expense.keys)
        if benefit is None:
            return self._not_mentioned(expense)
        steps: list[Step] = [] if out is None else out.steps
        cover, ceilings = benefit.cover, benefit.ceilings
        days = self._book.days_left(benefit, expense.days) if ceilings and expense.unit is not None else expense.days
        part = expense if days == expense.days else expense.for_days(days)
        amount = self._amount(cover)
        promised = (
            self._sum(benefit, amount, part)
            if cover.kind in SUMS
            else _FORMULAS[cover.kind](cover, part, self.guarantee)
        )
        paid = min(promised, left)
        if out is not None:
            steps.append(_cover_step(cover, amount, paid, self.guarantee.label))
        if part is not expense:
            facts = {"days": days_text(days), "asked": days_text(expense.days)}
            steps.append(step("ceiling_days", paid, self.guarantee.label, **facts))
        if expense.optam_keys and self.guarantee.responsible:
            limit = self._responsible_limit(expense)
            paid = _limit(paid, limit, "responsible_limit", shown_name("R871-2"), steps)
        if expense.fee_ceiling is not None:
            above = max(expense.charged - expense.fee_ceiling, 0)
            ceiling = to_french(expense.fee_ceiling)
            paid = _limit(paid, max(left - above, 0), "fee_ceiling", shown_name("HLF2018"), steps, ceiling=ceiling)
        if ceilings:
            capped = self._book.cap(benefit, paid, expense.ticket_moderateur)
            paid = _limit(paid, capped, "ceiling", self.guarantee.label, steps)
        if ceilings or cover.per == "year":
            self._book.record(benefit, paid, expense.ticket_moderateur, days)
        return paid

    def _not_mentioned(self, expense: Expense) -> int:
        """Refuse what the cover says nothing of; a top-up simply does not pay it."""
        if not self._required:
            return 0
        label = BENEFIT_LABELS[expense.keys[0].partition(".")[0]].lower()
        message = f"Votre garantie ne dit pas ce qu'elle rembourse pour cette dépense : {label}."
        raise RefusalError("missing_guarantee_benefit", message, expense.id)

    def _amount(self, cover: Cover) -> int:
        """Give the sum that a cover promises, in cents; one told as a percentage of the PMSS follows the date."""
        if cover.kind == "percent_of_pmss":
            return share(self._context.law["complementary/pmss"].amount, cover.rate)
        return cover.amount

    def _sum(self, benefit: Benefit, amount: int, expense: Expense) -> int:
        """Give what a promised sum comes to: by act, by day or night, or what the year has left of it."""
        per = benefit.cover.per
        if per == "act":
            return min(expense.need, amount)
        if per == "year":
            return min(expense.need, self._book.amount_left(benefit.key, amount))
        count = expense.nights if per == "night" else expense.days
        if expense.unit is None:
            return min(expense.need, amount * count)
        return min(expense.need, min(expense.unit, amount) * min(count, expense.days))

    def _responsible_limit(self, expense: Expense) -> int:
        """Limit the overrun covered without OPTAM: the base, and the OPTAM cover less 20 % of the base (R871-2)."""
        law = self._context.law
        limit = expense.base * law["complementary/non_optam_overrun"].amount
        optam = self.guarantee.find(expense.optam_keys)
        level = None if optam is None else overrun_level(optam.cover, self._amount(optam.cover), expense)
        if level is not None:
            limit = min(limit, level - expense.base * law["complementary/non_optam_gap"].amount)
        return expense.ticket_moderateur + max(round_cents(limit), 0)


def _limit(paid: int, limit: int, rule: str, source: str, steps: list[Step], **facts: object) -> int:
    if paid <= limit:
        return paid
    steps.append(step(rule, limit, source, **facts))
    return limit


def _percent_of_base(cover: Cover, expense: Expense, guarantee: Guarantee) -> int:
    """« x % BR »: included, max(TM, min(F, x B) - AMO); excluded, min(F - AMO, x B)."""
    level = share(expense.base, cover.rate)
    if not cover.amo_included:
        return min(expense.need, level)
    least = expense.ticket_moderateur if cover.rate >= WHOLE or guarantee.responsible else 0
    return max(least, min(expense.charged, level) - expense.amo, 0)


def _ticket_moderateur(cover: Cover, expense: Expense, _: Guarantee) -> int:
    """« TM + x % BR »: TM + min(D, x B)."""
    return expense.ticket_moderateur + min(expense.overrun, share(expense.base, cover.rate))


def _percent_of_amo(cover: Cover, expense: Expense, _: Guarantee) -> int:
    return min(expense.need, share(expense.amo, cover.rate))


def _everything(_: Cover, expense: Expense, __: Guarantee) -> int:
    """« Frais réels » and « 100 % Santé »: F - AMO; the fee ceiling of the act comes after."""
    return expense.need


def _nothing(_: Cover, __: Expense, ___: Guarantee) -> int:
    return 0


SUMS = frozenset({"amount", "percent_of_pmss"})
"""Covers that promise a sum by act, day, night or year."""

_FORMULAS: dict[str, Callable[[Cover, Expense, Guarantee], int]] = {
    "percent_of_base": _percent_of_base,
    "ticket_moderateur": _ticket_moderateur,
    "percent_of_amo": _percent_of_amo,
    "actual_cost": _everything,
    "zero_remaining": _everything,
    "none": _nothing,
}


def overrun_level(cover: Cover, amount: int, expense: Expense) -> int | None:
    """How much overrun a cover promises on this base, whatever the fee, in ten-thousandths of a cent; None: no limit.

    `amount` is the sum promised, in cents, for the covers that promise one.
    """
    base, minimum = expense.base, expense.ticket_moderateur
    levels = {
        "percent_of_base": base * cover.rate - (base if cover.amo_included else minimum) * WHOLE,
        "ticket_moderateur": base * cover.rate,
        "percent_of_amo": expense.amo * cover.rate - minimum * WHOLE,
        "amount": (amount - minimum) * WHOLE,
        "percent_of_pmss": (amount - minimum) * WHOLE,
        "none": 0,
    }
    level = levels.get(cover.kind)
    return None if level is None else max(level, 0)


def _cover_step(cover: Cover, amount: int, paid: int, label: str) -> Step:
    rule = f"cover_{cover.kind}"
    if cover.kind == "percent_of_base":
        rule = "cover_percent_included" if cover.amo_included else "cover_percent_excluded"
    elif cover.kind == "ticket_moderateur" and cover.rate:
        rule = "cover_ticket_moderateur_plus"
    elif cover.kind in SUMS:
        percent = percent_text(cover.rate)
        return step(rule, paid, label, limit=to_french(amount), per=PERIOD_LABELS[cover.per], percent=percent)
    return step(rule, paid, label, percent=percent_text(cover.rate))
