"""The wordings of a cover and their formulas: what each promises on an expense, before any ceiling.

F fee, B base, A share of the Assurance Maladie before the participation, TM = min(B, F) - A, D = F - min(B, F).
"""

import functools
from collections.abc import Callable

from quote_engine.contract.answer import Step
from quote_engine.contract.guarantee import Cover, Guarantee
from quote_engine.covers.expense import Expense
from quote_engine.explanation.sentences import sentence
from quote_engine.money import REMEMBERED, WHOLE, percent_text, share, to_french, to_text
from wording import words

PERIODS = words("estimate", "periods")
SUMS = frozenset({"amount", "percent_of_pmss"})
"""Covers that promise a sum by act, day, night or year."""


def promised(cover: Cover, amount: int, expense: Expense, guarantee: Guarantee) -> int:
    """Give what a cover promises; `amount` is its sum in cents, when it is one (for a yearly one, what is left)."""
    if cover.kind not in SUMS:
        return _FORMULAS[cover.kind](cover, expense, guarantee)
    if cover.per in {"act", "year"}:
        return min(expense.need, amount * expense.acts if cover.per == "act" else amount)
    count = expense.nights if cover.per == "night" else expense.days
    if expense.unit is None:
        return min(expense.need, amount * count)
    return min(expense.need, min(expense.unit, amount) * min(count, expense.days))


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
    amount *= expense.acts if cover.per == "act" else 1
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


def cover_step(cover: Cover, amount: int, paid: int, label: str, who: str) -> Step:
    """Say what the cover promises and what that comes to here; `amount` is the sum promised, when it is one."""
    rule, text = _wording(cover, amount, who)
    return {"rule": rule, "text": text, "amount": to_text(paid), "source": label}


@functools.lru_cache(REMEMBERED)
def _wording(cover: Cover, amount: int, who: str) -> tuple[str, str]:
    """Give the rule and its sentence: they tell the cover, which comes again, and not what is paid."""
    rule = f"cover_{cover.kind}"
    if cover.kind == "percent_of_base":
        rule = "cover_percent_included" if cover.amo_included else "cover_percent_excluded"
    elif cover.kind == "ticket_moderateur" and cover.rate:
        rule = "cover_ticket_moderateur_plus"
    facts = {"percent": percent_text(cover.rate), "limit": to_french(amount), "per": PERIODS[cover.per]}
    return rule, sentence(rule, who=who, **facts)
