"""From everyday words to the built-in acts; accents, plurals and small typing slips do not matter.

An act is found only when it has every word that tells acts apart, so that what no act covers finds nothing. Among those
left, the one whose label or keyword is nearest to the words comes first, and the act that people usually mean before
its equals. `clear` says that one act leads so plainly that it may be proposed alone.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quote_engine.nomenclature.acts import Act
from quote_engine.nomenclature.index import Index, built_in, possible
from quote_engine.nomenclature.lexicon import fold, lexicon
from quote_engine.nomenclature.pieces import Piece, chooses, is_care, is_named, names_whole, pieces_of

MOST_TOKENS = 60
"""Read of a search: it is an answer of a few words."""
UNKNOWN_WEIGHT = 3.0
NEARNESS, USUAL = 0.3, 0.1
"""The shares of a score: how near the nearest name is, and whether the act is the one usually meant."""
CLEAR_SCORE, CLEAR_LEAD = 0.75, 0.08
LEAST_NAME = 2
"""Words of a name that an unknown word may follow: « prothèse de hanche céramique », but not « implant cochléaire »."""


@dataclass(frozen=True, slots=True)
class ActMatch:
    """An act found by words; `score` between 0 and 1; `clear` only on the first, when it leads plainly."""

    act: Act
    score: float
    clear: bool


@dataclass(frozen=True, slots=True)
class ActSpan:
    """Tokens `first` to `last` (the one after) that name an act; no `matches` for an act that we do not know."""

    first: int
    last: int
    matches: list[ActMatch]


def search_acts(
    words: str, on: dt.date, family: str | None = None, limit: int = 5, tooth: int | None = None
) -> list[ActMatch]:
    """Find the acts in force that day which the words may mean, best first; of a family and a tooth when known."""
    index = built_in()
    pieces = pieces_of(fold(words)[:MOST_TOKENS], index, possible(on, family, tooth), alone=True)
    pieces = [piece for piece in pieces if chooses(piece)]
    telling = [piece for piece in pieces if is_named(piece, index) or is_care(piece)] or pieces
    if len(telling) == 1:
        return matches_of(telling[0], index, limit)
    found = {match.act.code: match for piece in telling for match in matches_of(piece, index, limit)}
    several = [replace(match, clear=False) for match in found.values()]
    return sorted(several, key=lambda match: (-match.score, match.act.code))[:limit]


def find_acts_in(
    words: Sequence[str], on: dt.date, family: str | None = None, tooth: int | None = None
) -> list[ActSpan]:
    """Find in a sentence of folded tokens the acts that it names, and the care that is no act we know, in order."""
    index = built_in()
    spans = []
    for piece in pieces_of(words, index, possible(on, family, tooth)):
        matches = matches_of(piece, index) if is_named(piece, index) else []
        if matches or is_care(piece):
            spans.append(ActSpan(piece.first, piece.last, matches))
    return spans


def matches_of(piece: Piece, index: Index, limit: int = 5) -> list[ActMatch]:
    """Give the acts that a piece may mean, best first; none when an unknown word makes it mean another."""
    places = index.within(index.meant(piece.stems, piece.mask))
    scored = [(_score(piece, index, place), index.acts[place]) for place in places]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].code))
    if not best:
        return []
    score, act = best[0]
    leads = score >= CLEAR_SCORE and (len(best) == 1 or score - best[1][0] >= CLEAR_LEAD)
    clear = leads and not piece.unknown and names_whole(replace(piece, mask=1 << index.places[act.code]), index)
    return [ActMatch(act, round(score, 3), clear=clear and not n) for n, (score, act) in enumerate(best[:limit])]


def _score(piece: Piece, index: Index, place: int) -> float:
    """Tell how near a piece is to the nearest name of an act, between 0 and 1."""
    names = index.naming[place].names
    said = frozenset(one for one in piece.stems if index.weight(one))
    if said.isdisjoint(index.naming[place].heads):
        return 0.0
    if piece.unknown and not any(len(name) >= LEAST_NAME and name <= said for name in names):
        return 0.0
    weight = sum(map(index.weight, said))
    cover = weight / (weight + UNKNOWN_WEIGHT * len(piece.unknown))
    if cover == 1 and said == index.naming[place].label:
        return 1.0
    nearness = max(_nearness(said, name, index) for name in names)
    otherwise = bool((index.naming[place].label - said).intersection(lexicon().presumed.values()))
    expected = USUAL * (index.acts[place].usual - otherwise)
    return (1 - NEARNESS - USUAL) * cover + NEARNESS * nearness + expected


def _nearness(said: frozenset[str], name: frozenset[str], index: Index) -> float:
    """Give the share that what is said and a name have in common, by weight."""
    return sum(map(index.weight, said & name)) / sum(map(index.weight, said | name))
