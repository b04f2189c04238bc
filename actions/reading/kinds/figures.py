"""What each figure that nobody has taken is: money, nights, a percentage, a count, something else, or a bare number."""

from actions.reading.kinds.money import take_money
from actions.reading.kinds.nights import take_nights, take_one_night
from actions.reading.kinds.numbers import Figure, figure_at
from actions.reading.mentions import Exactness, Kind, Mention, Tag
from actions.reading.sentence import Sentence

_COUNTS = {"unit.tooth": "tooth", "unit.line": "line", "unit.count": "count", "unit.session": "session"}
_PAIRS_OF_A_PHONE = 5
_BEFORE_PER = frozenset({",", "(", "a", ":"})
_AFTER_PER = frozenset({":", "a", "c", "est", "fait", "de", "ca", ",", "pour"})
_MOST_LEADS = 4


def take_figures(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        both = sentence.starting(at, "both")
        if both is not None and sentence.free(at, both.last) and not _counted(sentence, both.last):
            at = sentence.take(Kind.ANSWER, "both", at, both.last).last
            continue
        figure = figure_at(sentence, at)
        if figure is None:
            night = take_one_night(sentence, at)
            at = at + 1 if night is None else night.last
            continue
        at = _take(sentence, figure)
        if figure.about and (mention := sentence.mention_at(figure.first)) is not None:
            sentence.extend(mention, mention.last, exactness=Exactness.ABOUT)


def take_numbered(sentence: Sentence) -> None:
    """« chambre 12 », « 3e étage », « 06 12 34 56 78 », « 14h30 »: figures of something else, taken before the others."""
    at = 0
    while at < len(sentence):
        at = _chain(sentence, at) or _time(sentence, at) or _after_a_noun(sentence, at) or at + 1


def _take(sentence: Sentence, figure: Figure) -> int:
    if figure.doubt == "reference":
        return sentence.take(Kind.OTHER, None, figure.first, figure.last).last
    percent = sentence.starting(figure.last, "unit.percent")
    if percent:
        return sentence.take(Kind.PERCENT, figure.hundredths, figure.first, percent.last, doubt=figure.doubt).last
    if (nights := take_nights(sentence, figure)) is not None:
        return nights.last
    if (money := take_money(sentence, figure)) is not None:
        return _with_per(sentence, money)
    unit = sentence.starting(figure.last, "unit.")
    if unit is not None and unit.name == "unit.other":
        return sentence.take(Kind.OTHER, None, figure.first, unit.last).last
    if figure.whole is None and figure.doubt is None:
        return sentence.take(Kind.OTHER, None, figure.first, figure.last).last
    counted = None if unit is None or sentence.is_number(unit.last) else _COUNTS.get(unit.name)
    alternatives = tuple(cents // 100 for cents in figure.alternatives)
    splits = () if figure.head is None or figure.tail is None else ((figure.head, figure.tail),)
    number = sentence.take(
        Kind.NUMBER,
        figure.whole,
        figure.first,
        figure.last,
        unit=counted,
        doubt=figure.doubt,
        alternatives=alternatives,
        splits=splits,
    )
    return number.last if counted else _with_per(sentence, number)


def _with_per(sentence: Sentence, mention: Mention) -> int:
    """Say how an amount is counted: « par jour », « chacune », « en tout 850 », « 360 les 4 nuits »."""
    for at in (mention.last, mention.last + 1):
        if at > mention.last and not sentence.norm_in(mention.last, _BEFORE_PER):
            break
        tag = sentence.starting(at, "per.")
        if tag is not None and sentence.free(at, tag.last) and not _own_value(sentence, tag):
            last = _counted_thing(sentence, tag)
            name = "stay" if _nights_follow(sentence, tag.last) else tag.name.removeprefix("per.")
            return sentence.extend(mention, last, per=name).last
        if _nights_follow(sentence, at):
            return sentence.extend(mention, mention.last, per="stay").last
    place = mention.first
    while mention.first - place < _MOST_LEADS and sentence.norm_in(place - 1, _AFTER_PER):
        place -= 1
    tag = sentence.ending(place, "per_before.")
    if tag is not None:
        return sentence.extend(mention, mention.last, per=tag.name.removeprefix("per_before.")).last
    return mention.last


def _counted_thing(sentence: Sentence, tag: Tag) -> int:
    """« les deux dents »: what is counted goes with the count."""
    if sentence.is_number(tag.last - 1) or sentence.norm(tag.last - 1) in {"deux", "trois", "quatre", "cinq", "six"}:
        thing = sentence.starting(tag.last, "unit.tooth") or sentence.starting(tag.last, "unit.line")
        if thing is not None and sentence.free(tag.last, thing.last):
            return thing.last
    return tag.last


def _own_value(sentence: Sentence, tag: Tag) -> bool:
    """« la nuit du 3 », « la dent 26 », « les 4 nuits » are values by themselves."""
    if tag.name == "per.all" and (sentence.starting(tag.last, "unit.night") or sentence.starting(tag.last, "unit.day")):
        return True
    return tag.last < len(sentence) and sentence.is_number(tag.last) and tag.name in {"per.each"}


def _nights_follow(sentence: Sentence, at: int) -> bool:
    """« 360 les 4 nuits », « 360 € pour 4 nuits »."""
    place = at
    while place - at < 2 and sentence.norm_in(place, {"pour", "les", "sur"}):
        place += 1
    figure = figure_at(sentence, place) if place > at else None
    return figure is not None and any(sentence.starting(figure.last, f"unit.{name}") for name in ("night", "day"))


def _counted(sentence: Sentence, at: int) -> bool:
    return sentence.starting(at, "unit.") is not None


def _chain(sentence: Sentence, at: int) -> int | None:
    """« 06 12 34 56 78 »."""
    if not (sentence.norm(at).startswith("0") and sentence.is_number(at)):
        return None
    last = at
    for pair in range(_PAIRS_OF_A_PHONE):
        if pair and sentence.norm_in(last, ".-/"):
            last += 1
        if not (sentence.is_number(last) and len(sentence.norm(last)) == 2 and sentence.free(last, last + 1)):
            return None
        last += 1
    return sentence.take(Kind.OTHER, None, at, last, unit="phone").last


def _time(sentence: Sentence, at: int) -> int | None:
    """« 14h30 », « 8 h », « 14:30 »."""
    if not (sentence.is_number(at) and len(sentence.norm(at)) <= 2 and sentence.free(at, at + 1)):
        return None
    sign = sentence.norm(at + 1)
    if sign not in {"h", "heure", "heures", ":"} or (sign == ":" and not sentence.glued(at + 1)):
        return None
    minutes = sentence.is_number(at + 2) and len(sentence.norm(at + 2)) == 2 and sentence.glued(at + 2)
    if sign == ":" and not minutes:
        return None
    return sentence.take(Kind.OTHER, None, at, at + 3 if minutes else at + 2, unit="time").last


def _after_a_noun(sentence: Sentence, at: int) -> int | None:
    noun = sentence.starting(at, "unit.numbered")
    if noun is None:
        return None
    place = noun.last
    while sentence.norm_in(place, {"numero", "n", "no", "°", "#"}):
        place += 1
    if not (sentence.is_number(place) and sentence.free(place, place + 1)):
        return None
    if sentence.starting(place + 1, "unit.") or sentence.starting(place + 1, "per."):
        return None
    decimals = sentence.norm_in(place + 1, ",.") and sentence.glued(place + 1) and sentence.is_number(place + 2)
    if decimals:
        return None
    last = place + 1
    while (
        sentence.norm_in(last, "-/")
        and sentence.glued(last)
        and sentence.is_number(last + 1)
        and sentence.glued(last + 1)
    ):
        last += 2
    return sentence.take(Kind.OTHER, None, place, last, unit="number").last
