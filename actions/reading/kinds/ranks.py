"""The place of one thing among several: « la deuxième », « la dernière », « ligne 2 »."""

from functools import cache

from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

LAST, BEFORE_LAST, MIDDLE = -1, -2, 0
_LINES = frozenset({"ligne", "lignes", "acte", "actes"})
_SUFFIXES = frozenset({"e", "er", "ere", "re", "eme", "ieme", "nd", "nde", "iemes"})
_SIGNS = frozenset({"n", "no", "numero", "°", "num", "#"})
_NOT_RANKED = frozenset({"fois", "mois", "semaine", "an", "annee", "etage", "jour", "jours", "temps", "lieu", "moment"})
_MOST = 99
_PLACED = frozenset({"celle", "celui", "ligne", "acte"})
_AT: dict[tuple[str, ...], int] = {("du", "milieu"): MIDDLE, ("du", "bas"): LAST, ("du", "haut"): 1}


@cache
def _ordinals() -> dict[str, int]:
    ranks = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2, "dernier": LAST, "derniere": LAST}
    said = ("deux", "trois", "quatr", "cinqu", "six", "sept", "huit", "neuv", "dix")
    return ranks | {f"{stem}ieme": rank for rank, stem in enumerate(said, start=2)}


def take_ranks(sentence: Sentence) -> None:
    for at in range(len(sentence)):
        if not sentence.free(at, at + 1):
            continue
        if (placed := _placed(sentence, at)) is not None:
            value, last, unit = placed
            sentence.take(Kind.RANK, value, at, last, unit=unit)
        elif sentence.norm_in(at, _LINES):
            _take_lines(sentence, at)
        elif (rank := _ordinal(sentence, at)) is not None:
            value, last = rank
            if sentence.is_number(at - 1) and sentence.starting(last, "unit.tooth") is not None:
                continue  # « les 3 dernières dents »
            if sentence.norm_in(last, _NOT_RANKED):
                if sentence.is_number(at):
                    sentence.take(Kind.OTHER, None, at, last)
                continue
            of_line = sentence.norm_in(last, _LINES)
            sentence.take(Kind.RANK, value, at, last + 1 if of_line else last, unit="line" if of_line else None)


def _placed(sentence: Sentence, at: int) -> tuple[int, int, str | None] | None:
    """Return a rank told by no ordinal: « L2 », « celle du milieu », « l'avant-dernière », « l'autre »."""
    if _short_line(sentence, at):
        return int(sentence.norm(at + 1)), at + 2, "line"
    place = _AT.get(sentence.norms[at + 1 : at + 3])
    if place is not None and sentence.norm_in(at, _PLACED):
        return place, at + 3, "line"
    if sentence.norm(at) == "avant" and sentence.norm_in(at + 1, {"dernier", "derniere"}):
        return BEFORE_LAST, at + 2, None
    if _told_anew(sentence, at):
        return int(sentence.norm(at)), at + 1, "line"
    other = _the_other(sentence, at)
    return None if other is None else (other, at + 1, None)


def _told_anew(sentence: Sentence, at: int) -> bool:
    """« sur la 3, mets 305 »."""
    digit = sentence.is_number(at) and len(sentence.norm(at)) == 1 and sentence.norm_in(at - 1, {"la"})
    place = at + 2 if sentence.norm_in(at + 1, {",", ":"}) else at + 1
    return digit and any(sentence.starting(place, name) for name in ("put", "change"))


def _the_other(sentence: Sentence, at: int) -> int | None:
    """« la première à 640, l'autre à 670 »: the second of two, or the first when the second was told."""
    if not (sentence.norm(at) == "autre" and sentence.norm(at - 1) == "l"):
        return None
    before = [mention.value for mention in sentence.mentions() if mention.kind is Kind.RANK and mention.first < at]
    return 3 - before[-1] if before and before[-1] in (1, 2) else None


def _short_line(sentence: Sentence, at: int) -> bool:
    """« L2 »."""
    lone = sentence.norm(at) == "l" and not sentence.glued(at) and sentence.glued(at + 1) and not sentence.glued(at + 2)
    return lone and sentence.is_number(at + 1) and len(sentence.norm(at + 1)) == 1 and sentence.norm(at + 1) != "0"


def _ordinal(sentence: Sentence, at: int) -> tuple[int, int] | None:
    if (rank := _ordinals().get(sentence.norm(at))) is not None:
        return None if sentence.norm_in(at - 1, {"un", "une"}) else (rank, at + 1)  # « une deuxième couronne »
    glued = sentence.glued(at) and sentence.norm(at - 1).isalnum()
    if sentence.is_number(at) and not glued and sentence.norm_in(at + 1, _SUFFIXES) and sentence.glued(at + 1):
        value = int(sentence.norm(at)) if len(sentence.norm(at)) < 3 else 0
        named = sentence.norm(at - 1).isalpha() and not sentence.norm_in(at - 1, _DETERMINERS)
        ranked = not named or sentence.norm(at + 2).isalpha()  # « une radio 8e » costs 8 €
        euros = sentence.norm(at + 1) == "e" and (value > 9 or not ranked)
        return (value, at + 2) if 0 < value <= _MOST and not euros else None
    return None


_DETERMINERS = frozenset({"la", "le", "les", "l", "ma", "mon", "au", "de", "du", "une", "un"})


def _take_lines(sentence: Sentence, at: int) -> None:
    """« ligne 2 », « ligne n° 2 », « lignes 1 et 2 »."""
    first, place = at, at + 1
    while True:
        while sentence.norm_in(place, _SIGNS):
            place += 1
        figure = _small_figure(sentence, place)
        if figure is None:
            return
        value, last = figure
        sentence.take(Kind.RANK, value, first, last, unit="line")
        if not sentence.norm_in(last, {"et", ",", "ou"}) or sentence.norm(at) not in {"lignes", "actes"}:
            return
        first = place = last + 1


def _small_figure(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Return a figure of one or two digits, cut from what follows: « ligne 1 300 € » is the first line's 300 €."""
    norm = sentence.norm(at)
    if norm.isdigit() and sentence.free(at, at + 1):
        decimals = sentence.norm_in(at + 1, ",.") and sentence.glued(at + 1) and sentence.is_number(at + 2)
        decimals = decimals and sentence.glued(at + 2)  # « ligne 1, 790 »
        unit = sentence.starting(at + 1, "unit.euro")
        return (int(norm), at + 1) if len(norm) < 3 and norm != "0" and not decimals and not unit else None
    if sentence.norm_in(at, {"un", "une"}) and sentence.free(at, at + 1):
        return 1, at + 1
    figure = figure_at(sentence, at)
    if (
        figure is None
        or figure.whole is None
        or not 0 < figure.whole <= _MOST
        or sentence.starting(figure.last, "unit.euro")
    ):
        return None
    return figure.whole, figure.last
