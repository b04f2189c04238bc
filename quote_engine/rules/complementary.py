"""What a contract pays on one expense: the wording of its cover, the limits of the law, then its ceilings.

It starts from what the Assurance Maladie pays before the participation, which nobody reimburses.
"""

from quote_engine.contract.answer import Share, Step
from quote_engine.contract.guarantee import Benefit, Ceiling, Cover, Guarantee
from quote_engine.covers.arithmetic import of_cover
from quote_engine.covers.expense import Expense
from quote_engine.covers.forms import SUMS, cover_step, overrun_level, promised
from quote_engine.errors import RefusalError
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import BENEFITS, step
from quote_engine.explanation.shares import remainder
from quote_engine.money import WHOLE, round_cents, share, to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.ceilings import CeilingBook
from quote_engine.rules.context import Context
from wording import in_sentence, say, words

COMPLEMENTARY = words("estimate", "contracts", "guarantee")
TOP_UP = words("estimate", "contracts", "top_up")
PERIODS, YEARS = words("estimate", "periods"), words("estimate", "years")


class Contract:
    """One cover at work on one quote: it remembers its ceilings from expense to expense.

    A top-up may leave an expense unmentioned; the complementary may not.
    """

    __slots__ = ("_book", "_computed", "_context", "_top_up", "_who", "guarantee")

    def __init__(self, guarantee: Guarantee, context: Context, *, top_up: bool) -> None:
        self.guarantee = guarantee
        self._context = context
        self._top_up = top_up
        self._who = TOP_UP if top_up else COMPLEMENTARY
        self._computed = "top_up_computed" if top_up else "amc_computed"
        self._book = CeilingBook(context.quote.consumed)

    def pay(self, expense: Expense, paid_before: int, out: Share) -> int:
        """Give what the contract pays of what an earlier contract left, and explain it on the share.

        A responsible contract never covers what out of pathway takes away: it starts from the share in the pathway.
        """
        steps, guarantee = out.steps, self.guarantee
        if expense.amo_paid != expense.amo:
            expense = self._out_of_pathway(expense, steps)
        left = expense.need - paid_before
        if left <= 0:
            return 0
        benefit = guarantee.find(expense.keys, by_name=not expense.covered)
        if benefit is None or (self._top_up and benefit.cover.kind == "none"):
            return self._not_mentioned(expense, steps)
        cover, ceilings, part, days_ceiling = benefit.cover, benefit.ceilings, expense, None
        if ceilings and expense.unit is not None:
            days, days_ceiling = self._book.days_left(benefit, expense.days)
            part = expense.for_days(days) if days_ceiling else expense
        amount = self._sum(cover) if cover.kind in SUMS else 0
        left_of_it = self._book.amount_left(benefit.key, amount) if cover.per == "year" else amount
        paid = min(promised(cover, left_of_it, part, guarantee), left)
        steps.append(cover_step(cover, amount, paid, guarantee.label, self._who["pays"]))
        if days_ceiling is not None:
            self._explain_days(days_ceiling, part.days, expense.days, paid, steps)
        if guarantee.responsible or expense.fee_ceiling is not None:
            paid = self._within_the_law(cover, expense, paid, left, steps)
        if ceilings:
            paid = self._cap(benefit, paid, expense, steps)
        if ceilings or cover.per == "year":
            self._book.record(benefit, paid, expense.ticket_moderateur, None if expense.unit is None else part.days)
        if paid:
            out.computed[self._computed] = of_cover(cover, amount, expense, paid)
        return paid

    def _out_of_pathway(self, expense: Expense, steps: list[Step]) -> Expense:
        if not self.guarantee.responsible:
            return expense.with_amo(expense.amo_paid)
        if not self._top_up:
            lost = expense.amo - expense.amo_paid
            steps.append(step("out_of_pathway_not_covered", lost, shown_name("R871-2")))
        return expense

    def _not_mentioned(self, expense: Expense, steps: list[Step]) -> int:
        if self._top_up:
            return 0
        if not expense.covered:
            steps.append(step("cover_silent", 0, self.guarantee.label, who=self._who["pays"]))
            return 0
        label = in_sentence(BENEFITS[expense.keys[0].partition(".")[0]])
        message = say("engine", "refusals", "silent_cover", expense=label)
        raise RefusalError("missing_guarantee_benefit", message, expense.id)

    def _sum(self, cover: Cover) -> int:
        """Give the sum that a cover promises, in cents; one told as a percentage of the PMSS follows the date."""
        if cover.kind == "percent_of_pmss":
            return share(self._context.law["complementary/pmss"].amount, cover.rate)
        return cover.amount

    def _within_the_law(self, cover: Cover, expense: Expense, paid: int, left: int, steps: list[Step]) -> int:
        """Apply what the law asks of responsible contracts, then the highest fee of a dental act."""
        if self.guarantee.responsible:
            below = 0 < cover.rate < WHOLE and cover.kind == "percent_of_base" and cover.amo_included
            if below and paid and expense.covered:
                steps.append(step("responsible_minimum", paid, shown_name("R871-2")))
            if expense.optam_keys:
                limit = self._responsible_limit(expense)
                paid = _limit(paid, limit, "responsible_limit", shown_name("R871-2"), steps)
        if expense.fee_ceiling is not None:
            above = max(expense.charged - expense.fee_ceiling, 0)
            facts = {"ceiling": to_french(expense.fee_ceiling), "cover": self._who["named"]}
            paid = _limit(paid, max(left - above, 0), "fee_ceiling", shown_name("HLF2018"), steps, **facts)
        return paid

    def _responsible_limit(self, expense: Expense) -> int:
        """Limit the overrun covered without OPTAM: the base, and the OPTAM cover less 20 % of the base (R871-2)."""
        law = self._context.law
        limit = expense.base * law["complementary/non_optam_overrun"].amount
        optam = self.guarantee.find(expense.optam_keys)
        level = None if optam is None else overrun_level(optam.cover, self._sum(optam.cover), expense)
        if level is not None:
            limit = min(limit, level - expense.base * law["complementary/non_optam_gap"].amount)
        return expense.ticket_moderateur + max(round_cents(limit), 0)

    def _cap(self, benefit: Benefit, paid: int, expense: Expense, steps: list[Step]) -> int:
        capped, ceiling = self._book.cap(benefit, paid, expense.ticket_moderateur, expense.acts)
        if ceiling is not None:
            used = self._book.used(ceiling)
            facts = self._told(ceiling, to_french(ceiling.amount or 0), to_french(used) if used else "")
            steps.append(step("ceiling", capped, self.guarantee.label, cover=self._who["named"], **facts))
        return capped

    def _explain_days(self, ceiling: Ceiling, days: int, asked: int, paid: int, steps: list[Step]) -> None:
        used = self._book.used(ceiling)
        facts = self._told(ceiling, days_text(ceiling.days or 0), days_text(used) if used else "")
        cover = self._who["named"].capitalize()
        more = {"days": days_text(days), "asked": days_text(asked)}
        steps.append(step("ceiling_days", paid, self.guarantee.label, cover=cover, **more, **facts))

    def _told(self, ceiling: Ceiling, limit: str, used: str) -> dict[str, str]:
        """Say a ceiling with its period (a year is the contract's own: civil, or of membership) and what is used."""
        per = YEARS[self.guarantee.reference_period] if ceiling.per == "year" else PERIODS[ceiling.per]
        if ceiling.beyond == "ticket_moderateur":
            per = say("estimate", "facts", "beyond_ticket_moderateur", per=per)
        return {"limit": limit, "per": per, "used": say("estimate", "facts", "used", amount=used) if used else ""}


class Contracts:
    """The complementary, then the top-up on what it leaves; the member pays the rest."""

    __slots__ = ("_guarantee", "_top_up")

    def __init__(self, context: Context) -> None:
        quote = context.quote
        self._guarantee = Contract(quote.guarantee, context, top_up=False) if quote.guarantee else None
        self._top_up = Contract(quote.top_up, context, top_up=True) if quote.top_up else None

    def pay(self, expense: Expense, out: Share) -> None:
        """Fill in what each pays, and close the explanation with what is left."""
        if self._guarantee is not None:
            out.amc = self._guarantee.pay(expense, 0, out)
        elif expense.need:
            out.steps.append(step("no_complementary", 0, shown_name("no_cover")))
        if self._top_up is not None:
            out.top_up = self._top_up.pay(expense, out.amc, out)
        remainder(out)


def _limit(paid: int, limit: int, rule: str, source: str, steps: list[Step], **facts: object) -> int:
    if paid <= limit:
        return paid
    steps.append(step(rule, limit, source, **facts))
    return limit
