"""What each line asks for: its own fee, its base and an overrun, or its part of a price for several lines."""

from collections.abc import Mapping

from quote_engine.contract.answer import Share
from quote_engine.contract.quote import Line, SharedFee
from quote_engine.errors import RefusalError
from quote_engine.explanation.sentences import step
from quote_engine.money import to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.context import Context, Item
from wording import say


def set_fees(items: list[Item], shares: Mapping[str, Share], context: Context) -> None:
    """Fill in what each line charges, once its base is known; refuse the lines of a price that cannot be split."""
    for item in items:
        line, out = item.line, shares[item.line.id]
        if line.fee is not None:
            out.charged = line.fee * line.quantity
        elif line.overrun is not None:
            out.charged = (out.base or 0) + line.overrun * line.quantity
            facts = {"overrun": to_french(line.overrun * line.quantity)}
            out.steps.append(step("fee_from_overrun", out.charged, shown_name("quote"), **facts))
    for shared in context.quote.shared_fees:
        _split(shared, shares, context)


def _split(shared: SharedFee, shares: Mapping[str, Share], context: Context) -> None:
    """Split a price by the bases, in equal parts when there is none; the last line takes what rounding leaves."""
    if any(name in context.refused for name in shared.lines):
        for name in shared.lines:
            context.refused.setdefault(name, RefusalError("unsupported", say("engine", "refusals", "shared_fee"), name))
        return
    weights = [shares[name].base or 0 for name in shared.lines]
    if not any(weights):
        weights = [1] * len(weights)
    given = weight = 0
    for name, own in zip(shared.lines, weights, strict=True):
        weight += own
        part = shared.fee * weight // sum(weights) - given
        given += part
        facts = {"fee": to_french(shared.fee), "count": len(shared.lines), "part": to_french(part)}
        shares[name].charged = part
        shares[name].steps.append(step("shared_fee", part, shown_name("quote"), **facts))


def asked_on_paper(line: Line, shared_fees: tuple[SharedFee, ...]) -> int:
    """Give what the paper asks for a line that has no figures; a shared price counts with the first of its lines."""
    if line.fee is not None:
        return line.fee * line.quantity
    if line.overrun is not None:
        return ((line.base or 0) + line.overrun) * line.quantity
    return next((shared.fee for shared in shared_fees if shared.lines[0] == line.id), 0)
