"""What the complementary pays on one expense: its wording, the limits of responsible contracts, its ceilings.

It starts from what the Assurance Maladie pays before the participation, which nobody reimburses.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from quote_engine.errors import RefusalError
from quote_engine.estimate import Share, Step
from quote_engine.explain import BENEFIT_LABELS, PERIOD_LABELS, days_text, step
from quote_engine.guarantee import Benefit, Cover, Guarantee
from quote_engine.money import percent_text, round_cents, share, to_french
from quote_engine.parameters import shown_source
from quote_engine.rules.ceilings import CeilingBook
from quote_engine.rules.context import Context


@dataclass(frozen=True, slots=True)
class Expense:
    """One thing to reimburse, in cents. `unit` and `days` are for what is billed by the day.

    `amo` is gross, as in the pathway of care; `amo_paid` is what is really paid, when out of pathway makes it less.
    """

    id: str
    keys: tuple[str, ...]
    charged: int
    base: int
    amo: int
    optam_keys: tuple[str, ...] = ()
    """The keys of the same expense with an OPTAM practitioner; only for a practitioner without OPTAM."""
    fee_ceiling: int | None = None
    amo_paid: int | None = None
    unit: int | None = None
    days: int = 1
    nights: int = 1

    @property
    def covered(self) -> int:
        return min(self.base, self.charged)

    @property
    def ticket_moderateur(self) -> int:
        return max(self.covered - self.amo, 0)

    @property
    def overrun(self) -> int:
        return self.charged - self.covered

    @property
    def need(self) -> int:
        return max(self.charged - self.amo, 0)


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
        if expense.amo_paid not in {None, expense.amo} and not self.guarantee.responsible:
            expense = dataclasses.replace(expense, amo=expense.amo_paid)
        left = expense.need - paid_before
        if left <= 0:
            return 0
        benefit = self.guarantee.find(expense.keys)
        if benefit is None:
            if not self._required:
                return 0
            label = BENEFIT_LABELS[expense.keys[0].partition(".")[0]].lower()
            message = f"Votre garantie ne dit pas ce qu'elle rembourse pour cette dépense : {label}."
            raise RefusalError("missing_guarantee_benefit", message, expense.id)
        steps = [] if out is None else out.steps
        days = expense.days if expense.unit is None else self._book.days_left(benefit, expense.days)
        paid = min(self._formula(benefit, expense, days), left)
        if out is not None:
            steps.append(_cover_step(benefit.cover, paid, self.guarantee.label))
        if expense.unit is not None and days < expense.days:
            facts = {"days": days_text(days), "asked": days_text(expense.days)}
            steps.append(step("ceiling_days", paid, self.guarantee.label, **facts))
        paid = self._limit(paid, self._responsible_limit(expense), "responsible_limit", steps)
        if expense.fee_ceiling is not None:
            above = max(expense.charged - expense.fee_ceiling, 0)
            ceiling = to_french(expense.fee_ceiling)
            paid = self._limit(paid, max(left - above, 0), "fee_ceiling", steps, ceiling=ceiling)
        capped = self._book.cap(benefit, paid, expense.ticket_moderateur)
        paid = self._limit(paid, capped, "ceiling", steps)
        self._book.record(benefit, paid, expense.ticket_moderateur, days)
        return paid

    def _limit(self, paid: int, limit: int | None, rule: str, steps: list[Step], **facts: object) -> int:
        if limit is None or paid <= limit:
            return paid
        source = shown_source([_LIMIT_SOURCES[rule]]) if rule in _LIMIT_SOURCES else self.guarantee.label
        steps.append(step(rule, limit, source, **facts))
        return limit

    def _formula(self, benefit: Benefit, expense: Expense, days: int) -> int:
        cover = benefit.cover
        if expense.unit is not None and days < expense.days:
            part = expense.unit * days
            base = min(expense.base, part)
            expense = Expense(expense.id, expense.keys, part, base, min(expense.amo, part), days=days,
                              unit=expense.unit, nights=min(expense.nights, days))  # fmt: skip
        if cover.kind == "amount":
            return self._amount(benefit, expense, days)
        return _FORMULAS[cover.kind](cover, expense, self.guarantee)

    def _amount(self, benefit: Benefit, expense: Expense, days: int) -> int:
        cover = benefit.cover
        if cover.per == "year":
            return min(expense.need, self._book.amount_left(benefit.key, cover.amount))
        if cover.per == "act":
            return min(expense.need, cover.amount)
        if expense.unit is None:
            return min(expense.need, cover.amount * (expense.nights if cover.per == "night" else days))
        count = min(days, expense.nights) if cover.per == "night" else days
        return min(expense.need, min(expense.unit, cover.amount) * count)

    def _responsible_limit(self, expense: Expense) -> int | None:
        """Limit the overrun covered without OPTAM: the base, and the OPTAM cover less 20 % of the base (R871-2)."""
        if not expense.optam_keys or not self.guarantee.responsible:
            return None
        context = self._context
        limit = expense.base * context.rate("complementary/non_optam_overrun")
        optam = self.guarantee.find(expense.optam_keys)
        level = None if optam is None else overrun_level(optam.cover, expense)
        if level is not None:
            limit = min(limit, level - expense.base * context.rate("complementary/non_optam_gap"))
        return expense.ticket_moderateur + max(round_cents(limit), 0)


_LIMIT_SOURCES = {"responsible_limit": "R871-2", "fee_ceiling": "HLF2018"}


def _percent(cover: Cover) -> Decimal:
    return Decimal(cover.percent) / 100


def _percent_of_base(cover: Cover, expense: Expense, guarantee: Guarantee) -> int:
    """« x % BR »: included, max(TM, min(F, x B) - AMO); excluded, min(F - AMO, x B)."""
    if not cover.amo_included:
        return min(expense.need, share(expense.base, _percent(cover)))
    complement = min(expense.charged, share(expense.base, _percent(cover))) - expense.amo
    least = expense.ticket_moderateur if cover.percent >= 100 or guarantee.responsible else 0
    return max(least, complement, 0)


def _ticket_moderateur(cover: Cover, expense: Expense, _: Guarantee) -> int:
    """« TM + x % BR »: TM + min(D, x B)."""
    return expense.ticket_moderateur + min(expense.overrun, share(expense.base, _percent(cover)))


def _percent_of_amo(cover: Cover, expense: Expense, _: Guarantee) -> int:
    return min(expense.need, share(expense.amo, _percent(cover)))


def _everything(_: Cover, expense: Expense, __: Guarantee) -> int:
    """« Frais réels » and « 100 % Santé »: F - AMO; the fee ceiling of the act comes after."""
    return expense.need


def _nothing(_: Cover, __: Expense, ___: Guarantee) -> int:
    return 0


_FORMULAS: dict[str, Callable[[Cover, Expense, Guarantee], int]] = {
    "percent_of_base": _percent_of_base,
    "ticket_moderateur": _ticket_moderateur,
    "percent_of_amo": _percent_of_amo,
    "actual_cost": _everything,
    "zero_remaining": _everything,
    "none": _nothing,
}


def overrun_level(cover: Cover, expense: Expense) -> Decimal | None:
    """How much overrun a cover promises on this base, whatever the fee, not yet rounded; None: without limit."""
    base, minimum = expense.base, expense.ticket_moderateur
    levels = {
        "percent_of_base": base * _percent(cover) - (base if cover.amo_included else minimum),
        "ticket_moderateur": base * _percent(cover),
        "percent_of_amo": expense.amo * _percent(cover) - minimum,
        "amount": Decimal(cover.amount - minimum),
        "none": Decimal(0),
    }
    level = levels.get(cover.kind)
    return None if level is None else max(level, Decimal(0))


def _cover_step(cover: Cover, paid: int, label: str) -> Step:
    percent = percent_text(_percent(cover))
    if cover.kind == "percent_of_base":
        rule = "cover_percent_included" if cover.amo_included else "cover_percent_excluded"
        return step(rule, paid, label, percent=percent)
    if cover.kind == "ticket_moderateur" and cover.percent:
        return step("cover_ticket_moderateur_plus", paid, label, percent=percent)
    facts = {"percent": percent, "limit": to_french(cover.amount), "per": PERIOD_LABELS[cover.per]}
    return step(f"cover_{cover.kind}", paid, label, **facts)
