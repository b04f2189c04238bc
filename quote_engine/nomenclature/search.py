"""From everyday words to the built-in acts; accents, plurals and small typing slips do not matter.

An act is found only when it has every word that tells acts apart, so that what no act covers finds nothing. Among those
left, the one whose label or keyword is nearest to the words comes first, and the act that people usually mean before
its equals. `clear` says that one act leads so plainly that it may be proposed alone.
"""

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quote_engine.nomenclature.acts import Act
from quote_engine.nomenclature.cutting import never
from quote_engine.nomenclature.index import Index, built_in, possible
from quote_engine.nomenclature.lexicon import fold, lexicon, stem
from quote_engine.nomenclature.pieces import Piece, chooses, is_care, is_named, names_whole, pieces_of

MOST_TOKENS = 60
"""Read of a search: it is an answer of a few words."""
UNKNOWN_WEIGHT = 3.0
NEARNESS, USUAL = 0.3, 0.1
"""The shares of a score: how near the nearest name is, and whether the act is the one usually meant."""
CLEAR_SCORE, CLEAR_LEAD = 0.75, 0.08
LABEL_AND_IMPLIED = 0.99
"""The score of a label said with what is implied: below one that says it itself."""
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
    """Tokens `first` to `last` (the one after) that name an act; no `matches` for an act that we do not know.

    `in_part`: no act is called all that is said, or the best of them does more: none is meant for sure.
    """

    first: int
    last: int
    matches: list[ActMatch]
    in_part: bool = False


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
    words: Sequence[str],
    on: dt.date,
    family: str | None = None,
    tooth: int | None = None,
    is_right: Callable[[str], bool] = never,
) -> list[ActSpan]:
    """Find in a sentence of folded tokens the acts that it names, and the care that is no act we know, in order.

    A word that `is_right` is no slip for another.
    """
    index = built_in()
    spans = []
    for piece in pieces_of(words, index, possible(on, family, tooth), is_right=is_right):
        matches = matches_of(piece, index) if is_named(piece, index) else []
        if matches or is_care(piece):
            in_part = piece.in_part or (bool(matches) and _does_more(matches[0].act, piece, index))
            spans.append(ActSpan(piece.first, piece.last, matches, in_part))
    return spans


def is_word_of_acts(word: str) -> bool:
    """Tell whether a folded word is one that acts are named by: « fracture » is no slip for « facture »."""
    typed = stem(word)
    return built_in().has(typed) or not lexicon().heads.isdisjoint(lexicon().phrases.get((typed,), ()))


def takes_out(word: str) -> bool:
    """Tell whether a folded word says that something is taken out: « extraction », « arracher »."""
    typed = (stem(word),)
    return not lexicon().remove.isdisjoint(lexicon().phrases.get(typed, typed))


def matches_of(piece: Piece, index: Index, limit: int = 5) -> list[ActMatch]:
    """Give the acts that a piece may mean, best first; none when an unknown word makes it mean another."""
    scored = _counted(piece, _scored(piece, index, index.doing(piece.stems, piece.mask)), index)
    best = sorted(scored, key=lambda place: (-scored[place], index.acts[place].code))[:limit]
    if not best:
        return []
    first = best[0]
    leads = len(best) == 1 or scored[first] - scored[best[1]] >= CLEAR_LEAD
    named = names_whole(replace(piece, mask=1 << first), index) and not _is_otherwise(piece, index, first)
    unsure = (
        piece.unknown
        or piece.in_part
        or any(_differs_by_what_is_unsaid(first, other, piece, index) for other in best[1:])
    )
    clear = scored[first] >= CLEAR_SCORE and leads and named and not unsure
    return [ActMatch(index.acts[one], round(scored[one], 3), clear=clear and one == first) for one in best]


def _does_more(act: Act, piece: Piece, index: Index) -> bool:
    """« yoyos et végétations » are not plainly « amygdales et végétations avec yoyos », whose own name says more."""
    label, *keywords = index.naming[index.acts.index(act)].names
    said = piece.stems - lexicon().weightless
    heads = lexicon().heads
    known_so = any(said <= keyword.stems and heads.isdisjoint(keyword.stems - said) for keyword in keywords)
    return "et" in label.joins and not known_so and not heads.isdisjoint(label.stems - said)


def _differs_by_what_is_unsaid(one: int, other: int, piece: Piece, index: Index) -> bool:
    """Tell whether only a number or a kind of tooth parts two acts, and is not said: of which jaw, of how many."""
    parting = lexicon().counts.union(lexicon().teeth)
    parted = index.naming[one].label ^ index.naming[other].label
    return bool(parted) and parted <= parting and parted.isdisjoint(piece.stems)


def _scored(piece: Piece, index: Index, mask: int) -> dict[int, float]:
    """Give the score of each act of a mask that is meant, by its place."""
    scores = {place: _score(piece, index, place) for place in index.within(mask)}
    return {place: score for place, score in scores.items() if score}


def _counted(piece: Piece, scored: dict[int, float], index: Index) -> dict[int, float]:
    """Keep the acts of the number said; none where those meant are of other numbers.

    « Deux dents de sagesse » are those of two, and six are none, since others are of one or four; two crowns are twice
    any crown.
    """
    counts = piece.stems & lexicon().counts
    if not counts or not scored:
        return scored
    numbered = functools.reduce(int.__and__, map(index.numbered, counts))
    if of_that_number := {place: score for place, score in scored.items() if numbered >> place & 1}:
        return of_that_number
    without = replace(piece, stems=piece.stems - counts)
    scores = {place: _score(without, index, place) for place in scored}
    nearest = [place for place, score in scores.items() if score >= max(scores.values()) - USUAL - CLEAR_LEAD]
    return {} if any(index.numbered() >> place & 1 for place in nearest) else scored


def _score(piece: Piece, index: Index, place: int) -> float:
    """Tell how near a piece is to the nearest name of an act, between 0 and 1."""
    naming = index.naming[place]
    said = piece.stems - lexicon().weightless
    names = [name.stems for name in naming.names if name.required <= said]
    if not names or (piece.unknown and not any(len(name) >= LEAST_NAME and name <= said for name in names)):
        return 0.0
    otherwise = _is_otherwise(piece, index, place)
    weight = index.weight(said)
    cover = weight / (weight + UNKNOWN_WEIGHT * len(piece.unknown))
    if cover == 1 and naming.label <= said <= naming.label | naming.implied and not otherwise:
        return 1.0 if said == naming.label else LABEL_AND_IMPLIED
    nearness = max(index.weight(said & name) / index.weight(said - naming.implied | name) for name in names)
    expected = USUAL * (index.acts[place].usual - otherwise)
    return (1 - NEARNESS - USUAL) * cover + NEARNESS * nearness + expected


def _is_otherwise(piece: Piece, index: Index, place: int) -> bool:
    """Tell whether an act is not what is meant unless it is said: partial, provisional, taking out what was put in."""
    naming = index.naming[place]
    unsaid = naming.label - piece.stems
    taking_out = naming.taking_out and piece.stems.isdisjoint(lexicon().remove)
    return taking_out or not unsaid.isdisjoint(lexicon().presumed.values())
