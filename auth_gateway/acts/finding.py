"""Acts that words or a code may mean, for whoever describes a quote in a form."""

import datetime as dt

from quote_engine import Act, find_act, search_acts

PROPOSED = 8


def acts_named(words: str, on: dt.date, family: str | None = None, tooth: int | None = None) -> list[Act]:
    """Return the acts in force on a day that words or a code may mean, best first; none when unknown.

    Within a family and for a tooth, when they are known.
    """
    return [act for act in _named(words, on, family) if tooth is None or act.allows_tooth(tooth)][:PROPOSED]


def label_of(act: Act) -> str:
    return act.label.replace("'", "’")


def _named(words: str, on: dt.date, family: str | None) -> list[Act]:
    act = find_act(words, on)
    if isinstance(act, Act):
        return [act] if family in {None, act.family} else []
    return [match.act for match in search_acts(words, on, family, limit=3 * PROPOSED)]
