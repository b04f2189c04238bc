"""Teeth by their FDI number: lists, ranges along the arch, digits one by one, names with their place in the mouth."""

from dataclasses import dataclass
from functools import cache

from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

Teeth = tuple[int, ...]

UPPER_ARCH = (*range(18, 10, -1), *range(21, 29))
LOWER_ARCH = (*range(48, 40, -1), *range(31, 39))
ADULT = frozenset(UPPER_ARCH + LOWER_ARCH)
MILK = frozenset(quadrant * 10 + place for quadrant in (5, 6, 7, 8) for place in range(1, 6))

_AFTER_A_NOUN = frozenset(
    {"numero", "num", "n", "no", "°", "de", "du", ":", "est", "c", "la", "les", "sont", "sur", "le"}
)
_PLACED = frozenset({"la", "les", "n", "°", "numero", "no", "ma", "mes"})
_SIGNS = frozenset({",", "/", ";", "+", "&", "-", "et", "ou", "a", "puis", "jusqu", "au"})
_BETWEEN_TEETH = frozenset({"sur", "la", "les", "dent", "dents", "et", "n", "°", "de", "aussi"})
_MOST_BETWEEN = 5
_OF_ONE = frozenset({"passe", "est", "devient", "coute", "vaut", "reste", "sera", "etait", "monte", "descend"})
"""What is said of one: « enlève la 26 et la 27 passe à 700 » lists no teeth."""
_RANGE = frozenset({"a", "jusqu", "au"})
_MOST_TEETH = 32
_FEWEST_IN_A_ROW = 3
"""Of bare figures: two may be an amount and a tooth."""
_ONE_PLACE = {"wisdom": 8, "first_molar": 6, "second_molar": 7, "canine": 3, "central": 1, "lateral": 2}
_SIZES = frozenset({"grosse", "grosses", "grande", "vraie"})
_RANKED = frozenset({"molar", "premolar", "incisor"})
_PLACE_GAP = 6


@dataclass(frozen=True, slots=True)
class _Listed:
    teeth: Teeth
    last: int
    either: bool
    distinct: int  # figures said


def along_the_arch(first: int, last: int) -> Teeth:
    """Return the teeth from one to the other as the mouth has them; nothing across two jaws."""
    for arch in (UPPER_ARCH, LOWER_ARCH):
        if first in arch and last in arch:
            start, stop = sorted((arch.index(first), arch.index(last)))
            along = arch[start : stop + 1]
            return along if along[0] == first else along[::-1]
    return ()


def take_teeth(sentence: Sentence) -> None:
    _take_described(sentence)
    at = 0
    while at < len(sentence):
        at = (
            _take_named(sentence, at)
            or _take_placed(sentence, at)
            or _take_chain(sentence, at)
            or _take_row(sentence, at)
            or at + 1
        )


def _take_named(sentence: Sentence, at: int) -> int | None:
    """« dent 26 », « dents n° 14 et 15 », « dent deux six »."""
    noun = sentence.starting(at, "tooth.noun")
    if noun is None or not sentence.free(at, noun.last) or _counts_a_price(sentence, at):
        return None
    first = noun.last
    while first - noun.last < _MOST_BETWEEN and sentence.norm_in(first, _AFTER_A_NOUN):
        first += 1
    listed = _list_at(sentence, first, named=True)
    if listed is None:
        return None
    _take_list(sentence, at, listed)
    return listed.last


def _counts_a_price(sentence: Sentence, at: int) -> bool:
    """« 660 € la dent sur 22 et 11 », « 877 euros par dent »: each tooth is at that price."""
    counts = sentence.norm_in(at - 1, {"par", "la"}) and sentence.ending(at - 1, "unit.euro") is not None
    return counts and not sentence.norm(at + 1).isdigit()


def _take_placed(sentence: Sentence, at: int) -> int | None:
    """« la 26 », « sur les 14 et 15 »: adult teeth only, so that « la 2 » and « la 50 » are left."""
    if not sentence.norm_in(at, _PLACED) or sentence.norm_in(at - 1, {"chambre", "ligne"}):
        return None
    if (placed := _take_by_its_place(sentence, at + 1)) is not None:
        return placed
    listed = _list_at(sentence, at + 1, named=False)
    if listed is None or not set(listed.teeth) <= ADULT:
        return None
    _take_list(sentence, at + 1, listed)
    return listed.last


def _take_by_its_place(sentence: Sentence, at: int) -> int | None:
    """« la 6 en bas à droite » is the 46."""
    place = _one_digit(sentence, at)
    sides, last = _sides(sentence, at + 1)
    quadrants = {("up", "right"): 1, ("up", "left"): 2, ("down", "left"): 3, ("down", "right"): 4}
    quadrant = next((number for said, number in quadrants.items() if set(said) == sides), None)
    if place is None or quadrant is None or quadrant * 10 + place not in ADULT or last - at > _PLACE_GAP:
        return None
    sentence.take(Kind.TEETH, (quadrant * 10 + place,), at, last)
    return last


def _take_chain(sentence: Sentence, at: int) -> int | None:
    """« 26/27 », « 26,27,36 », « 2.6 »: glued figures that are all adult teeth."""
    if (
        not (sentence.norm_in(at + 1, "/,-+.") and sentence.is_number(at))
        or (sentence.glued(at) and not sentence.norm_in(at - 1, "(:"))
        or not sentence.free(at, at + 1)
    ):
        return None
    teeth: list[int] = []
    last = at
    while (tooth := _two_digits(sentence, last)) is not None and len(teeth) < _MOST_TEETH:
        teeth.append(tooth)
        last += 1
        if not (sentence.norm_in(last, "/,-+") and sentence.glued(last) and sentence.glued(last + 1)):
            break
        last += 1
    pair_of_decimals = len(teeth) == 2 and sentence.norm(at + 1) == ","
    ended = not (sentence.glued(last) and sentence.norm(last)[:1].isalnum()) and sentence.is_number(last - 1)
    if len(teeth) < 2 or pair_of_decimals or not ended or not set(teeth) <= ADULT or _counted(sentence, last):
        return _digit_by_digit(sentence, at)
    between = along_the_arch(teeth[0], teeth[-1])
    if len(teeth) == 2 and sentence.norm(at + 1) == "-" and len(between) > 2:  # « 24-26 » is two teeth or the three
        alternatives = (tuple(teeth), between)
        sentence.take(Kind.TEETH, None, at, last, doubt="either", alternatives=alternatives)
    else:
        sentence.take(Kind.TEETH, tuple(dict.fromkeys(teeth)), at, last)
    return last


def _take_row(sentence: Sentence, at: int) -> int | None:
    """« bridge 24 25 26 », « facettes 11, 12 et 21 »: figures in a row that are all adult teeth are no amounts."""
    teeth: list[int] = []
    place, last = at, at
    while (
        (tooth := _two_digits(sentence, place)) in ADULT
        and tooth is not None
        and not _counted(sentence, place + 1)
        and not _goes_on(sentence, place + 1)
    ):
        teeth.append(tooth)
        last = place + 1
        place = last + sentence.norm_in(last, _JOINTS_OF_A_ROW)
    if len(teeth) < _FEWEST_IN_A_ROW:
        return None
    sentence.take(Kind.TEETH, tuple(dict.fromkeys(teeth)), at, last)
    return last


_JOINTS_OF_A_ROW = frozenset({",", "et"})


def _digit_by_digit(sentence: Sentence, at: int) -> int | None:
    """« 2.6 » is the 26 in the dentist's notation."""
    if not (
        len(sentence.norm(at)) == 1
        and sentence.norm_in(at + 1, ".")
        and sentence.glued(at + 1)
        and sentence.glued(at + 2)
        and sentence.is_number(at + 2)
        and len(sentence.norm(at + 2)) == 1
        and not (sentence.norm_in(at + 3, ".,") and sentence.glued(at + 3) and sentence.glued(at + 4))
        and sentence.free(at, at + 3)
    ):
        return None
    tooth = int(sentence.norm(at) + sentence.norm(at + 2))
    if tooth not in ADULT or _counted(sentence, at + 3):
        return None
    sentence.take(Kind.TEETH, (tooth,), at, at + 3)
    return at + 3


def _list_at(sentence: Sentence, at: int, *, named: bool) -> _Listed | None:
    found = _tooth_at(sentence, at, named=named)
    if found is None:
        return None
    teeth, last = [found[0]], found[1]
    either, count = False, 1
    while len(teeth) < _MOST_TEETH:
        joint, after = _joint(sentence, last)
        following = _tooth_at(sentence, after, named=named) if joint is not None else None
        if joint is None or following is None or (not joint and not named):
            break
        if joint & {"et"} and following[0] not in ADULT and teeth[-1] in ADULT:
            break
        if joint & {"et", ","} and sentence.norm_in(following[1], _OF_ONE):
            break
        tooth, end = following
        if joint == {"a"} and _has_cents(sentence, end):
            break  # « la 24 à 33,44 »
        run = along_the_arch(teeth[-1], tooth) if joint & _RANGE else ()
        teeth += run[1:] if run else [tooth]
        either = either or "ou" in joint
        last, count = end, count + 1
    return _Listed(tuple(dict.fromkeys(teeth)), last, either, count)


def _has_cents(sentence: Sentence, at: int) -> bool:
    """Tell whether two decimals follow: « 33,44 » is an amount, « 33, 44 » two teeth."""
    glued = sentence.norm(at) == "," and sentence.glued(at) and sentence.glued(at + 1)
    return glued and sentence.is_number(at + 1) and len(sentence.norm(at + 1)) == _DIGITS_OF_CENTS


_DIGITS_OF_CENTS = 2


def _joint(sentence: Sentence, at: int) -> tuple[frozenset[str] | None, int]:
    """Return the words that join two teeth, and where they end; None when something else stands there."""
    after = at
    while after - at < _MOST_BETWEEN and sentence.norm_in(after, _SIGNS | _BETWEEN_TEETH):
        after += 1
    said = frozenset(sentence.norms[at:after])
    if said and not said & _SIGNS:
        return None, at
    return said, after


def _tooth_at(sentence: Sentence, at: int, *, named: bool) -> tuple[int, int] | None:
    """Return the number of a tooth and the token after it."""
    written = _two_digits(sentence, at)
    if written is not None:
        end = at + 1
    else:
        spoken = _spoken(sentence, at, named=named)
        if spoken is None:
            return None
        written, end = spoken
    names_an_act = named and sentence.starting(end, "unit.tooth") is not None  # « dent seize couronne »
    if (_counted(sentence, end) and not names_an_act) or _goes_on(sentence, end):
        return None
    return written, end


def _two_digits(sentence: Sentence, at: int) -> int | None:
    norm = sentence.norm(at)
    fits = norm.isdigit() and len(norm) == 2 and norm[0] != "0" and sentence.free(at, at + 1)
    return int(norm) if fits else None


def _spoken(sentence: Sentence, at: int, *, named: bool) -> tuple[int, int] | None:
    """« vingt-six », « deux six », « 2 6 », « 2.6 »."""
    figure = figure_at(sentence, at)
    if figure is not None and figure.whole is not None and figure.in_words and 11 <= figure.whole <= 99:
        return figure.whole, figure.last
    quadrant = _one_digit(sentence, at) if named else None
    if quadrant is None:
        return None
    after = at + 2 if sentence.norm_in(at + 1, ".-") else at + 1
    place = _one_digit(sentence, after)
    return None if place is None else (quadrant * 10 + place, after + 1)


def _one_digit(sentence: Sentence, at: int) -> int | None:
    norm = sentence.norm(at)
    if norm.isdigit():
        return int(norm) if len(norm) == 1 and norm != "0" and sentence.free(at, at + 1) else None
    figure = figure_at(sentence, at)
    fits = figure is not None and figure.last == at + 1 and figure.whole is not None and 1 <= figure.whole <= 9
    return figure.whole if figure is not None and fits else None


def _goes_on(sentence: Sentence, at: int) -> bool:
    """« 26,50 » and « 26/03 » are no teeth, « 26, 27 » and « 26/27 » may be."""
    if not (sentence.norm_in(at, ".,/:") and sentence.glued(at) and sentence.glued(at + 1)):
        return False
    after = _two_digits(sentence, at + 1)
    return sentence.is_number(at + 1) and (sentence.norm(at) == "." or after is None or after not in ADULT)


def _counted(sentence: Sentence, at: int) -> bool:
    """Tell whether a unit or a month follows: « 26 € », « 26 jours », « 26 mars »."""
    tag = sentence.starting(at, "unit.") or sentence.starting(at, "calendar.month")
    return tag is not None and tag.name not in {"unit.numbered", "unit.line"} and not sentence.norm_in(at, {"dents"})


def _take_list(sentence: Sentence, first: int, listed: _Listed) -> None:
    teeth = _beside(sentence, first, listed.teeth)
    doubt: str | None = None
    if not all(tooth in ADULT for tooth in teeth):
        milk = any(tooth in MILK for tooth in teeth) and all(tooth in ADULT | MILK for tooth in teeth)
        doubt = "milk_tooth" if milk else "no_such_tooth"
    elif listed.either:
        doubt = "either"
    right = tuple(tooth for tooth in teeth if tooth in ADULT)
    if doubt == "either":
        sentence.take(
            Kind.TEETH, None, first, listed.last, doubt=doubt, alternatives=tuple((tooth,) for tooth in teeth)
        )
    else:
        alternatives = ((right,) if right else ()) if doubt else ()
        sentence.take(Kind.TEETH, teeth, first, listed.last, doubt=doubt, alternatives=alternatives)


def _beside(sentence: Sentence, first: int, teeth: Teeth) -> Teeth:
    """« la dent juste derrière la 26 » is the 27, « celle devant la 26 » the 25, « entre la 25 et la 27 » the 26."""
    at = first - 1 if sentence.norm_in(first - 1, {"la", "dent"}) else first
    step = bool(sentence.ending(at, "tooth.behind")) - bool(sentence.ending(at, "tooth.before"))
    spoken = sentence.ending(at, "tooth.behind") or sentence.ending(at, "tooth.before")
    named = spoken is not None and sentence.norm_in(spoken.first - 1, {"dent", "celle", "juste", "est"})
    if len(teeth) == 2 and sentence.ending(at, "between"):  # « entre la 25 et la 27 »
        along = along_the_arch(*teeth)
        return along[1:2] if len(along) == 3 else teeth
    moved = teeth[0] + step if len(teeth) == 1 and named else 0
    return (moved,) if moved in ADULT else teeth


def _take_described(sentence: Sentence) -> None:
    """« première molaire en haut à gauche » is one tooth; with a word missing it is several to choose from."""
    for tag in sorted(
        (tag for tag in sentence.tags if tag.name.startswith("tooth.kind.")), key=lambda one: one.first - one.last
    ):
        if not sentence.free(tag.first, tag.last) or _numbered_after(sentence, tag.last):
            continue
        if _stands_before_another(sentence, tag.last):
            continue
        kind = tag.name.removeprefix("tooth.kind.")
        rank, first = _rank_before(sentence, tag.first) if kind in _RANKED else (None, tag.first)
        sides, last = _sides(sentence, tag.last)
        if rank is None and kind in _RANKED:
            rank, sides, last = _rank_after(sentence, sides, last)
        if kind == "wisdom" and (spoken := _just_before(sentence, tag.first)) is not None:
            kind, first = "second_molar", spoken
        if not sides:
            sides = _sides_before(sentence, first)
        quadrants = [
            quadrant
            for quadrant, up, right in ((1, True, True), (2, True, False), (3, False, False), (4, False, True))
            if not ({"up", "down"} & sides and ("up" if up else "down") not in sides)
            and not ({"left", "right"} & sides and ("right" if right else "left") not in sides)
        ]
        teeth = tuple(quadrant * 10 + place for quadrant in quadrants for place in _places(kind, rank))
        each_side = rank is not None and len(teeth) == 2 and sentence.ending(first, "both") is not None
        if len(teeth) == 1 or each_side:  # « les deux premières molaires du bas »
            sentence.take(Kind.TEETH, teeth, first, last)
        else:
            alternatives = tuple((tooth,) for tooth in teeth)
            sentence.take(Kind.TEETH, None, first, last, doubt="which_tooth", alternatives=alternatives)


def _rank_after(sentence: Sentence, sides: frozenset[str], last: int) -> tuple[int | None, frozenset[str], int]:
    """« molaire du bas, la deuxième, à droite »: the rank said behind, and the sides after it."""
    at = last
    while at - last < _MOST_LEADS and sentence.norm_in(at, {",", "la", "c", "est"}):
        at += 1
    rank = _ranks().get(sentence.norm(at)) if at > last else None
    more, end = _sides(sentence, at + 1)
    if rank is None or (end == at + 1 and sentence.norm(end).isalnum()):  # « la première à 600 » is of two lines
        return None, sides, last
    return rank, sides | more, end


def _just_before(sentence: Sentence, first: int) -> int | None:
    """« la dernière avant la dent de sagesse »: where what is just before a tooth is named, None when nothing is."""
    at = first - 1 if sentence.norm_in(first - 1, {"la", "ma"}) else first
    spoken = sentence.ending(at, "tooth.before")
    named = spoken is not None and (
        spoken.last - spoken.first > 1 or sentence.norm_in(spoken.first - 1, {"dent", "celle", "derniere", "molaire"})
    )
    return spoken.first if spoken is not None and named else None


def _stands_before_another(sentence: Sentence, at: int) -> bool:
    """« la dernière molaire avant la dent de sagesse » is told by what it stands before."""
    spoken = sentence.starting(at, "tooth.before")
    after = 0 if spoken is None else spoken.last + sentence.norm_in(spoken.last, {"la", "ma"})
    return spoken is not None and sentence.starting(after, "tooth.kind.wisdom") is not None


def _sides_before(sentence: Sentence, first: int) -> frozenset[str]:
    """« celle du fond en haut à gauche, juste avant la dent de sagesse »: where in the mouth, said before."""
    sides: set[str] = set()
    at = first - 1 if sentence.norm_in(first - 1, {","}) else first
    while (tag := sentence.ending(at, "tooth.")) is not None and (side := tag.name.removeprefix("tooth.")) in _PLACES:
        sides.add(side)
        at = tag.first
    return frozenset(sides)


_PLACES = frozenset({"up", "down", "left", "right"})
_MOST_LEADS = 4


def _numbered_after(sentence: Sentence, at: int) -> bool:
    return _tooth_at(sentence, at, named=False) is not None


def _rank_before(sentence: Sentence, at: int) -> tuple[int | None, int]:
    if sentence.norm(at - 1) in _SIZES:  # « deuxième grosse molaire »
        rank, first = _rank_before(sentence, at - 1)
        return (rank, first) if rank is not None else (None, at)
    if (rank := _ranks().get(sentence.norm(at - 1))) is not None:
        return rank, at - 1
    if sentence.norm_in(at - 1, {"e", "eme", "ere", "re", "er", "nde"}) and sentence.norm_in(at - 2, {"1", "2", "3"}):
        return int(sentence.norm(at - 2)), at - 2
    return None, at


@cache
def _ranks() -> dict[str, int]:
    return {"premiere": 1, "premier": 1, "premieres": 1, "deuxieme": 2, "deuxiemes": 2, "seconde": 2, "secondes": 2,
            "troisieme": 3, "troisiemes": 3, "derniere": 3, "dernieres": 3}  # fmt: skip


def _sides(sentence: Sentence, at: int) -> tuple[frozenset[str], int]:
    """Return where in the mouth, said just after the name, and the token after those words."""
    sides: set[str] = set()
    last = at
    place = at
    while place < len(sentence) and place - last < 3 and place - at < _PLACE_GAP + len(sides) * 3:
        tag = next(
            (found for name in ("up", "down", "left", "right") if (found := sentence.starting(place, f"tooth.{name}"))),
            None,
        )
        if tag is None:
            place += 1
            continue
        sides.add(tag.name.removeprefix("tooth."))
        place = last = tag.last
    return frozenset(sides), last


def _places(kind: str, rank: int | None) -> Teeth:
    if kind in _ONE_PLACE:
        return (_ONE_PLACE[kind],)
    if kind == "incisor":
        return (rank,) if rank in (1, 2) else (1, 2)
    if kind == "molar":
        return (5 + rank,) if rank else (6, 7, 8)
    return (3 + rank,) if rank in (1, 2) else (4, 5)
