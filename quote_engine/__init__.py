"""The remaining-cost engine: one quote in, one explained estimate out. Standard library and PyYAML only.

`estimate` takes and gives the JSON of the contract; the other names help a person describe a quote.
"""

import datetime as dt

from quote_engine.contract.teeth import kind_of_tooth
from quote_engine.contract.terms import CHARGES
from quote_engine.covers.catalogue import find_guarantee, guarantees
from quote_engine.covers.table import ceiling_texts
from quote_engine.data_files import value_on
from quote_engine.engine import estimate
from quote_engine.nomenclature import (
    Act,
    ActMatch,
    ActSpan,
    ClosedAct,
    LetterSpan,
    built_in_act,
    find_act,
    find_acts_in,
    find_letters_in,
    is_word_of_acts,
    letter_label,
    nearest_codes,
    search_acts,
    search_letters,
    takes_out,
)
from quote_engine.parameters import law_on
from quote_engine.rules.orthodontics import LETTER, base_of_letter

__all__ = [
    "CHARGES",
    "Act",
    "ActMatch",
    "ActSpan",
    "ClosedAct",
    "LetterSpan",
    "base_hint",
    "basket_of",
    "built_in_act",
    "ceiling_texts",
    "estimate",
    "fee_ceiling_of",
    "find_act",
    "find_acts_in",
    "find_guarantee",
    "find_letters_in",
    "guarantees",
    "is_orthodontics",
    "is_word_of_acts",
    "kind_of_tooth",
    "letter_label",
    "nearest_codes",
    "search_acts",
    "search_letters",
    "takes_out",
]


def is_orthodontics(code: str) -> bool:
    """Tell whether a code is one of the letters of orthodontics (TO90, TO75…), which is no act of the nomenclature."""
    return LETTER.fullmatch(code) is not None


def base_hint(code: str, activity: int, sector: str | None, on: dt.date) -> int | None:
    """Give the tariff in cents, without modifiers, to judge whether a fee is plausible; None when not known."""
    if is_orthodontics(code):
        return base_of_letter(code, law_on(on))
    act = find_act(code, on)
    if not isinstance(act, Act) or activity not in act.activities:
        return None
    return act.activities[activity].tariff(on, optam=sector != "sector_2") or None


def basket_of(code: str, on: dt.date) -> str | None:
    """Give the basket of a dental prosthesis that day: `rac0`, `moderate` or `free`; None for anything else."""
    act = find_act(code, on)
    return value_on(act.baskets, on) if isinstance(act, Act) else None


def fee_ceiling_of(code: str, on: dt.date) -> int | None:
    """Give the highest price, in cents, that a dentist may ask for an act that day; None when there is none known."""
    act = find_act(code, on)
    return value_on(act.fee_ceilings, on) if isinstance(act, Act) else None
