"""Teeth by their FDI number: lists, ranges along the arch, digits one by one, names with their place in the mouth."""

import re

from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

Teeth = tuple[int, ...]

UPPER_ARCH = (*range(18, 10, -1), *range(21, 29))
LOWER_ARCH = (*range(48, 40, -1), *range(31, 39))
ADULT = frozenset(UPPER_ARCH + LOWER_ARCH)
MILK = frozenset(quadrant * 10 + place for quadrant in (5, 6, 7, 8) for place in range(1, 6))

_TOOTH = r"(?:[1-9]\d(?!\d)|[1-9][ .-][0-9](?![\d]))"
_JOINT = (
    r"(?: ?(?:,|/|;|\+|&|-|et (?:sur )?(?:la |les )?(?:dents? )?|ainsi que (?:la |les )?|puis (?:la )?|ou (?:la )?"
    r"|a (?:la )?|jusqu'a (?:la )?|au) ?| (?=\d\d(?!\d)))"
)
_LIST = rf"{_TOOTH}(?:{_JOINT}(?:n°)?{_TOOTH})*"
_NAMED = re.compile(
    rf"(?<![a-z])(?:dents?|dts?|molaires?|incisives?|canines?|premolaires?|quenottes?)(?: ?(?:numeros?"
    rf"|num|n°s?|no|de|:|c'est|est|la|les|sont|,))*(?: ?la| ?les)? ?(?P<list>{_LIST})"
)
_PLACED = re.compile(
    rf"(?<![a-z])(?:sur|pour|de|a)? ?(?:la|les|ma|mes|n°|numero|du|no) ?(?:n°)?(?P<list>{_LIST})"
    r"(?! ?(?:€|euros?|eur\b|e\b|%|nuits?|jours?|/|decembre|janvier|fevrier|mars|avril|mai|juin|juillet"
    r"|aout|septembre|octobre|novembre))"
)
_BARE = re.compile(rf"(?<![\d.,/a-z-])(?P<list>{_LIST})(?! ?(?:€|euros?|eur\b|%|nuits?|jours?|ans))(?![\d/])")
_PAIR = re.compile(_TOOTH)
_RANGE_SIGN = re.compile(r" ?(?:a|jusqu'a|au) ?(?:la )?")

_ORDINAL = {
    "premier": 1,
    "premiere": 1,
    "1er": 1,
    "1ere": 1,
    "1re": 1,
    "deuxieme": 2,
    "2eme": 2,
    "2e": 2,
    "seconde": 2,
    "2nde": 2,
    "second": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "derniere": 3,
}
_KIND = re.compile(
    r"(?:(?P<ordinal>premiere?|1ere?|1re|deuxieme|2eme|2e|seconde?|2nde|troisieme|3eme|3e|derniere) )?"
    r"(?P<kind>premolaire|pre-molaire|pre molaire|molaire|canine|dent de sagesse|incisives?)"
    r"(?: (?P<side>centrale|laterale))?"
)
_UP = re.compile(r"\b(?:en haut|du haut|haut|superieure?s?|maxillaire)\b")
_DOWN = re.compile(r"\b(?:en bas|du bas|bas|inferieure?s?|mandibul\w*)\b")
_LEFT = re.compile(r"\b(?:gauches?)\b")
_RIGHT = re.compile(r"\b(?:droites?|droits?)\b")


def read_teeth(text: str, *, asked: bool = True) -> Reading[Teeth | None] | None:
    """Return the teeth named; a bare number counts only when the tooth was asked."""
    view = digits_of(text)
    patterns = (_NAMED, _PLACED, _BARE) if asked else (_NAMED, _PLACED)
    for pattern in patterns:
        for match in pattern.finditer(view.key):
            reading = _listed(view, match)
            if reading is not None and (asked or pattern is _NAMED or reading.doubt is None):
                return reading
    return _described(view)


def _listed(view: View, match: re.Match[str]) -> Reading[Teeth | None] | None:
    written = match["list"]
    teeth: list[int] = []
    end = 0
    for pair in _PAIR.finditer(written):
        tooth = int(re.sub(r"\D", "", pair[0]))
        if teeth and _RANGE_SIGN.fullmatch(written[end : pair.start()]):
            along = _along_the_arch(teeth[-1], tooth)
            teeth += along[1:] if along else [tooth]
        elif (
            teeth
            and re.fullmatch(r" ?- ?", written[end : pair.start()])
            and len(teeth) == 1
            and _along_the_arch(teeth[-1], tooth)
        ):
            teeth.append(tooth)
        else:
            teeth.append(tooth)
        end = pair.end()
    span = (match.start("list"), match.end("list"))
    return _checked(view, tuple(dict.fromkeys(teeth)), span)


def _checked(view: View, teeth: Teeth, span: tuple[int, int]) -> Reading[Teeth | None] | None:
    said, place = view.said(*span), view.span(*span)
    if all(tooth in ADULT for tooth in teeth):
        return Reading(teeth, said, span=place)
    right = tuple(tooth for tooth in teeth if tooth in ADULT)
    if any(tooth in MILK for tooth in teeth) and all(tooth in ADULT | MILK for tooth in teeth):
        return Reading(None, said, doubt="milk_tooth", alternatives=teeth, span=place)
    return Reading(None, said, doubt="no_such_tooth", alternatives=right, span=place)


def _along_the_arch(first: int, last: int) -> list[int]:
    for arch in (UPPER_ARCH, LOWER_ARCH):
        if first in arch and last in arch:
            start, stop = sorted((arch.index(first), arch.index(last)))
            along = list(arch[start : stop + 1])
            return along if along[0] == first else along[::-1]
    return []


def _described(view: View) -> Reading[Teeth | None] | None:
    """« première molaire en haut à gauche » is one tooth; with a word missing it is several to choose from."""
    match = _KIND.search(view.key)
    if match is None:
        return None
    places = _places(match)
    up, down = bool(_UP.search(view.key)), bool(_DOWN.search(view.key))
    left, right = bool(_LEFT.search(view.key)), bool(_RIGHT.search(view.key))
    quadrants = [
        quadrant
        for quadrant, high, side_right in ((1, True, True), (2, True, False), (3, False, False), (4, False, True))
        if (up == down or up == high) and (left == right or right == side_right)
    ]
    teeth = tuple(quadrant * 10 + place for quadrant in quadrants for place in places)
    last = max(
        [match.end(), *(found.end() for word in (_UP, _DOWN, _LEFT, _RIGHT) for found in word.finditer(view.key))]
    )
    first = match.start()
    said, span = view.said(first, last), view.span(first, last)
    if len(teeth) == 1:
        return Reading(teeth, said, span=span)
    return Reading(None, said, doubt="which_tooth", alternatives=teeth, span=span)


def _places(match: re.Match[str]) -> Teeth:
    rank = _ORDINAL.get(match["ordinal"] or "")
    kind = match["kind"]
    if kind == "dent de sagesse":
        return (8,)
    if kind == "canine":
        return (3,)
    if kind.startswith("incisive"):
        if match["side"]:
            return (1,) if match["side"] == "centrale" else (2,)
        return (rank,) if rank in (1, 2) else (1, 2)
    if kind == "molaire":
        return (5 + rank,) if rank else (6, 7, 8)
    return (3 + rank,) if rank in (1, 2) else (4, 5)
