"""Teeth by their FDI number: lists, ranges along the arch, digits one by one, names with their place in the mouth."""

import re

from actions.reading.calendar_words import MONTH
from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

Teeth = tuple[int, ...]

UPPER_ARCH = (*range(18, 10, -1), *range(21, 29))
LOWER_ARCH = (*range(48, 40, -1), *range(31, 39))
ADULT = frozenset(UPPER_ARCH + LOWER_ARCH)
MILK = frozenset(quadrant * 10 + place for quadrant in (5, 6, 7, 8) for place in range(1, 6))

_TOOTH = r"(?:[1-9]\d(?!\d)|[1-9][ .-][0-9](?!\d))"
_JOINT = (
    r"(?: ?(?:,|/|;|\+|&|-"
    r"|(?:,? ?et|ou|ainsi que|puis|a|jusqu'a|au)(?: sur)?(?: la| les)?(?: dents?)?) ?| (?=\d\d(?!\d)))"
)
_LIST = rf"(?P<list>{_TOOTH}(?:{_JOINT}(?:n°)?{_TOOTH})*)"
_NOT_A_TOOTH = (
    rf"(?! ?(?:€|euros?\b|eur\b|e\b|%|k\b|nuits?\b|jours?\b|ans?\b|mois\b|semaines?\b|heures?\b|h\b"
    rf"|{MONTH}|couronnes?\b"
    rf"|dents?\b|implants?\b))(?![/.,]?\d)"
)
_NAMED = re.compile(
    rf"(?<![a-z])(?:dents?|dts?|dnts?|d(?=\d)|molaires?|incisives?|canines?|premolaires?|implants?|couronnes?"
    rf"|inlays?(?:[ -]?cores?)?"
    rf"|(?:hb|lb)[a-z]{{2}}[ .-]?\d{{3}}"
    rf"|onlays?|bridges?|extractions?|facettes?|devitalisations?|caries?)"
    rf"(?: ?(?:numeros?|num|n°s?|no|de|du|:|c'est|est|la|les|sont|,|sur|dents?)){{0,4}} ?{_LIST}{_NOT_A_TOOTH}"
)
_PLACED = re.compile(rf"(?<![a-z])(?:la|les|ma|mes|sur|n°|numero|no) ?(?:n°)?{_LIST}{_NOT_A_TOOTH}")
_BARE = re.compile(rf"(?<![\d.,/a-z-])(?<!le ){_LIST}{_NOT_A_TOOTH}")
_DENIED = re.compile(r"(?:\bpas|\bnon pas|au lieu de|plutot que)(?: sur| pour)?(?: la| les)?(?: dents?)? ?$")
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
    r"(?P<kind>premolaire|pre-molaire|pre molaire|molaire|canine|dents? de sagesse|incisives?)"
    r"(?: (?P<side>centrale|laterale))?"
)
_UP = re.compile(r"\b(?:en haut|du haut|haut|superieure?s?|maxillaire)\b")
_DOWN = re.compile(r"\b(?:en bas|du bas|bas|inferieure?s?|mandibul\w*)\b")
_LEFT = re.compile(r"\b(?:gauches?)\b")
_RIGHT = re.compile(r"\b(?:droites?|droits?)\b")


def read_teeth(text: str, *, asked: bool = True) -> Reading[Teeth | None] | None:
    """Return the teeth named; a bare number counts only when the tooth was asked."""
    found = read_all_teeth(text, asked=asked)
    return found[0] if found else None


def read_all_teeth(text: str, *, asked: bool = False) -> list[Reading[Teeth | None]]:
    """Return each mention of teeth, one reading a list of teeth."""
    view = digits_of(text)
    found: list[Reading[Teeth | None]] = []
    for pattern in (_NAMED, _PLACED, _BARE) if asked else (_NAMED, _PLACED):
        for match in pattern.finditer(view.key):
            if _DENIED.search(view.key[: match.start("list")]):
                continue
            reading = _listed(view, match)
            doubtful_number = pattern is not _NAMED and not asked and reading.doubt is not None
            if not doubtful_number and not any(_overlap(reading.span, other.span) for other in found):
                found.append(reading)
        if found and asked:
            break
    described = None if found else _described(view)
    return sorted(found, key=lambda one: one.span) if described is None else [described]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _listed(view: View, match: re.Match[str]) -> Reading[Teeth | None]:
    written = match["list"]
    teeth: list[int] = []
    end = 0
    for pair in _PAIR.finditer(written):
        tooth = int(re.sub(r"\D", "", pair[0]))
        along = _along_the_arch(teeth[-1], tooth) if teeth else []
        teeth += along[1:] if along and _RANGE_SIGN.fullmatch(written[end : pair.start()]) else [tooth]
        end = pair.end()
    span = (match.start("list"), match.end("list"))
    return _checked(view, tuple(dict.fromkeys(teeth)), span)


def _checked(view: View, teeth: Teeth, span: tuple[int, int]) -> Reading[Teeth | None]:
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
        if up in {down, high} and right in {left, side_right}
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
    if kind.endswith("sagesse"):
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
