"""Sums of money: a figure with its unit, with its cents, or that nothing else than money is written like."""

from actions.reading.kinds.labels import governed
from actions.reading.kinds.numbers import Figure, figure_at
from actions.reading.kinds.teeth import ADULT
from actions.reading.mentions import Kind, Mention
from actions.reading.sentence import Sentence

_SIGNS = frozenset({"€", "eur", "euros", "euro"})
_ACTIVITIES = frozenset({1, 4})  # of a code of the CCAM
_CENTS = range(20, 100)  # below, « 12 cents » is twelve hundred
_UNCOUNTED = frozenset({"unit.euro", "unit.cent", "unit.numbered"})

Sum = tuple[int, int, int | None]  # the first token, the one after the last, the cents


def take_money(sentence: Sentence, figure: Figure) -> Mention | None:
    """Take a figure as money when it is written so."""
    if figure.doubt == "reference":
        return None
    euro = sentence.starting(figure.last, "unit.euro")  # « 540 € CHF »
    if (currency := sentence.starting(euro.last if euro else figure.last, "unit.currency")) is not None:
        return _take(sentence, figure, (figure.first, currency.last, figure.hundredths), "currency")
    currency = sentence.ending(figure.first, "unit.currency")
    if currency is not None and sentence.free(currency.first, figure.last):  # « CHF 1200 »
        return _take(sentence, figure, (currency.first, figure.last, figure.hundredths), "currency")
    unit_may_follow = figure.in_words or sentence.all_starting(figure.last)
    found = _thousands(sentence, figure) or _with_unit(sentence, figure) if unit_may_follow else None
    found = found or _without_unit(sentence, figure)
    if found is None or not sentence.free(found[0], found[1]):
        return None
    first, last, cents = found
    if _negative(sentence, first):
        return _take(sentence, figure, (first - 1, last, cents), "negative")
    return _take(sentence, figure, found, figure.doubt)


def take_free(sentence: Sentence) -> None:
    """« gratuit », « offert »: nothing to pay."""
    for tag in sentence.tags:
        if tag.name == "free_of_charge" and sentence.free(tag.first, tag.last):
            sentence.take(Kind.MONEY, 0, tag.first, tag.last)


def _take(sentence: Sentence, figure: Figure, found: Sum, doubt: str | None) -> Mention:
    first, last, cents = found
    is_a_sum = last > figure.last and not figure.grouped  # « 43,38 € » is no two teeth
    splits = () if is_a_sum else _splits(sentence, figure)
    return sentence.take(Kind.MONEY, cents, first, last, doubt=doubt, alternatives=figure.alternatives, splits=splits)


def _splits(sentence: Sentence, figure: Figure) -> tuple[tuple[int, int], ...]:
    """« 26 500 » may be the tooth 26 and 500, « 26,27 » two teeth, « NEKA020 4 420,00 » the activity 4 and 420."""
    if figure.cut is None:
        return ()
    head, tail = figure.cut
    tooth = head in ADULT and (figure.grouped or tail in ADULT)
    before = sentence.mention_at(figure.first - 1)
    activity = head in _ACTIVITIES and before is not None and before.kind is Kind.CODE
    return (figure.cut,) if tooth or activity else ()


def _thousands(sentence: Sentence, figure: Figure) -> Sum | None:
    """« 1,2 k€ », « 2k5 », « 1k450 »."""
    unit = sentence.starting(figure.last, "unit.thousand")
    if unit is None or figure.hundredths is None:
        return None
    last, cents = unit.last, figure.hundredths * 1000
    if sentence.is_number(last) and len(sentence.norm(last)) in {1, 3} and sentence.glued(last):
        return figure.first, last + 1, cents + int(sentence.norm(last).ljust(3, "0")) * 100
    euros = sentence.starting(last, "unit.euro")
    return figure.first, last if euros is None else euros.last, cents


def _with_unit(sentence: Sentence, figure: Figure) -> Sum | None:
    unit = _unit_after(sentence, figure)
    if unit is not None:
        part = None if figure.whole is None else _cents_after(sentence, unit)
        if part is None or figure.hundredths is None:
            return figure.first, unit, figure.hundredths
        return figure.first, part[1], figure.hundredths + part[0]
    if figure.hundredths is None:
        return None
    cent = sentence.starting(figure.last, "unit.cent")
    if cent is not None:
        return figure.first, cent.last, figure.hundredths // 100
    if figure.whole in _CENTS and sentence.norm_in(figure.last, {"cent", "cents"}):
        return figure.first, figure.last + 1, figure.hundredths // 100  # « 50 cents »
    return None


def _without_unit(sentence: Sentence, figure: Figure) -> Sum | None:
    """« € 850 », « 850,- », « 459,80 », « base 460 »."""
    first, last = figure.first, figure.last
    counted = sentence.starting(last, "unit.")
    if counted is not None and counted.name not in _UNCOUNTED:
        written_as_money = figure.places == 2 or figure.grouped
        table = (
            written_as_money and counted.name != "unit.other"
        )  # « 120,00 dent » of a row, « 26 650 couronne 27 680 »
        return (first, last, figure.hundredths) if table else None
    if sentence.norm_in(first - 1, _SIGNS) and sentence.free(first - 1, first):
        return first - 1, last, figure.hundredths
    if (
        sentence.norms[last : last + 2] in {(",", "-"), (".", "-")}
        and sentence.glued(last)
        and sentence.glued(last + 1)
    ):
        unit = sentence.starting(last + 2, "unit.euro")
        return first, last + 2 if unit is None else unit.last, figure.hundredths
    if figure.places or figure.grouped or governed(sentence, first, last):
        return first, last, figure.hundredths
    return None


def _unit_after(sentence: Sentence, figure: Figure) -> int | None:
    tag = sentence.starting(figure.last, "unit.euro")
    if tag is None and figure.in_words and sentence.norm(figure.last) == "d":
        tag = sentence.starting(figure.last + 1, "unit.euro")  # « un million d'euros »
    if tag is None or not sentence.free(tag.first, tag.last):
        return None
    if sentence.norm(tag.first) != "e":
        return tag.last
    small = figure.whole is not None and figure.whole < 10 and sentence.glued(figure.last)
    ordinal = small and (sentence.norm(tag.last).isalpha() or sentence.norm_in(figure.first - 1, {"la", "le", "l"}))
    counted = sentence.starting(tag.last, "unit.") or sentence.starting(tag.last, "tooth.")
    return None if ordinal or counted else tag.last


def _cents_after(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Read the cents of « 850€50 », « 850 euros et 30 centimes », « 850 euros 30 »."""
    joined = sentence.norm_in(at, {"et", ","})
    place = at + 1 if joined else at
    part = figure_at(sentence, place)
    if part is None or part.whole is None or part.whole > 99:
        return None
    unit = sentence.starting(part.last, "unit.cent")
    if unit is not None or sentence.norm(part.last) == "c":
        return part.whole, part.last + 1 if unit is None else unit.last
    near = sentence.glued(place) or part.in_words or len(sentence.norm(place)) == 2
    more = sentence.starting(part.last, "unit.") or sentence.is_number(part.last) or sentence.norm_in(part.last, "/x-*")
    return None if joined or more or not near else (part.whole, part.last)


def _negative(sentence: Sentence, first: int) -> bool:
    """« -50 € », the sign glued to its figure and to nothing before it."""
    signed = sentence.norm(first - 1) == "-" and sentence.free(first - 1, first)
    return signed and sentence.glued(first) and not sentence.glued(first - 1)
