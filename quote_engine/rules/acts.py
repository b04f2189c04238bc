"""Which act a line is, and what kind of care: its code decides, then what the line says of itself."""

import functools
from functools import partial

from quote_engine.contract.quote import Line, Quote
from quote_engine.errors import RefusalError
from quote_engine.money import REMEMBERED
from quote_engine.nomenclature import Act, ClosedAct, anaesthesia_of, find_act, is_known
from quote_engine.rules.orthodontics import LETTER
from wording import say, short_date, words

NGAP_LETTERS = 4
"""An NGAP letter key (C, CS, G, CNP…) has four letters at most and no figure, but for orthodontics."""

NATURES = words("estimate", "natures")
_refusal = partial(say, "engine", "refusals")


@functools.lru_cache(REMEMBERED)
def is_ngap_letter(code: str) -> bool:
    return (code.isalpha() and code.isascii() and len(code) <= NGAP_LETTERS) or bool(LETTER.fullmatch(code))


def known_act(line: Line, quote: Quote) -> Act | ClosedAct | None:
    """Find the act of a line, closed or not; None when it has no CCAM code, or one that is unknown that day."""
    return None if line.code is None or is_ngap_letter(line.code) else find_act(line.code, quote.date)


def act_of(line: Line, quote: Quote) -> Act | None:
    """Find the act of a line; None when it has no CCAM code. Refuse what is unknown or closed."""
    found = known_act(line, quote)
    if isinstance(found, ClosedAct):
        raise RefusalError("closed_act", _closed_message(found), line.id, found.successors)
    if found is None and line.code is not None and not is_ngap_letter(line.code):
        raise _unknown(line, quote)
    return found


def _closed_message(closed: ClosedAct) -> str:
    facts = {"code": closed.code, "day": short_date(closed.closed_on)}
    if not closed.successors:
        return _refusal("closed_act", **facts)
    *first, last = closed.successors
    successors = _refusal("either", first=", ".join(first), last=last) if first else last
    return _refusal("replaced_act", **facts, successors=successors)


def _unknown(line: Line, quote: Quote) -> RefusalError:
    if line.code is not None and is_known(line.code):
        message = _refusal("no_price_on_day", code=line.code, day=short_date(quote.date))
        return RefusalError("no_price", message, line.id)
    return RefusalError("unknown_act", _refusal("unknown_act", code=line.code), line.id)


def nature_of(line: Line, act: Act | ClosedAct | None) -> str | None:
    """Let the code decide, then the nature given; an NGAP letter alone is a consultation. None: not known."""
    if isinstance(act, Act):
        return act.nature_of(line.activity)
    if line.code is not None and LETTER.fullmatch(line.code):
        return "orthodontics"
    return line.nature or ("consultation" if line.code is not None and is_ngap_letter(line.code) else None)


def label_of(line: Line, act: Act | ClosedAct | None, nature: str | None) -> str:
    """Call a line as the paper does, or by its act, or by its kind of care, or by its code."""
    if line.label:
        return line.label
    if isinstance(act, Act):
        for_anaesthesia = nature == "anaesthesia" and act.nature != "anaesthesia"
        return anaesthesia_of(act.label) if for_anaesthesia else act.label
    return NATURES[nature] if nature else line.code or say("estimate", "not_covered")
