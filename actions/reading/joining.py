"""Two values that are one: « 680 ou 860 », « entre 800 et 900 », « 4 ou 5 nuits », « 2 x 725 € ».

A bare number takes the kind of the value beside it. The value that stands is never chosen here: a doubt says that it
has to be asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.reading.kinds.dates.calendar_days import on_day
from actions.reading.kinds.numbers import scale_of
from actions.reading.mentions import Kind, Mention
from actions.reading.sentence import Sentence
from actions.reading.text import HESITATIONS

_JOINABLE = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.DATE, Kind.PERCENT, Kind.CHOICE, Kind.TEETH})
_COUNTED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.PERCENT})
_AMOUNTS = frozenset({Kind.MONEY, Kind.NUMBER})
_AFTER_OR = frozenset(
    [
        "le",
        "la",
        "les",
        "a",
        "de",
        "en",
        "peut",
        "etre",
        "plutot",
        "du",
        "au",
        "bien",
        "l",
        "meme",
        "alors",
    ]  # « 680 ou alors plutôt 700 »
)
_BETWEEN = frozenset({"et", "les", "a", "-"})
_RANGES = frozenset({("a",), ("-",), ("jusqu", "a")})
_SPANS = frozenset({("a",), ("-",), ("ou",), ("et",)})  # « de 14 à 18 heures »
_PERHAPS = frozenset({(",", "peut", "etre"), ("peut", "etre")})  # « une nuit, peut-être deux »
_LISTED = frozenset({"et", ",", "+", "puis", "plus"})
_TIMES = frozenset({"x", "*", "fois"})
_TIMES_OF = frozenset(
    (noun, "de") for noun in ("fois", "versements", "mensualites", "echeances", "cheques", "paiements")
)
_WIDEST = 3  # « 26 à 550 » is a tooth and its price: the upper bound is at most three times the lower one
_LEAST_SUM = 100  # euros: what a bare number is at least, to be money because the next one is
_MOST_TIMES = 99
_MOST_APART = 5  # tokens


def joined(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, those that are one put together, in their order."""
    kept: list[Mention] = []
    for mention in mentions:
        merged = _joined(sentence, kept[-1], mention) if kept else None
        if merged is None:
            kept[-1:] = [_with_the_sign_of(sentence, left, mention) for left in kept[-1:]]
            kept.append(mention)
            continue
        kept[-1] = merged
        while len(kept) > 1 and (longer := _with_the_list_before(sentence, kept[-2], kept[-1])) is not None:
            kept[-2:] = [longer]
    return kept


def _joined(sentence: Sentence, left: Mention, right: Mention) -> Mention | None:  # noqa: PLR0911  one return a way
    """Return the one mention that two neighbours make, if they do."""
    between = sentence.norms[left.last : right.first]
    if len(between) > _MOST_APART:
        return None
    opened = sentence.norm_in(left.first - 1, {"de", "entre"})
    hours = opened or between != ("a",)  # « de 14 à 18 heures »; « 14 à 7h30 » is a day and its hour
    if hours and left.kind is Kind.NUMBER and left.unit is None and right.kind is Kind.OTHER and between in _SPANS:
        return _over(sentence, left, right, right)
    if left.kind not in _JOINABLE or right.kind not in _JOINABLE:
        return None
    if between == ("=",) and left.kind is right.kind is Kind.MONEY and left.value == right.value and not left.doubt:
        return _over(sentence, left, right, left)  # « 6 x 90 € = 540 € »
    for count in (_days_and_nights, _with_cents, _added_nights, _multiplied, _one_tooth):
        if (counted := count(sentence, left, right, between)) is not None:
            return counted
    doubt = _either(sentence, left, right, between) or _range(sentence, left, right, between)
    pair = None if doubt is None else _alike(sentence, left, right)
    if doubt is None or pair is None:
        return None
    opened = sentence.ending(left.first, "between") is not None
    return None if doubt == "between" and not _in_order(*pair, wide=opened) else _merged(sentence, left, pair, doubt)


def _days_and_nights(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« 5 jours 4 nuits », « 4 nuits et 5 jours »: one stay, told twice; its nights stand."""
    if {left.kind, right.kind} != {Kind.NIGHTS} or not set(between) <= _TWICE:
        return None
    nights, days = (left, right) if left.unit == "night" else (right, left)
    same = nights.unit == "night" and days.doubt == "days_or_nights" and nights.value in days.alternatives
    return _over(sentence, left, right, nights) if same else None


_TWICE = frozenset({"et", ",", "/", "-", "soit"})


def _one_tooth(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« la vingt-sept, la deuxième molaire quoi »: a tooth told by its number and by its name is one."""
    if {left.kind, right.kind} != {Kind.TEETH} or "et" in between:
        return None
    told, described = (left, right) if left.doubt is None else (right, left)
    same = told.doubt is None and told.value == described.value
    same = same or (described.doubt == "which_tooth" and told.value in described.alternatives)
    return _over(sentence, left, right, told) if same else None


def _with_cents(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« 1400 et 50 centimes », « quatre-vingt-quinze cinquante la nuit »: euros, and cents after them."""
    if {left.kind, right.kind} - _AMOUNTS or left.doubt or right.doubt or not isinstance(left.value, int):
        return None
    euros, cents = (left.value, 0) if left.kind is Kind.NUMBER else divmod(left.value, 100)
    said = tuple(between) == ("et",) and sentence.norm(right.last - 1) in _CENTS and right.kind is Kind.MONEY
    if said and 0 < right.value < 100 and not cents:
        return replace(_over(sentence, left, right, right), value=euros * 100 + right.value)
    in_words = not any(norm.isdigit() for norm in sentence.norms[left.first : right.last])
    spoken = in_words and not between and right.kind is left.kind is Kind.NUMBER and right.per in _OF_A_TIME
    if spoken and 10 <= right.value < 100 and euros >= _LEAST_SPOKEN:
        return replace(_over(sentence, left, right, right), kind=Kind.MONEY, value=euros * 100 + right.value)
    return None


_CENTS = frozenset({"centime", "centimes", "cent", "cents", "cts", "ct", "c"})
_OF_A_TIME = ("night", "day")
_LEAST_SPOKEN = 20  # euros: a day's price told by its euros and its cents


def _added_nights(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« une nuit en soins intensifs et trois en chambre », « 3 nuits + 1 nuit de surveillance »."""
    counted = left.kind is Kind.NIGHTS and right.kind in (Kind.NIGHTS, Kind.NUMBER) and left.unit == "night"
    if not counted or not isinstance(left.value, int) or not isinstance(right.value, int) or not between:
        return None
    in_two_places = between[0] == "en" and sentence.norm(right.last) in _PLACES and between[-1] in {"et", "puis"}
    on_top = right.kind is Kind.NIGHTS and set(between) <= _ON_TOP and sentence.norm(right.last) in _PLACES
    if not (in_two_places or on_top):
        return None
    return replace(_over(sentence, left, right, left), value=left.value + right.value)


_PLACES = frozenset({"en", "dans", "de", "a", "au"})
_ON_TOP = frozenset({"+", "plus", "et", "puis"})


def _either(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> str | None:
    tag = sentence.starting(left.last + sentence.norm_in(left.last, {"("}), "or")  # « 25 (ou 35, j'ai un doute) »
    if tag is not None and tag.last <= right.first:
        return "either" if set(sentence.norms[tag.last : right.first]) <= _AFTER_OR else None
    if left.kind is Kind.CHOICE:
        return None
    if sentence.norm(right.last) == ":":  # « 27 : 685 / 26 : 645 » are two rows
        return None
    if between == ("/",) and _are_columns(sentence, left, right):
        return None
    said = between in _PERHAPS or between == ("/",)
    said = said or (not between and (_neighbours(left, right) or _hesitates_between(sentence, left, right)))
    return "either" if said else None


def _are_columns(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """« HBLD734 650,00 / 120,00 »: sums to the cent behind a code are columns of a row, and no either … or."""
    before = (sentence.mention_at(at) for at in range(max(0, left.first - _ROW), left.first))
    behind = any(one is not None and one.kind is Kind.CODE for one in before)
    to_the_cent = all(one.kind is Kind.MONEY and sentence.norm(one.last - 2) in {",", "."} for one in (left, right))
    return behind and to_the_cent


_ROW = 24  # tokens from the code of a row to its last column


def _range(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> str | None:
    dated = left.kind is Kind.NUMBER and right.kind is Kind.DATE  # « 14-15 décembre »
    if not dated and not (left.kind in _COUNTED and right.kind in _COUNTED):
        return None
    opened = sentence.ending(left.first, "between") or sentence.ending(left.first - 1, "between")
    if not dated and opened and between and set(between) <= _BETWEEN:
        return "between"
    return "between" if between in _RANGES else None


def _neighbours(left: Mention, right: Mention) -> bool:
    """« deux trois nuits » is two or three."""
    spoken = left.kind is Kind.NUMBER and left.unit is None and not any(letter.isdigit() for letter in left.text)
    nights = right.kind is Kind.NIGHTS and right.unit == "night"
    return spoken and nights and left.value is not None and right.value == left.value + 1


def _hesitates_between(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """« 16 euh 26 », « 1400 euh 1450 »: two figures that may be of one thing, and nobody knows which stands."""
    alike = left.kind in _COUNTED and (left.kind is right.kind or Kind.NUMBER in (left.kind, right.kind))
    gap = sentence.text[left.end : right.start].lower().split()
    if not (alike and gap and set(gap) <= HESITATIONS and left.value and right.value):
        return False
    low, high = sorted(one.value // 100 if one.kind is Kind.MONEY else one.value for one in (left, right))
    return bool(high <= _WIDEST * low)


def _with_the_list_before(sentence: Sentence, left: Mention, right: Mention) -> Mention | None:
    """« 1, 2 ou 3 nuits »."""
    if sentence.norms[left.last : right.first] != (",",) or right.doubt != "either" or left.kind is not Kind.NUMBER:
        return None
    turned = left if right.kind is Kind.NUMBER else _turned(left, right)
    return None if turned is None or left.unit else _merged(sentence, left, (turned, right), "either")


def _with_the_sign_of(sentence: Sentence, left: Mention, right: Mention) -> Mention:
    """« 230 et 550 euros » are two sums, the sign said once; a tooth and its price are not."""
    bare = left.kind is Kind.NUMBER and left.unit is None and left.doubt is None and (left.value or 0) >= _LEAST_SUM
    between = set(sentence.norms[left.last : right.first])
    if bare and right.kind is Kind.MONEY and right.doubt is None and between and between <= _LISTED:
        return replace(left, kind=Kind.MONEY, value=left.value * 100)
    return left


def _alike(sentence: Sentence, left: Mention, right: Mention) -> tuple[Mention, Mention] | None:
    """Return both as one kind: a bare number takes the kind of its neighbour."""
    if left.kind is Kind.CHOICE or right.kind is Kind.CHOICE:
        same = left.kind is right.kind and left.value and right.value and left.value[0] == right.value[0]
        return (left, right) if same else None
    if left.kind is right.kind:
        return _scaled(sentence, left, right), right
    if left.kind is Kind.NUMBER and left.unit is None:
        turned = _turned(_scaled(sentence, left, right), right)
        return None if turned is None else (turned, right)
    if right.kind is Kind.NUMBER and right.unit is None:
        turned = _turned(right, left)
        return None if turned is None else (left, turned)
    return None


def _turned(number: Mention, other: Mention) -> Mention | None:
    """Read a bare number as its neighbour's kind."""
    if other.kind is Kind.DATE:
        return _as_day(number, other)
    turn: dict[Kind, Callable[[int], Any]] = {
        Kind.MONEY: lambda value: value * 100,
        Kind.PERCENT: lambda value: value * 100,
        Kind.TEETH: lambda value: (value,),
        Kind.NIGHTS: lambda value: _nights(value, other.unit),
    }
    if other.kind not in turn or other.unit == "dates":
        return None
    meanings = tuple(turn[other.kind](value) for value in _meanings(number))
    return replace(number, kind=other.kind, value=None, unit=other.unit, alternatives=meanings)


def _nights(count: int, unit: str | None) -> int:
    return max(0, count - 1) if unit == "day" else count * {"week": 7, "month": 30}.get(unit or "", 1)


def _as_day(number: Mention, other: Mention) -> Mention | None:
    """« 10 ou 11 décembre »."""
    if not isinstance(other.value, date) or not number.value or number.value > 31:
        return None
    day = on_day(other.value.year, other.value.month, number.value)
    return None if day is None else replace(number, kind=Kind.DATE, value=day, unit=other.unit)


def _scaled(sentence: Sentence, left: Mention, right: Mention) -> Mention:
    """« un ou deux mille » is one thousand or two."""
    scale = scale_of(sentence, right.first, right.last)
    small = left.kind is Kind.NUMBER and left.value is not None and 0 < left.value < 100
    return replace(left, value=left.value * scale) if small and scale > 1 and right.value else left


def _meanings(mention: Mention) -> tuple[Any, ...]:
    return mention.alternatives if mention.value is None else (mention.value,)


def _in_order(left: Mention, right: Mention, *, wide: bool) -> bool:
    low, high = _meanings(left), _meanings(right)
    if not (low and high and low[0] < high[-1]):
        return False
    return wide or right.kind is Kind.DATE or high[-1] <= _WIDEST * max(low[0], 1)


def _merged(sentence: Sentence, left: Mention, pair: tuple[Mention, Mention], doubt: str) -> Mention:
    first, second = pair
    low, high = _meanings(first), _meanings(second)
    if second.kind is Kind.NIGHTS and second.unit == "day":  # « 4 ou 5 jours » is three nights to five
        low, high = low[:1], high[-1:]
    whole = _over(sentence, left, second, second)
    alternatives = tuple(dict.fromkeys((*low, *high)))
    unit, per = second.unit or first.unit, second.per or first.per
    if len(alternatives) == 1:  # « soins médicaux ou chirurgicaux » are one thing
        return replace(whole, value=alternatives[0], unit=unit, per=per)
    return replace(whole, value=None, doubt=doubt, alternatives=alternatives, unit=unit, per=per)


def _over(sentence: Sentence, left: Mention, right: Mention, kept: Mention) -> Mention:
    """Return a mention over the tokens of two."""
    start, end = left.start, max(left.end, right.end)
    text = sentence.text[start:end]
    return replace(kept, first=left.first, last=right.last, start=start, end=end, text=text, splits=())


def _multiplied(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« 2 x 725 € », « deux fois 300 », « 725 € x 2 », « 300 par séance pour 4 séances »."""
    if {left.kind, right.kind} - _AMOUNTS or left.doubt or right.doubt:
        return None
    by_session = left.per == "session" and right.unit == "session" and right.kind is Kind.NUMBER
    if not by_session and tuple(between) not in _TIMES_OF and not (between and set(between) <= _TIMES):
        return None
    reverse = by_session or left.kind is Kind.MONEY or left.value > right.value
    count, amount = (right, left) if reverse else (left, right)
    if count.kind is not Kind.NUMBER or not 0 < count.value <= _MOST_TIMES:
        return None
    whole = _over(sentence, left, right, amount)
    unit = None if amount.unit == "count" else amount.unit  # « 800 fois deux » counts no thing
    return replace(whole, value=amount.value * count.value, times=count.value, unit=unit)
