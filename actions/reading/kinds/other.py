"""Figures of something else, told by their form: « chambre 12 », « 06 12 34 56 78 », « 14h30 »."""

from actions.reading.kinds.numbers import Figure, figure_at
from actions.reading.kinds.teeth import ADULT
from actions.reading.mentions import Kind, Mention, Tag
from actions.reading.sentence import Sentence

_PAIRS_OF_A_PHONE = 5
_A_TOOTH, _MOST_GROUPS = 2, 10  # digits; groups
_GROUPS, _LONG = 4, 12  # groups and digits from which figures in a row are one number
_HOURS = frozenset({"h", "heure", "heures"})
_BEFORE_A_YEAR = frozenset({"en", "depuis", "annee", "ete", "hiver", "printemps", "automne"})
_FIRST_YEAR = 1920
_SIGNS = frozenset({"numero", "n", "no", "°", "#"})


VERTEBRA = "vertebra"
_PARTS_OF_A_SPINE = frozenset("cdtls")
_BETWEEN_VERTEBRAE = frozenset({"-", "/", "et"})


def take_vertebrae(sentence: Sentence) -> None:
    """« hernie discale L5-S1 »: two side by side, for « L1 » alone may be a line and « S1 » a sector."""
    for at in range(len(sentence)):
        other = at + 3 if sentence.norm_in(at + 2, _BETWEEN_VERTEBRAE) else at + 2
        if _is_vertebra(sentence, at) and _is_vertebra(sentence, other):
            sentence.take(Kind.OTHER, None, at, other + 2, unit=VERTEBRA)


def _is_vertebra(sentence: Sentence, at: int) -> bool:
    named = sentence.norm_in(at, _PARTS_OF_A_SPINE) and len(sentence.norm(at + 1)) <= _DIGITS_OF_A_VERTEBRA
    return named and sentence.is_number(at + 1) and sentence.glued(at + 1) and sentence.free(at, at + 2)


_DIGITS_OF_A_VERTEBRA = 2


def take_other_figures(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        mention = (
            _take_phone(sentence, at)
            or _take_long_number(sentence, at)
            or _take_time(sentence, at)
            or _take_instalments(sentence, at)
            or _take_numbered(sentence, at)
            or _take_year(sentence, at)
        )
        at = at + 1 if mention is None else mention.last


def _take_phone(sentence: Sentence, at: int) -> Mention | None:
    """« 06 12 34 56 78 »."""
    if not sentence.norm(at).startswith("0"):
        return None
    last = at
    for pair in range(_PAIRS_OF_A_PHONE):
        if pair and sentence.norm_in(last, ".-/"):
            last += 1
        if not (sentence.is_number(last) and len(sentence.norm(last)) == 2 and sentence.free(last, last + 1)):
            return None
        last += 1
    return sentence.take(Kind.OTHER, None, at, last, unit="phone")


def _take_long_number(sentence: Sentence, at: int) -> Mention | None:
    """« 2 54 03 75 116 123 45 »: the groups of a number of Sécurité sociale, of a firm, of an account."""
    last = at
    while last - at < _MOST_GROUPS and sentence.is_number(last) and sentence.free(last, last + 1):
        last += 1
    groups = [len(norm) for norm in sentence.norms[at:last]]
    if len(groups) < _GROUPS or sum(groups) < _LONG or set(groups) == {_A_TOOTH}:
        return None
    if all(len(norm) == _A_TOOTH and int(norm) in ADULT for norm in sentence.norms[at : last - 1]):
        return None  # « bridge 13 12 11 21 22 3200 »
    return sentence.take(Kind.OTHER, None, at, last, unit="number")


def _take_time(sentence: Sentence, at: int) -> Mention | None:
    """« 14h30 », « 8 h », « 14:30 »."""
    sign = sentence.norm(at + 1)
    timed = sign in _HOURS or (sign == ":" and sentence.glued(at + 1))
    if not (timed and sentence.is_number(at) and len(sentence.norm(at)) <= 2 and sentence.free(at, at + 1)):
        return None
    minutes = sentence.is_number(at + 2) and len(sentence.norm(at + 2)) == 2 and sentence.glued(at + 2)
    if sign == ":" and not minutes:
        return None
    return sentence.take(Kind.OTHER, None, at, at + 3 if minutes else at + 2, unit="time")


def _take_instalments(sentence: Sentence, at: int) -> Mention | None:
    """« payable en 3 fois », « cassé en deux »."""
    figure = figure_at(sentence, at + 1) if sentence.norm(at) == "en" else None
    if figure is not None and figure.in_words and _counts_pieces(sentence, figure):
        return sentence.take(Kind.OTHER, None, figure.first, figure.last, unit="pieces")
    if figure is None or sentence.norm(figure.last) != "fois" or sentence.norm(figure.last + 1) == "de":
        return None
    return sentence.take(Kind.OTHER, None, figure.first, figure.last + 1, unit="times")


def _counts_pieces(sentence: Sentence, figure: Figure) -> bool:
    alone = sentence.starting(figure.last, "unit.") is None and not sentence.norm(figure.last).isalpha()
    return alone and figure.whole is not None and 1 < figure.whole <= _MOST_PIECES


_MOST_PIECES = 4


def _take_year(sentence: Sentence, at: int) -> Mention | None:
    """« opéré en 2019 », « depuis 2015 »: a past year alone; « 2019 euros » and « 2019 par jour » are sums."""
    told = (
        sentence.is_number(at)
        and len(sentence.norm(at)) == 4
        and _FIRST_YEAR <= int(sentence.norm(at)) <= sentence.today.year
    )
    if not (told and sentence.norm_in(at - 1, _BEFORE_A_YEAR) and sentence.free(at, at + 1)):
        return None
    counted = sentence.starting(at + 1, "unit.") or sentence.starting(at + 1, "per.")
    if counted or _glued_number(sentence, at + 1, ",."):
        return None
    return sentence.take(Kind.OTHER, None, at, at + 1, unit="year")


def _alternative(sentence: Sentence, at: int) -> Tag | None:
    """« option 2 couronne métal »: alone, « option 2 » chooses."""
    noun = sentence.starting(at, "unit.alternative")
    if noun is None or not sentence.is_number(noun.last):
        return None
    return noun if sentence.starting(noun.last + 1, "unit.tooth") else None


def _take_numbered(sentence: Sentence, at: int) -> Mention | None:
    """« chambre 12 », « dossier n° 2026-14 »; not « chambre 85 € » nor « chambre 85 par jour »."""
    noun = sentence.starting(at, "unit.numbered") or _alternative(sentence, at)
    if noun is None:
        return None
    place = noun.last
    while sentence.norm_in(place, _SIGNS):
        place += 1
    if not (sentence.is_number(place) and sentence.free(place, place + 1)):
        return None
    if (whole := _take_phone(sentence, place) or _take_long_number(sentence, place)) is not None:
        return whole
    counted = sentence.starting(place + 1, "unit.") or sentence.starting(place + 1, "per.")
    if counted is not None and counted.name == "unit.tooth" and place == noun.last:
        counted = None  # « option 2 couronne métal »
    if counted or _glued_number(sentence, place + 1, ",.") or _is_a_room_with_its_price(sentence, noun, place):
        return None
    last = place + 1
    while _glued_number(sentence, last, "-/"):
        last += 2
    return sentence.take(Kind.OTHER, None, place, last, unit="number")


def _is_a_room_with_its_price(sentence: Sentence, noun: Tag, at: int) -> bool:
    """« chambre 85, chirurgien 600 »: where prices are listed, the number after the room is what it costs."""
    listed = [
        sentence.starting(place, "role.")
        or (sentence.starting(place, "unit.euro") and len(sentence.norm(place - 1)) > 1)  # « au 3e étage »
        for place in range(len(sentence))
    ]
    is_room = sentence.norm(noun.last - 1) == "chambre" and at == noun.last
    return is_room and any(listed) and int(sentence.norm(at)) <= _MOST_A_DAY


_MOST_A_DAY = 400  # euros: above it, « chambre 612 » is where somebody sleeps


def _glued_number(sentence: Sentence, at: int, signs: str) -> bool:
    glued = sentence.norm_in(at, signs) and sentence.glued(at) and sentence.glued(at + 1)
    return glued and sentence.is_number(at + 1)
