"""Acts that words or a code may mean, for whoever describes a quote in a form."""

import datetime as dt
from typing import NamedTuple

from quote_engine import Act, find_act, is_orthodontics, letter_label, search_acts, search_letters

PROPOSED = 8


class ActFound(NamedTuple):
    """What a form proposes: an act of the nomenclature, or a letter of orthodontics."""

    code: str
    label: str


def acts_named(words: str, on: dt.date, family: str | None = None, tooth: int | None = None) -> list[ActFound]:
    """Return the acts in force on a day that words or a code may mean, best first; none when unknown.

    Within a family and for a tooth, when they are known.
    """
    letters = [ActFound(code, letter_label(code)) for code in _letters(words)] if family != "medical" else []
    acts = [act for act in _named(words, on, family) if tooth is None or act.allows_tooth(tooth)]
    return [*letters, *(ActFound(act.code, act.label.replace("'", "’")) for act in acts)][:PROPOSED]


def _letters(words: str) -> tuple[str, ...]:
    code = "".join(words.split()).upper()
    return (code,) if is_orthodontics(code) else search_letters(words)


def _named(words: str, on: dt.date, family: str | None) -> list[Act]:
    act = find_act(words, on)
    if isinstance(act, Act):
        return [act] if family in {None, act.family} else []
    return [match.act for match in search_acts(words, on, family, limit=3 * PROPOSED)]
