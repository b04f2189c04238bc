"""How an amount is counted: « par jour », « chacune », « en tout 850 », « 360 les 4 nuits »."""

from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Mention, Tag
from actions.reading.sentence import Sentence

_BEFORE_PER = frozenset({",", "(", "a", ":"})
_AFTER_PER = frozenset({":", "a", "c", "est", "fait", "de", "ca", ",", "pour"})
_TIMES = frozenset({"x", "*", "fois"})
_MOST_LEADS = 4
_NUMBERS = frozenset({"deux", "trois", "quatre", "cinq", "six"})
_AFTER_A_COUNT = frozenset(
    {"et", "ou", "pour", "sur", "chez", "avec", "soit", "donc", "mais", "sans", "hors", "ni", "puis", "au", "aux",
     "par", "voila"}
)  # fmt: skip
_CLOSING = ("polite", "thanks", "finish", "greeting")
_UNITS_ALONE = frozenset({"unite", "piece", "une", "un"})


def with_per(sentence: Sentence, mention: Mention) -> Mention:
    """Return an amount with the words that say how it is counted taken into it."""
    return _said_after(sentence, mention) or _said_before(sentence, mention) or mention


def _said_after(sentence: Sentence, mention: Mention) -> Mention | None:
    places = [mention.last]
    if sentence.norm_in(mention.last, _BEFORE_PER):
        places.append(mention.last + 1)
    for at in places:
        tag = sentence.starting(at, "per.")
        if tag is not None and sentence.free(at, tag.last) and not _own_value(sentence, tag):
            name = "stay" if _nights_follow(sentence, tag.last) else tag.name.removeprefix("per.")
            return sentence.extend(mention, _with_the_counted(sentence, tag), per=name)
        if _nights_follow(sentence, at):
            return sentence.extend(mention, mention.last, per="stay")
    return None


def _said_before(sentence: Sentence, mention: Mention) -> Mention | None:
    place = mention.first
    tag = sentence.ending(place, "per_before.")  # « les deux pour 1280 €» ends where others go on: « chacune pour … »
    while tag is None and mention.first - place < _MOST_LEADS and sentence.norm_in(place - 1, _AFTER_PER):
        place -= 1
        tag = sentence.ending(place, "per_before.")
    if tag is None:
        return _times_the_nights(sentence, mention)
    counted = sentence.mention_at(tag.first)
    if counted is not None and counted.per is not None:
        return None  # « 65 € par jour, 1200 € » counts the first
    return sentence.extend(mention, mention.last, per=tag.name.removeprefix("per_before."))


def _times_the_nights(sentence: Sentence, mention: Mention) -> Mention | None:
    """« 2 nuits x 80 € »."""
    if not sentence.norm_in(mention.first - 1, _TIMES):
        return None
    for name in ("night", "day"):
        if sentence.ending(mention.first - 1, f"unit.{name}") is not None:
            return sentence.extend(mention, mention.last, per=name)
    return None


def _with_the_counted(sentence: Sentence, tag: Tag) -> int:
    """« les deux dents »: what is counted goes with the count."""
    if sentence.is_number(tag.last - 1) or sentence.norm_in(tag.last - 1, _NUMBERS):
        thing = sentence.starting(tag.last, "unit.tooth") or sentence.starting(tag.last, "unit.line")
        if thing is not None and sentence.free(tag.last, thing.last):
            return thing.last
    return tag.last


def _own_value(sentence: Sentence, tag: Tag) -> bool:
    """« la dent 26 » and « les 4 nuits » are values by themselves."""
    if tag.name == "per.all" and (sentence.starting(tag.last, "unit.night") or sentence.starting(tag.last, "unit.day")):
        return True
    return tag.name == "per.each" and (sentence.is_number(tag.last) or _goes_on_naming(sentence, tag))


def _goes_on_naming(sentence: Sentence, tag: Tag) -> bool:
    """« 600 € la couronne zircone 26 » names a crown; « 600 € la couronne et 80 € la dent » counts by them."""
    noun = sentence.norm_in(tag.first, {"la", "l"}) and not sentence.norm_in(tag.last - 1, _UNITS_ALONE)
    after = sentence.norm(tag.last)
    closes = any(sentence.starting(tag.last, name) for name in _CLOSING)  # « 600 € la dent merci »
    return noun and after.isalpha() and after not in _AFTER_A_COUNT and not closes


def _nights_follow(sentence: Sentence, at: int) -> bool:
    """« 360 les 4 nuits », « 360 € pour 4 nuits »."""
    place = at
    while place - at < 2 and sentence.norm_in(place, {"pour", "les", "sur"}):
        place += 1
    figure = figure_at(sentence, place) if place > at else None
    return figure is not None and any(sentence.starting(figure.last, f"unit.{name}") for name in ("night", "day"))
