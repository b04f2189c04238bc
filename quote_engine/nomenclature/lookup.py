"""How acts are found: the built-in ones first, with their own words and dates; then the versions imported.

A code that is built in is never read from an import: our labels, baskets and fee ceilings say more than the export.
"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from quote_engine.nomenclature import acts, ranking, search
from quote_engine.nomenclature.acts import Act, ClosedAct, normalise_code
from quote_engine.nomenclature.cutting import never
from quote_engine.nomenclature.imported import Imported, imported
from quote_engine.nomenclature.lexicon import is_aside, tokens
from quote_engine.nomenclature.search import ActMatch, ActSpan

T = TypeVar("T")
IMPORTED_SHARE = 0.98
"""Of the score of an imported act: among equals the built-in one, in everyday words, comes first."""
EXACT = 0.97
TRIES = 3
MOST_SOUGHT = 5
"""Spans of one sentence that are sought among the imported acts: each takes as long as a search."""


def _ask(question: Callable[[Imported], T], default: T) -> T:
    """Ask the imported versions; when an import has replaced them meanwhile, ask the new ones."""
    answer = default
    for _ in range(TRIES):
        source = imported()
        if source is None:
            return default
        try:
            answer = question(source)
        except sqlite3.Error:
            continue
        if imported() is source:
            break
    return answer


def is_built_in(code: str) -> bool:
    return code in acts.all_acts() or code in acts.closed_acts()


def is_known(code: str) -> bool:
    """Tell whether the code exists for us on some day, even if not on the day asked."""
    return is_built_in(code) or _ask(lambda source: source.knows(code), default=False)


def find_act(code: str, on: dt.date) -> Act | ClosedAct | None:
    """Look a code up on a day. None: unknown here, or not in force that day."""
    built_in = acts.find_act(code, on)
    if built_in is not None:
        return built_in
    code = normalise_code(code)
    if is_built_in(code) or not acts.CODE_FORM.fullmatch(code):
        return acts.find_act(code, on)
    return _ask(lambda source: source.find(code, on), default=None)


def nearest_codes(code: str, on: dt.date, limit: int = 3) -> list[Act]:
    """Propose the acts whose code is one letter away (changed, missing, added or swapped), built-in ones first."""
    near = acts.nearest_codes(code, on, limit)
    if len(near) < limit:
        near += _ask(lambda source: _near(source, normalise_code(code), on), default=[])
    return near[:limit]


def _near(source: Imported, typed: str, on: dt.date) -> list[Act]:
    codes = [code for code, _ in source.codes(on) if acts.one_slip(typed, code) and not is_built_in(code)]
    return [act for code in codes if isinstance(act := source.find(code, on), Act)]


def search_acts(
    words: str, on: dt.date, family: str | None = None, limit: int = 5, tooth: int | None = None
) -> list[ActMatch]:
    """Find the acts in force that day which the words may mean, best first; of a family and a tooth when known.

    A built-in act that leads plainly stays first; an imported one does so only when the words are its label.
    """
    built_in = search.search_acts(words, on, family, limit, tooth)
    others = _imported(words, on, family, limit)
    if not others:
        return built_in
    first = built_in[:1] if built_in and built_in[0].clear else []
    rest = sorted([*built_in[len(first) :], *others], key=lambda match: -match.score)
    if not first and rest[0].score >= EXACT and not is_built_in(rest[0].act.code):
        rest[0] = ActMatch(rest[0].act, rest[0].score, clear=True)
    return [*first, *rest][:limit]


def find_acts_in(
    words: Sequence[str],
    on: dt.date,
    family: str | None = None,
    tooth: int | None = None,
    is_right: Callable[[str], bool] = never,
) -> list[ActSpan]:
    """Find the acts named in a sentence of folded tokens (lower case, no accents), in order.

    A word that `is_right` is no slip for another. A span without matches is care by its words, and no act that we
    know: the first of them are sought among the imported ones.
    """
    spans = search.find_acts_in(words, on, family, tooth, is_right)
    unknown = [place for place, span in enumerate(spans) if not span.matches]
    for place in unknown[:MOST_SOUGHT] if imported() else ():
        span = spans[place]
        spans[place] = replace(span, matches=_imported(" ".join(words[span.first : span.last]), on, family))
    return spans


def _imported(words: str, on: dt.date, family: str | None, limit: int = 5) -> list[ActMatch]:
    asked = [word for word in dict.fromkeys(tokens(words)) if not word.isdigit() and not is_aside(word)][:20]
    none: list[ActMatch] = []
    return _ask(lambda source: _scored(source, asked, on, family, limit), none) if asked else none


def _scored(source: Imported, asked: list[str], on: dt.date, family: str | None, limit: int) -> list[ActMatch]:
    terms = source.vocabulary(on).terms(asked)
    words = {word for term in terms for way in term.ways for word in way}
    scored = [
        (round(IMPORTED_SHARE * score, 3), one)
        for one in source.candidates(words, on)
        if not is_built_in(one.code) and family in {None, one.family} and (score := ranking.score(terms, one))
    ]
    best = sorted(scored, key=lambda pair: (-pair[0], len(pair[1].label), pair[1].code))[:limit]
    return [
        ActMatch(act, score, clear=False) for score, one in best if isinstance(act := source.find(one.code, on), Act)
    ]
