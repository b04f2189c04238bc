"""What the Assurance Maladie does not pay: by the paper, by the nomenclature, or for want of a condition.

The complementary pays it only when its table names it.
"""

import datetime as dt

from quote_engine.contract.answer import Share
from quote_engine.contract.benefits import not_covered_keys
from quote_engine.contract.natures import DOCTOR_NATURES
from quote_engine.contract.quote import Line
from quote_engine.covers.expense import Expense
from quote_engine.data_files import Window
from quote_engine.explanation.sentences import step
from quote_engine.nomenclature import Act, benefit_of_words
from quote_engine.parameters import shown_name, shown_source
from quote_engine.rules.acts import known_act, label_of, nature_of
from quote_engine.rules.context import Context, Item
from quote_engine.rules.orthodontics import base_of_letter
from wording import words

CONDITIONS = words("estimate", "conditions")


def why_not_covered(line: Line, act: Act, context: Context) -> str:
    """Give the step that says why an act of the nomenclature is not covered; empty when it is.

    A condition of which nothing is known is met in one hypothesis and not in the other.
    """
    activity = act.activities.get(line.activity)
    if not act.covered or (activity is not None and not activity.optam):
        return "not_covered_by_nomenclature"
    if act.prior_agreement and line.prior_agreement is False:
        return "no_prior_agreement"
    if act.condition is None or line.condition_met:
        return ""
    condition = CONDITIONS[act.condition]
    if line.condition_met is None and context.supposes("conditional_cover", line.id, condition=condition):
        return ""
    return "condition_not_met"


def uncovered(line: Line, reason: str, context: Context) -> Item:
    """Build the item of a line that the Assurance Maladie does not pay, whatever is known of its code."""
    found = known_act(line, context.quote)
    act = found if isinstance(found, Act) else None
    nature = nature_of(line, act) or ""
    label = label_of(line, act, nature)
    source = shown_name("quote") if act is None or not line.covered else _source(act, context)
    would_be = line.base or base_of_letter(line.code, context.law) or 0
    return Item(
        line, act, None, label, nature, nature in DOCTOR_NATURES, line.sector, would_be, source, line.quantity, reason
    )


def _source(act: Act, context: Context) -> str:
    """Name the version of the nomenclature that says so."""
    day = context.quote.date
    return shown_source(act.sources, day, Window(dt.date.min, None, None))


def uncovered_expense(item: Item, out: Share) -> Expense:
    """Explain that nothing is paid; give what the contracts will look at."""
    out.covered = False
    out.base = 0
    out.steps.append(step(item.not_covered, 0, item.tariff_source))
    benefit = (item.act and item.act.benefit) or benefit_of_words(item.line.label or "")
    keys = not_covered_keys(item.nature, benefit)
    return Expense(item.line.id, keys, out.charged, item.tariff * item.acts, 0, acts=item.acts, covered=False)
