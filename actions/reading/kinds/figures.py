"""What each figure that is still free is: money, nights, a percentage, a count, something else, or a bare number."""

from actions.reading.kinds.counting import with_per
from actions.reading.kinds.money import take_money
from actions.reading.kinds.nights import take_nights, take_one_night
from actions.reading.kinds.numbers import Figure, figure_at
from actions.reading.mentions import Exactness, Kind, Mention, Tag
from actions.reading.sentence import Sentence

_COUNTS = {"unit.tooth": "tooth", "unit.line": "line", "unit.count": "count", "unit.session": "session"}

_SEVERAL = 11  # from here on a figure before a singular is a tooth or a price
_LARGE = 100  # from here on it counts nothing


def take_figures(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        mention = _take_both(sentence, at) or _take_figure(sentence, at) or take_one_night(sentence, at)
        at = at + 1 if mention is None else mention.last


def _take_both(sentence: Sentence, at: int) -> Mention | None:
    """« les deux », where no amount is counted so and no thing follows."""
    both = sentence.starting(at, "both")
    if both is None or not sentence.free(at, both.last) or sentence.starting(both.last, "unit."):
        return None
    return sentence.take(Kind.ANSWER, "both", at, both.last)


def _take_figure(sentence: Sentence, at: int) -> Mention | None:
    figure = figure_at(sentence, at)
    if figure is None:
        return None
    mention = _take(sentence, figure)
    return sentence.extend(mention, mention.last, exactness=Exactness.ABOUT) if figure.about else mention


def _take(sentence: Sentence, figure: Figure) -> Mention:
    if figure.doubt == "reference":
        return sentence.take(Kind.OTHER, None, figure.first, figure.last)
    percent = sentence.starting(figure.last, "unit.percent")
    if percent is not None:
        return sentence.take(Kind.PERCENT, figure.hundredths, figure.first, percent.last, doubt=figure.doubt)
    if (nights := take_nights(sentence, figure)) is not None:
        return nights
    if (money := take_money(sentence, figure)) is not None:
        return with_per(sentence, money)
    return _take_number(sentence, figure)


def _take_number(sentence: Sentence, figure: Figure) -> Mention:
    """Take « 8 ans » as something else, « deux dents » as a count, and what is left as a bare number."""
    unit = sentence.starting(figure.last, "unit.") or _unit_after_its_rank(sentence, figure)
    if unit is not None and (unit.name == "unit.other" or _counts_many(sentence, figure, unit)):
        return sentence.take(Kind.OTHER, None, figure.first, unit.last)
    if figure.whole == 0 and _is_a_digit_told(sentence, figure):
        return sentence.take(Kind.OTHER, None, figure.first, figure.last, unit="digit")
    if sentence.norm(figure.last) == _TOGETHER:
        return sentence.take(Kind.OTHER, None, figure.first, figure.last + 1)  # « pour les trois ensemble »
    if figure.whole is None and figure.doubt is None:
        return sentence.take(Kind.OTHER, None, figure.first, figure.last)
    if _is_negative(sentence, figure.first):
        return sentence.take(Kind.NUMBER, figure.whole, figure.first - 1, figure.last, doubt="negative")
    counted = _count(sentence, figure, unit)
    alternatives = tuple(hundredths // 100 for hundredths in figure.alternatives)
    facts = {"unit": counted, "doubt": figure.doubt, "alternatives": alternatives}
    number = sentence.take(Kind.NUMBER, figure.whole, figure.first, figure.last, **facts)
    return number if counted else with_per(sentence, number)


_TOGETHER = "ensemble"


def _unit_after_its_rank(sentence: Sentence, figure: Figure) -> Tag | None:
    """« les 3 dernières dents », « 4 premières molaires »: what is counted, behind a word that says which."""
    return sentence.starting(figure.last + 1, "unit.tooth") if sentence.norm_in(figure.last, _RANKING) else None


_RANKING = frozenset(
    ["premiere", "premieres", "premiers", "derniere", "dernieres", "derniers", "autres", "grosses", "petites"]
)  # a plural may be put right as its singular


def _is_a_digit_told(sentence: Sentence, figure: Figure) -> bool:
    """« un zéro en trop », « il manque un zéro » tell of a figure, and are none."""
    behind = sentence.norms[figure.last : figure.last + 2] in {("en", "trop"), ("de", "trop")}
    return behind or any(sentence.norm_in(figure.first - back, {"manque", "oublie", "manquait"}) for back in (1, 2))


def _is_negative(sentence: Sentence, first: int) -> bool:
    """« -1450 », alone: the sign glued to its figure and nothing before it."""
    return first == 1 and sentence.norm(0) == "-" and sentence.free(0, 1) and sentence.glued(1)


def _counts_many(sentence: Sentence, figure: Figure, unit: Tag) -> bool:
    """« 400 hanches par an », « 1450 personnes » count what no quote has so many of."""
    noun = sentence.norm(unit.last - 1)
    plural = noun[-1:] in {"s", "x"} and noun not in {"fois", "devis"} and not sentence.is_number(unit.last)
    return unit.name == "unit.count" and plural and figure.whole is not None and figure.whole >= _LARGE


def _count(sentence: Sentence, figure: Figure, unit: Tag | None) -> str | None:
    """Return what a figure counts: « deux dents », not « 26 couronne », « 380 anesthésiste » or « 600 dent 26 »."""
    if unit is None or figure.whole is None or figure.whole >= _LARGE:
        return None
    if sentence.is_number(unit.last) and (figure.whole >= _SEVERAL or unit.name != "unit.tooth"):
        return None  # « 600 dent 26 », but « deux faces 65 € »
    plural = sentence.norm(unit.last - 1)[-1:] in {"s", "x"}
    return _COUNTS.get(unit.name) if plural or figure.whole < _SEVERAL else None
