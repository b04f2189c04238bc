"""What is proper to teeth: the basket and the fee ceiling of the day, and baskets that must agree on one tooth."""

from quote_engine.contract.answer import Share
from quote_engine.contract.benefits import dental_keys
from quote_engine.data_files import value_on
from quote_engine.money import to_french
from quote_engine.rules.context import Context, Item

COMPANIONS = {
    "HBLD490": "rac0", "HBLD090": "rac0", "HBLD724": "moderate", "HBLD745": "moderate",
    "HBLD486": "free", "HBLD245": "free",
}  # fmt: skip
"""Temporary crowns and inlay-cores, and the basket of the crown that they go with (notes of the nomenclature)."""


def basket_of(item: Item, context: Context) -> str | None:
    return value_on(item.act.baskets, context.quote.date) if item.act else None


def benefit_keys(item: Item, context: Context) -> tuple[str, ...]:
    """Give the `for` keys of a dental line, the most specific first."""
    return dental_keys(item.nature, item.act.benefit if item.act else None, basket_of(item, context))


def fee_ceiling(item: Item, context: Context, out: Share) -> int | None:
    """Give the highest fee allowed that day, in cents; warn when it is exceeded, unknown or only derived."""
    act, date = item.act, context.quote.date
    if act is None or basket_of(item, context) not in {"rac0", "moderate"}:
        return None
    if act.fee_ceiling_unknown:
        context.warn("fee_ceiling_unknown", item.line.id)
        return None
    window = next((w for w in act.fee_ceilings if w.covers(date)), None)
    if window is None:
        return None
    ceiling = window.value * item.acts
    if out.charged > ceiling:
        context.warn("fee_above_ceiling", item.line.id, fee=to_french(out.charged), ceiling=to_french(ceiling))
    elif window.status == "derived":
        context.warn("fee_ceiling_derived", item.line.id, ceiling=to_french(ceiling))
    return ceiling


def check_baskets(items: list[Item], context: Context) -> None:
    """Warn when an inlay-core or a temporary crown does not follow the crown of its tooth."""
    for item in items:
        wanted = COMPANIONS.get(item.act.code) if item.act else None
        if wanted is None:
            continue
        for tooth in item.line.teeth:
            crowns = [o for o in items if tooth in o.line.teeth and o.act and o.act.code not in COMPANIONS]
            if any(basket_of(crown, context) not in {wanted, None} for crown in crowns):
                context.warn("basket_mismatch", item.line.id, tooth=tooth)
