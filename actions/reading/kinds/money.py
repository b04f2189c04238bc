"""Sums of money: a figure with its unit, with its cents, or that nothing else than money is written like."""

from actions.reading.kinds.numbers import Figure, figure_at
from actions.reading.kinds.teeth import ADULT
from actions.reading.mentions import Kind, Mention, Tag
from actions.reading.sentence import Sentence

_CONNECTORS = frozenset(
    {"de", "d", "a", ":", "=", "est", "c", "sont", "fait", "etait", "hauteur", "du", "le", "etant", "("}
)
_OF = frozenset({"du", "de", "l", "la", "le", "d"})
_MOST_CONNECTORS = 4
_SAID_AFTER = frozenset({"label.overrun", "label.amo", "label.amc", "label.member", "label.deposit"})
_SIGNS = frozenset({"€", "eur", "euros", "euro"})


def take_money(sentence: Sentence, figure: Figure) -> Mention | None:
    """Take a figure as money when it is written so."""
    first, last, cents = figure.first, figure.last, figure.hundredths
    doubt, alternatives = figure.doubt, figure.alternatives
    if doubt == "reference":
        return None
    if currency := sentence.starting(last, "unit.currency"):
        return sentence.take(Kind.MONEY, cents, first, currency.last, doubt="currency", alternatives=alternatives)
    if thousands := _thousands(sentence, figure):
        return thousands
    splits = _splits(figure)
    if unit := _unit_after(sentence, figure):
        last = unit
        if cents is not None and figure.places == 0 and (part := _cents_after(sentence, last)) is not None:
            cents, last = cents + part[0], part[1]
    elif cent := sentence.starting(last, "unit.cent"):
        if cents is None:
            return None
        return sentence.take(Kind.MONEY, cents // 100, first, cent.last)
    elif sentence.norm_in(first - 1, _SIGNS) and sentence.free(first - 1, first) and not _counted(sentence, last):
        first -= 1
    elif closing := _dashed(sentence, last):
        last = closing
    elif not _is_money(sentence, figure):
        return None
    if _negative(sentence, first):
        return sentence.take(Kind.MONEY, cents, first - 1, last, doubt="negative", alternatives=alternatives)
    return sentence.take(Kind.MONEY, cents, first, last, doubt=doubt, alternatives=alternatives, splits=splits)


def take_free(sentence: Sentence) -> None:
    """« gratuit », « offert »: nothing to pay."""
    for tag in sentence.tags:
        if tag.name == "free_of_charge" and sentence.free(tag.first, tag.last):
            sentence.take(Kind.MONEY, 0, tag.first, tag.last)


def governed(sentence: Sentence, at: int) -> bool:
    """Tell whether a label of amounts directly governs what begins at a token: « base 459,80 », « DH : 400 »."""
    for place in range(at, max(-1, at - _MOST_CONNECTORS - 1), -1):
        role = sentence.ending(place, "role.")  # « honoraires du chirurgien 1200 »
        if sentence.ending(place, "label.") or (role and _labelled(sentence, role.first)):
            return True
        if not sentence.norm_in(place - 1, _CONNECTORS):
            return False
    return False


def _labelled(sentence: Sentence, at: int) -> bool:
    while sentence.norm_in(at - 1, _OF):
        at -= 1
    return sentence.ending(at, "label.") is not None


def governs(sentence: Sentence, label: Tag) -> bool:
    """Tell whether the amount that a label governs follows it."""
    at = label.last
    while sentence.norm_in(at, _OF):
        at += 1
    role = sentence.starting(at, "role.")
    at = label.last if role is None else role.last
    start = at
    while at - start < _MOST_CONNECTORS and sentence.norm_in(at, _CONNECTORS):
        at += 1
    mention = sentence.mention_at(at)
    return mention is not None and mention.kind is Kind.MONEY


def _written_as_money(figure: Figure) -> bool:
    return figure.places > 0 or figure.grouped or (figure.doubt == "ambiguous" and not figure.in_words)


def _counted(sentence: Sentence, at: int) -> bool:
    tag = sentence.starting(at, "unit.")
    return tag is not None and tag.name not in {"unit.euro", "unit.cent", "unit.numbered"} and sentence.norm(at) != "la"


def _splits(figure: Figure) -> tuple[tuple[int, int], ...]:
    """« 26 500 » may be the tooth 26 and 500, « 26,27 » the teeth 26 and 27."""
    if figure.head in ADULT and figure.tail is not None and (figure.grouped or figure.tail in ADULT):
        return ((figure.head, figure.tail),)
    return ()


def _unit_after(sentence: Sentence, figure: Figure) -> int | None:
    tag = sentence.starting(figure.last, "unit.euro")
    if tag is None and figure.in_words and sentence.norm(figure.last) == "d":
        tag = sentence.starting(figure.last + 1, "unit.euro")  # « un million d'euros »
    if tag is None or not sentence.free(tag.first, tag.last):
        return None
    if sentence.norm(tag.first) == "e":
        ordinal = figure.whole is not None and figure.whole < 10 and sentence.glued(figure.last)
        counted = sentence.starting(tag.last, "unit.") or sentence.starting(tag.last, "tooth.")
        return None if ordinal or counted else tag.last
    return tag.last


def _cents_after(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Read the cents of « 850€50 », « 850 euros et 30 centimes », « 850 euros 30 »."""
    joined = at + 1 if sentence.norm_in(at, {"et", ","}) else at
    part = figure_at(sentence, joined)
    if part is None or part.whole is None or part.whole > 99:
        return None
    if unit := sentence.starting(part.last, "unit.cent"):
        return part.whole, unit.last
    if sentence.norm(part.last) == "c":
        return part.whole, part.last + 1
    glued = sentence.glued(joined) and joined == at
    alone = part.in_words or (len(sentence.norm(joined)) == 2 and joined == at)
    follows = (
        sentence.starting(part.last, "unit.") or sentence.is_number(part.last) or sentence.norm_in(part.last, "/x-*")
    )
    return (part.whole, part.last) if (glued or alone) and not follows and joined == at else None


def _thousands(sentence: Sentence, figure: Figure) -> Mention | None:
    """« 1,2 k€ », « 2k5 »."""
    unit = sentence.starting(figure.last, "unit.thousand")
    if unit is None or figure.hundredths is None:
        return None
    last, cents = unit.last, figure.hundredths * 1000
    if sentence.is_number(last) and len(sentence.norm(last)) == 1 and sentence.glued(last):
        cents, last = cents + int(sentence.norm(last)) * 10_000, last + 1
    elif tag := sentence.starting(last, "unit.euro"):
        last = tag.last
    return sentence.take(Kind.MONEY, cents, figure.first, last)


def _is_money(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether the writing of a figure, or the label beside it, makes it money."""
    if _counted(sentence, figure.last):
        return figure.places == 2 and sentence.starting(figure.last, "unit.other") is None
    return _written_as_money(figure) or governed(sentence, figure.first) or _governed_after(sentence, figure.last)


def _governed_after(sentence: Sentence, at: int) -> bool:
    """« 328 de dépassement », « 50 remboursé par la mutuelle », the label being no other amount's."""
    joined = sentence.norm_in(at, {"de", "d", "en"})
    label = sentence.starting(at + 1 if joined else at, "label.")
    if label is None or label.name in {"label.asks", "label.income"}:
        return False
    after = label.last
    while sentence.norm_in(after, _CONNECTORS):
        after += 1
    return joined or (label.name in _SAID_AFTER and figure_at(sentence, after) is None)


def _dashed(sentence: Sentence, at: int) -> int | None:
    """« 850,- »."""
    if not (
        sentence.norm(at) == "," and sentence.norm(at + 1) == "-" and sentence.glued(at) and sentence.glued(at + 1)
    ):
        return None
    unit = sentence.starting(at + 2, "unit.euro")
    return unit.last if unit else at + 2


def _negative(sentence: Sentence, first: int) -> bool:
    """« -50 € », the sign glued to its figure and to nothing before it."""
    signed = sentence.norm(first - 1) == "-" and sentence.free(first - 1, first)
    return signed and sentence.glued(first) and not sentence.glued(first - 1)
