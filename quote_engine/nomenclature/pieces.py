"""A sentence cut into pieces that may each name an act, put together again where several name one.

A piece ends at a word that belongs to no name (an amount, a day, a person, a verb) and where names may be joined. An
unknown word that follows what is named, or that what is named belongs to, is part of the piece: it means another act
(« kyste pilonidal », « bilan de la hanche »). Others are left aside (« une vilaine hernie », « à Lyon »).
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quote_engine.nomenclature.cutting import Kind, Word, cut, never
from quote_engine.nomenclature.index import DENT, Index
from quote_engine.nomenclature.lexicon import lexicon

LONGEST = 24
"""Of a piece, in words: no name is longer."""
FURTHEST = 4
"""Between two pieces of one name, in words aside (« une prothèse, c'est pour ma hanche »)."""
BESIDE = ""
COMPLEMENT = "avec"
"""Says more of what it follows, unless another act is named: « un scanner avec injection »."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` to `last` (the one after); the acts of `mask` are those that its stems leave possible."""

    first: int
    last: int
    stems: frozenset[str]
    unknown: frozenset[str]
    mask: int
    before: str | None
    """What parts it from the piece before: a word that joins, BESIDE for a few words aside, None for anything else."""
    in_part: bool = False
    """Whether only its beginning names acts: what is said behind (« par voie radiale ») is of none that we know."""


def pieces_of(
    tokens: Sequence[str],
    index: Index,
    possible: int,
    *,
    is_right: Callable[[str], bool] = never,
    alone: bool = False,
) -> list[Piece]:
    """Give the pieces of folded tokens, in order; `possible` is the mask of the acts that they may name.

    `is_right`: which tokens are no slip for a word of acts. `alone`: the tokens are a name and no more, in which a
    figure or a full stop ends nothing.
    """
    found: list[Piece] = []
    for segment, before in _segments(cut(tokens, index.spelling.mended, is_right), alone=alone):
        parts = [part for run in _runs(segment) for part in _told_apart(run, index, possible)]
        for number, part in enumerate(parts):
            piece = _of_its_beginning(part, index, possible, BESIDE if number else before)
            both = _merged(found[-1], piece, index) if found else None
            if both:
                found[-1] = both
            else:
                found.append(piece)
    return found


def _segments(words: Sequence[Word], *, alone: bool) -> Iterator[tuple[list[Word], str | None]]:
    """Give the words between those that belong to no name, with what parts them from those before."""
    segment: list[Word] = []
    before, aside = None, 0
    for word in words:
        if word.kind in {Kind.UNIT, Kind.UNKNOWN, Kind.LINK}:
            segment.append(word)
            continue
        if _may_name(segment):
            yield segment, before if aside <= FURTHEST else None
            before, aside = BESIDE, 0
        else:
            aside += len(segment)
        segment = []
        if word.kind is Kind.STOP and not alone:
            before = None
        elif word.kind in {Kind.STOP, Kind.ASIDE}:
            aside += 1
        elif before is not None:
            before = word.stem
    if _may_name(segment):
        yield segment, before if aside <= FURTHEST else None


def _may_name(segment: Sequence[Word]) -> bool:
    return any(word.kind is Kind.UNIT for word in segment)


def _runs(segment: Sequence[Word]) -> Iterator[list[Word]]:
    """Give the words that hold together, with the links between them; unknown ones only where they belong."""
    run: list[Word] = []
    links: list[Word] = []
    for word in segment:
        if word.kind is Kind.LINK:
            links.append(word)
            continue
        belongs = any(link.stem in lexicon().belonging for link in links)
        named = _may_name(run)
        if word.kind is Kind.UNIT:
            apart = not named and not belongs
        else:
            bare = all(one.stem in lexicon().naming_nothing for one in run if one.kind is not Kind.LINK)
            apart = not named or (bool(links) and not belongs and not bare)
        if apart or sum(one.kind is not Kind.LINK for one in run) == LONGEST:
            if named:
                yield run
            run, links = [], []
        run += [*links, word] if run else [word]
        links = []
    if _may_name(run):
        yield run


def _told_apart(run: list[Word], index: Index, possible: int) -> Iterator[list[Word]]:
    """Part names that follow each other without a word between (« couronne céramique facette »).

    A name ends before a word that begins another, when no act has them both.
    """
    start = 0
    for at in range(1, len(run)):
        begins = run[at].stem in lexicon().heads and run[at - 1].kind is not Kind.LINK
        if begins and not _piece(run[start:], index, possible).mask:
            before = _piece(run[start:at], index, possible)
            if not before.unknown and names_whole(before, index):
                yield run[start:at]
                start = at
    yield run[start:]


def _piece(run: Sequence[Word], index: Index, possible: int, before: str | None = None) -> Piece:
    stems = frozenset(word.stem for word in run if word.kind is Kind.UNIT)
    unknown = frozenset(word.stem for word in run if word.kind is Kind.UNKNOWN)
    return Piece(run[0].first, run[-1].last, stems, unknown, index.left_by(stems, possible), before)


def _of_its_beginning(run: Sequence[Word], index: Index, possible: int, before: str | None) -> Piece:
    """Give the piece of a run; of its longest beginning that is a whole name, where no act has it all.

    « Coronarographie par voie radiale » is one of those known, « IRM du coude » none: what belongs to a name says of
    what it is.
    """
    whole = _piece(run, index, possible, before)
    if whole.mask and not whole.unknown:
        return whole
    plain = _piece([word for word in run if word.stem not in lexicon().ways] or run, index, possible, before)
    if plain.mask and not plain.unknown and plain.stems != whole.stems and names_whole(plain, index):
        return replace(plain, first=whole.first, last=whole.last, in_part=True)  # « infiltration sous scanner du dos »
    for last in range(len(run) - 1, 0, -1):
        if run[last - 1].kind is Kind.LINK:
            continue
        piece = _piece(run[:last], index, possible, before)
        if piece.mask and not piece.unknown and names_whole(piece, index) and _says_how(run[last:], piece):
            return replace(piece, last=whole.last, in_part=True)
    return whole


def _says_how(rest: Sequence[Word], piece: Piece) -> bool:
    """Tell whether what follows a name says how or where that act is done, rather than that it is another one."""
    links = [word.stem for word in itertools.takewhile(lambda word: word.kind is Kind.LINK, rest)]
    if links:
        return lexicon().belonging.isdisjoint(links)
    return rest[0].stem in lexicon().body | lexicon().ways or any(
        one.endswith(lexicon().endings) for one in piece.stems
    )


def names_whole(piece: Piece, index: Index) -> bool:
    """Tell whether a piece holds a whole name, a label or a keyword, of an act that it leaves possible."""
    telling = piece.stems - lexicon().naming_nothing
    return bool(telling) and any(
        acts & piece.mask and not name.isdisjoint(telling) for name, acts in index.names_in(piece.stems)
    )


def _merged(one: Piece, other: Piece, index: Index) -> Piece | None:
    """Put two pieces together when they name one act; two whole names do only when its label joins them too."""
    mask = one.mask & other.mask
    if other.before is None or other.stems <= lexicon().light | lexicon().generic:
        return None
    if other.before == COMPLEMENT and (done := _done_with(one, other, index)):
        return done
    whole = names_whole(one, index) and names_whole(other, index)
    if not mask and (whole or other.before != COMPLEMENT):
        return None
    stems = one.stems | other.stems
    if whole:
        said = stems - lexicon().weightless
        names = (name for place in index.within(mask) for name in index.naming[place].names)
        if not any(said <= name.stems and other.before in name.joins for name in names):
            return None
    in_part = one.in_part or other.in_part
    return Piece(one.first, other.last, stems, one.unknown | other.unknown, mask, one.before, in_part)


def _done_with(one: Piece, other: Piece, index: Index) -> Piece | None:
    """« Fracture du poignet avec plaque », « coloscopie avec biopsies »: what an operation is done with.

    Where no act has them both, those of the first are meant, in part, but for those that deny the second. A dentist's
    crown with its core is two acts.
    """
    gear = other.stems <= lexicon().devices | lexicon().ways | lexicon().light
    named = names_whole(other, index)
    both = one.mask & other.mask
    dental = any(index.acts[place].family == "dental" for place in index.within(one.mask))
    if dental or one.unknown or not names_whole(one, index) or (named and not gear) or (both and not named):
        return None
    if both:
        return replace(one, last=other.last, stems=one.stems | other.stems, mask=both)
    mask = index.not_denying(other.stems, one.mask)
    return replace(one, last=other.last, mask=mask, in_part=True) if mask else None


def chooses(piece: Piece) -> bool:
    """Tell whether a piece says more than what is said of any operation: « extraction d'une dent », not « la dent »."""
    known = lexicon()
    return bool(piece.stems - known.generic - known.put - known.light - known.counts - {DENT})


def is_named(piece: Piece, index: Index) -> bool:
    """Tell whether a piece names an act in the middle of a sentence: « prothèse de hanche », not « ma hanche »."""
    known = lexicon()
    telling, bearing = piece.stems - known.naming_nothing, piece.stems & known.body
    if telling & known.heads or (telling and len(telling | bearing) > 1):
        return True
    operated = bool(bearing and piece.stems & (known.generic | known.remove))
    return operated or names_whole(piece, index)


def is_care(piece: Piece) -> bool:
    """Tell by its words alone whether a piece speaks of care, whatever the acts that are known."""
    known = lexicon()
    if piece.stems & known.heads or any(one.endswith(known.endings) for one in piece.stems):
        return True
    acting = piece.stems & (known.acting | known.weightless)
    return bool(acting and (piece.unknown or piece.stems - acting - known.light - known.counts))
