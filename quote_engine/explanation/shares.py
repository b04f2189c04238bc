"""What is said of a share once its figures are known: the overrun, what is left, and the arithmetic of a payer.

The steps say why; the arithmetic is what a member checks with a calculator. Nothing is said of a share of nothing.
"""

from quote_engine.contract.answer import Share
from quote_engine.explanation.sentences import STEPS, computation, step
from quote_engine.money import percent_text, to_french, to_text
from quote_engine.parameters import shown_name


def overrun(share: Share) -> None:
    """Say by how much the fee exceeds the base."""
    if above := share.overrun:
        share.steps.append(step("overrun", above, shown_name("quote")))


def remainder(share: Share) -> None:
    """Close a line's explanation with what is left to the member."""
    left, source = share.member, shown_name("remainder")
    if left:
        share.steps.append(step("member", left, source))
    else:  # the same step for whoever looks for it, in other words
        share.steps.append({"rule": "member", "text": STEPS["nothing_left"], "amount": to_text(0), "source": source})


def amo_arithmetic(out: Share, covered: int) -> None:
    """Say the Assurance Maladie's share of a line; `covered` is the base, or the fee if lower."""
    if not out.amo_gross:
        return
    regular = out.amo_gross + out.cut
    if out.rate is not None:
        text = computation("rate", rate=percent_text(out.rate), base=to_french(covered))
    elif regular < covered:
        text = computation("flat_fee", base=to_french(covered), fee=to_french(covered - regular))
    else:
        text = computation("whole_base", base=to_french(covered))
    if out.cut:
        text = computation("cut", before=text, amount=to_french(out.cut))
    if out.participation:
        text = computation("participation", before=text, amount=to_french(out.participation))
    out.computed["amo_computed"] = text
