"""How values are said, once for every kind: denied, approximate, bounded, one or the other, multiplied, a share, relative.

A pair of values joined by « ou », « entre … et », « à » or « x » becomes one mention; a bare number beside a value takes
its kind (« 4 ou 5 nuits »). The value that stands is never chosen here: a doubt says that it has to be asked.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.reading.kinds.dates import calendar_days as days
from actions.reading.kinds.numbers import scale_of
from actions.reading.mentions import Exactness, Kind, Mention
from actions.reading.sentence import Sentence

_JOINABLE = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.DATE, Kind.PERCENT, Kind.CHOICE, Kind.TEETH})
_COUNTED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.PERCENT})
_LEADS = frozenset(
    {
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "a",
        "au",
        "en",
        "pour",
        "sur",
        "dent",
        "euh",
        ":",
        "un",
        "une",
        "dans",
        "avec",
        "montant",
        "prix",
        "(",
        "mon",
        "ma",
    }
)
_MOST_LEADS = 3
_AFTER_OR = frozenset(
    {"le", "la", "les", "a", "de", "en", "peut", "etre", "plutot", "du", "au", "bien", "l", "meme", "alors"}
)
_WIDEST = 3  # « 26 à 550 » is a tooth and its price: the upper bound is at most three times the lower one
_MOST_TIMES = 99
_MOST_APART = 5  # tokens between two values of which one replaces the other
_LISTED = frozenset({"et", ",", "+", "puis", "plus"})
_LEAST_SUM = 100  # euros: what a bare number is at least, to be money because the next one is
_PERHAPS = frozenset({(",", "peut", "etre"), ("peut", "etre")})  # « une nuit, peut-être deux »
_RANGES = frozenset({("a",), ("-",), ("jusqu", "a")})
_SPANS = frozenset({("a",), ("-",), ("ou",), ("et",)})  # « de 14 à 18 heures »
_ASIDE = frozenset({",", "euh", "pardon", "c", "est", "le", "la", "de", "du"})
_SHARES = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "two_thirds": (2, 3)}
_BOUNDS = {
    "about_before": Exactness.ABOUT,
    "at_least_before": Exactness.AT_LEAST,
    "at_most_before": Exactness.AT_MOST,
    "about_after": Exactness.ABOUT,
    "at_least_after": Exactness.AT_LEAST,
    "at_most_after": Exactness.AT_MOST,
}


def qualified(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions joined and qualified, in their order."""
    joined: list[Mention] = []
    for mention in mentions:
        merged = _joined(sentence, joined[-1], mention) if joined else None
        if merged is None:
            if joined:
                joined[-1] = _with_the_sign_of(sentence, joined[-1], mention)
            joined.append(mention)
        else:
            joined[-1] = merged
    one_by_one: tuple[Callable[[Sentence, Mention], Mention], ...] = (_shared, _bounded, _relative, _denied)
    for qualify in one_by_one:
        joined = [qualify(sentence, mention) for mention in joined]
    return [_settled(mention) for mention in _replaced(sentence, joined)]


# --- two values together


def _joined(sentence: Sentence, left: Mention, right: Mention) -> Mention | None:
    """Return the one mention that two neighbours make, if they do."""
    if right.first - left.last > _MOST_APART:
        return None
    if left.kind is Kind.NUMBER and right.kind is Kind.OTHER and left.unit is None:
        joint = sentence.norms[left.last : right.first]
        return _merged(sentence, left, right, (right, right), None) if joint in _SPANS else None
    if left.kind not in _JOINABLE or right.kind not in _JOINABLE:
        return None
    between = sentence.norms[left.last : right.first]
    if (times := _multiplied(sentence, left, right, between)) is not None:
        return times
    doubt = _join_of(sentence, left, right, between)
    if doubt is None:
        return None
    pair = _alike(sentence, left, right)
    if pair is None or (doubt == "between" and not _in_order(*pair, wide=bool(sentence.ending(left.first, "between")))):
        return None
    return _merged(sentence, left, right, pair, doubt)


def _with_the_sign_of(sentence: Sentence, left: Mention, right: Mention) -> Mention:
    """« 230 et 550 euros » are two sums, the sign said once; a tooth and its price are not."""
    bare = left.kind is Kind.NUMBER and left.unit is None and left.doubt is None and (left.value or 0) >= _LEAST_SUM
    between = sentence.norms[left.last : right.first]
    if bare and right.kind is Kind.MONEY and right.doubt is None and between and set(between) <= _LISTED:
        return replace(left, kind=Kind.MONEY, value=left.value * 100)
    return left


def _join_of(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> str | None:
    tag = sentence.starting(left.last, "or")
    if tag is not None and tag.name == "or" and tag.last <= right.first:
        return "either" if set(sentence.norms[tag.last : right.first]) <= _AFTER_OR else None
    if between in _PERHAPS and left.kind is not Kind.CHOICE:
        return "either"
    if between == ("/",) or (between == (",",) and left.doubt == "either" and right.kind is not Kind.CHOICE):
        return "either"
    if not between and _neighbours(left, right):
        return "either"
    counted = left.kind in _COUNTED and right.kind in _COUNTED
    opened = sentence.ending(left.first, "between") or (
        sentence.norm_in(left.first - 1, _LEADS) and sentence.ending(left.first - 1, "between")
    )
    if counted and opened and between and set(between) <= {"et", "les", "a", "-"}:
        return "between"
    dated = right.kind is Kind.DATE and left.kind is Kind.NUMBER  # « 14-15 décembre »
    return "between" if (counted or dated) and between in _RANGES else None


def _neighbours(left: Mention, right: Mention) -> bool:
    """« deux trois nuits » is two or three."""
    spoken = left.kind is Kind.NUMBER and not any(letter.isdigit() for letter in left.text) and left.unit is None
    return (
        spoken
        and right.kind in {Kind.NIGHTS, Kind.NUMBER}
        and right.unit == "night"
        and right.value == (left.value or -9) + 1
    )


def _alike(sentence: Sentence, left: Mention, right: Mention) -> tuple[Mention, Mention] | None:
    """Return both as one kind: a bare number takes the kind of its neighbour."""
    if left.kind is Kind.CHOICE or right.kind is Kind.CHOICE:
        same = left.kind is right.kind and left.value and right.value and left.value[0] == right.value[0]
        return (left, right) if same else None
    if left.kind is right.kind:
        if left.kind is Kind.NUMBER and right.unit and not left.unit:
            left = replace(left, unit=right.unit)
        return _scaled(sentence, left, right), right
    if left.kind is Kind.NUMBER and left.unit is None:
        turned = _turned(_scaled(sentence, left, right, money=right.kind is Kind.MONEY), right)
        return None if turned is None else (turned, right)
    if right.kind is Kind.NUMBER and right.unit is None and left.kind in {Kind.MONEY, Kind.TEETH, Kind.NIGHTS}:
        turned = _turned(right, left)
        return None if turned is None else (left, turned)
    return None


def _turned(number: Mention, other: Mention) -> Mention | None:
    """Read a bare number as its neighbour's kind."""
    values = _meanings(number)
    if other.kind is Kind.MONEY:
        return replace(number, kind=Kind.MONEY, value=None, alternatives=tuple(value * 100 for value in values))
    if other.kind is Kind.NIGHTS and other.unit != "dates":
        per_unit = {"week": 7, "month": 30}.get(other.unit or "", 1)
        nights = [value * per_unit for value in values]
        if other.unit == "day":
            nights = [max(0, value - 1) for value in values]
        return replace(number, kind=Kind.NIGHTS, value=None, unit=other.unit, alternatives=tuple(nights))
    if other.kind is Kind.TEETH:
        return replace(number, kind=Kind.TEETH, value=None, alternatives=tuple((value,) for value in values))
    if other.kind is Kind.DATE and isinstance(other.value, date) and number.value and number.value <= 31:
        day = days.on_day(other.value.year, other.value.month, number.value)
        return None if day is None else replace(number, kind=Kind.DATE, value=day, unit=other.unit)
    if other.kind is Kind.PERCENT and number.value:
        return replace(number, kind=Kind.PERCENT, value=number.value * 100)
    return None


def _scaled(sentence: Sentence, left: Mention, right: Mention, *, money: bool = False) -> Mention:
    """« un ou deux mille » is one thousand or two."""
    scale = scale_of(sentence, right.first, right.last)
    if scale > 1 and left.kind is Kind.NUMBER and left.value and left.value < 100 and right.value:
        unit = scale * (100 if money else 1)
        if left.value * unit < right.value or right.value % unit == 0:
            return replace(left, value=left.value * scale)
    return left


def _meanings(mention: Mention) -> tuple[Any, ...]:
    return mention.alternatives if mention.value is None else (mention.value,)


def _in_order(left: Mention, right: Mention, *, wide: bool) -> bool:
    low, high = _meanings(left), _meanings(right)
    if right.kind is Kind.DATE:
        return bool(low and high) and low[0] < high[-1]
    return bool(low and high) and low[0] < high[-1] and (wide or high[-1] <= _WIDEST * max(low[0], 1))


def _merged(
    sentence: Sentence, left: Mention, right: Mention, pair: tuple[Mention, Mention], doubt: str | None
) -> Mention:
    first, second = pair
    low, high = _meanings(first), _meanings(second)
    if right.unit == "day" and right.kind is Kind.NIGHTS:
        low, high = low[:1], high[-1:]
    alternatives = tuple(dict.fromkeys((*low, *high))) if doubt else ()
    kind = second.kind if second.kind is not Kind.NUMBER else first.kind
    whole = replace(
        second,
        kind=kind,
        value=None,
        first=left.first,
        last=right.last,
        start=left.start,
        text=sentence.text[left.start : max(left.end, right.end)],
        end=max(left.end, right.end),
        doubt=doubt,
        alternatives=alternatives,
        splits=(),
        unit=second.unit or first.unit,
        per=second.per or first.per,
    )
    return whole


def _multiplied(sentence: Sentence, left: Mention, right: Mention, between: Sequence[str]) -> Mention | None:
    """« 2 x 725 € », « deux fois 300 », « 725 € x 2 », « 300 par séance pour 4 séances »."""
    amounts = {Kind.MONEY, Kind.NUMBER}
    if left.kind not in amounts or right.kind not in amounts or left.doubt or right.doubt:
        return None
    by_session = left.per == "session" and right.unit == "session" and right.kind is Kind.NUMBER
    by_sign = bool(between) and set(between) <= {"x", "*", "fois"}
    if not (by_session or by_sign):
        return None
    count, amount = (
        (right, left) if by_session or left.kind is Kind.MONEY or left.value > right.value else (left, right)
    )
    if count.kind is not Kind.NUMBER or not 0 < count.value <= _MOST_TIMES:
        return None
    start, end = left.start, max(left.end, right.end)
    text = sentence.text[start:end]
    return replace(
        amount,
        value=amount.value * count.value,
        first=left.first,
        last=right.last,
        start=start,
        end=end,
        text=text,
        times=count.value,
        splits=(),
    )


# --- one value and the words around it


def _before(sentence: Sentence, mention: Mention) -> list[int]:
    """Return the tokens before which a qualifier may end: the mention's first, and its articles and prepositions."""
    places = [mention.first]
    while len(places) <= _MOST_LEADS and sentence.norm_in(places[-1] - 1, _LEADS):
        places.append(places[-1] - 1)
    return places


def _shared(sentence: Sentence, mention: Mention) -> Mention:
    """« la moitié de 2900 », « 30 % de 1200 €»: the share has to be asked."""
    if mention.kind not in {Kind.MONEY, Kind.NUMBER} or mention.value is None or mention.doubt:
        return mention
    tag = sentence.ending(mention.first, "share.")
    if tag is not None:
        top, bottom = _SHARES.get(tag.name.removeprefix("share."), (0, 1))
        part = mention.value * top // bottom
        return replace(mention, doubt="share", alternatives=(part,) if part else ())
    before = sentence.mention_at(mention.first - 2)
    if (
        before is not None
        and before.kind is Kind.PERCENT
        and before.value
        and sentence.norm_in(mention.first - 1, {"de", "des", "sur"})
    ):
        return replace(mention, doubt="share", alternatives=(mention.value * before.value // 10_000,))
    return mention


def _bounded(sentence: Sentence, mention: Mention) -> Mention:
    if mention.kind not in _COUNTED | {Kind.DATE}:
        return mention
    found = [
        tag
        for place in _before(sentence, mention)
        for tag in sentence.all_ending(place)
        if tag.name in _BOUNDS and tag.name.endswith("_before")
    ]
    if not found:
        after = mention.last + 1 if sentence.norm_in(mention.last, {",", "("}) else mention.last
        found = [tag for tag in sentence.all_starting(after) if tag.name in _BOUNDS and tag.name.endswith("_after")]
    if not found:
        return mention
    longest = max(found, key=lambda tag: tag.last - tag.first)
    return replace(mention, exactness=_BOUNDS[longest.name])


def _relative(sentence: Sentence, mention: Mention) -> Mention:
    """« une nuit de plus », « 50 € de moins », « un jour plus tôt », « encore une nuit »."""
    if mention.kind not in {Kind.MONEY, Kind.NUMBER, Kind.NIGHTS} or mention.unit == "dates":
        return mention
    label = sentence.starting(mention.last, "label.")  # « 800 euros en plus de la base »
    names = set() if label else {tag.name for tag in sentence.all_starting(mention.last)}
    before = {tag.name for tag in sentence.all_ending(mention.first)} if mention.kind is Kind.NIGHTS else set()
    nights = mention.kind is Kind.NIGHTS
    if mention.kind is Kind.MONEY and sentence.norm(mention.first - 1) == "moins":
        return replace(mention, relative=-1)
    if names & {"more"} or (nights and names & {"later"}) or before & {"one_more"}:
        relative = 1
    elif names & {"less"} or (nights and names & {"earlier"}) or before & {"one_less"}:
        relative = -1
    else:
        return mention
    if mention.doubt == "days_or_nights":  # a day more is a night more
        return replace(mention, relative=relative, value=max(mention.alternatives), doubt=None, alternatives=())
    return replace(mention, relative=relative)


def _denied(sentence: Sentence, mention: Mention) -> Mention:
    """« pas 850 », « ni la 26 », « au lieu de 850 »; not the « pas » of « je ne sais pas, 850 »."""
    if mention.denied or mention.kind in {Kind.ANSWER, Kind.LABEL, Kind.OTHER}:
        return mention
    for place in _before(sentence, mention):
        for tag in sentence.all_ending(place):
            if tag.name == "instead_of" or (
                tag.name == "denial" and not _said_otherwise(sentence, tag.first, tag.last)
            ):
                return replace(mention, denied=True)
    return mention


def _said_otherwise(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a « pas » belongs to a phrase of its own."""
    holder = sentence.mention_at(last - 1)
    return (
        holder is not None and (holder.kind is not Kind.ANSWER or holder.value == "unknown") and holder.first <= first
    )


def _replaced(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """« 850, non 950 » and « remplace 850 par 950 » deny the first of two values of one kind."""
    kept = [mention for mention in mentions if mention.kind is not Kind.ANSWER]
    replaced = {
        left.first
        for left, right in itertools.pairwise(kept)
        if not right.denied and right.first - left.last <= _MOST_APART and _same_sort(left, right)
        if _gives_way(sentence, left, right)
    }
    return [replace(mention, denied=True) if mention.first in replaced else mention for mention in mentions]


def _settled(mention: Mention) -> Mention:
    """« pas d'ALD » says that nothing of the kind applies: it is an answer by itself."""
    if mention.kind is Kind.CHOICE and mention.denied and mention.value and mention.value[0] == "exemption":
        return replace(mention, value=("exemption", "none"), denied=False)
    return mention


def _gives_way(sentence: Sentence, left: Mention, right: Mention) -> bool:
    between = [norm for norm in sentence.norms[left.last : right.first] if norm not in _ASIDE]
    return between == ["non"] or (
        "par" in between
        and any(tag.name == "replace" for place in _before(sentence, left) for tag in sentence.all_ending(place))
    )


def _same_sort(one: Mention, other: Mention) -> bool:
    numbers = {Kind.MONEY, Kind.NUMBER}
    return one.kind is other.kind or {one.kind, other.kind} <= numbers or Kind.NUMBER in {one.kind, other.kind}
