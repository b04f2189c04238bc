"""Figures in words: « deux mille cinq cents », « 2 mille 500 », « une centaine »; « mille cinq » may be two numbers."""

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actions.reading import lexicon
from actions.reading.kinds.numbers.figure import Figure, rounds, worth
from actions.reading.sentence import Sentence

_LONGEST_RUN = 14  # words
_LONG = 5  # letters, from which two may be wrong
_MILLION = 1_000_000
_SCALES = frozenset({100, 1000, _MILLION})
_NOT_NEW = frozenset({"tout", "lit", "quoi", "remis", "appareil", "de"})  # « tout neuf »


def in_words(sentence: Sentence, at: int) -> Figure | None:
    if sentence.is_number(at) and _worth_at(sentence, at + 1) not in _SCALES:
        return None
    said = _number(sentence, at)
    misheard = _worth_at(sentence, at) in _SCALES and _misheard(sentence, at - 1)
    if said is None or (said.last == at + 1 and not misheard and not _stands_alone(sentence, at)):
        return None
    if not any(sentence.norm(place) in worth() for place in range(at, said.last)):
        return None
    last = _last_half_read(sentence, at, said)
    if last > said.last or misheard:
        return Figure(at - 1 if misheard else at, last, None, in_words=True, doubt="half_read")
    if said.bare_rest:
        hundreds = said.value - said.bare_rest + 100 * said.bare_rest
        meanings = (said.value * 100, hundreds * 100)
        return Figure(at, said.last, None, in_words=True, doubt="ambiguous", alternatives=meanings)
    return Figure(at, said.last, said.value * 100, in_words=True)


def round_number(sentence: Sentence, at: int) -> Figure | None:
    """« une centaine d'euros », « deux milliers »."""
    norm = sentence.norm(at)
    times = int(norm) if norm.isdigit() and len(norm) < 3 else worth().get(norm)
    place = at if times is None else at + 1
    value = rounds().get(sentence.norm(place))
    if value is None:
        return None
    of_units = sentence.norm_in(place + 1, {"d", "de"}) and sentence.starting(place + 2, "unit.") is not None
    last = place + 2 if of_units else place + 1
    return Figure(at, last, (1 if times is None else times) * value * 100, in_words=True, about=True)


def scale_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the 1000 of « deux mille », the 100 of « trois cents euros »; 1 when a figure has no such word."""
    said = [value for at in range(first, last) if (value := worth().get(sentence.norm(at))) is not None]
    return said[-1] if len(said) == 2 and 1 < said[0] < 20 and said[1] in {100, 1000} else 1


class _Said:
    """A number said: its value, the token after it, and the 5 of « mille cinq », which people also say for 1500."""

    __slots__ = ("bare_rest", "last", "scaled", "value")

    def __init__(self, value: int, last: int, *, scaled: bool = False, bare_rest: int = 0) -> None:
        self.value, self.last, self.scaled, self.bare_rest = value, last, scaled, bare_rest


def _worth_at(sentence: Sentence, at: int) -> int | None:
    return worth().get(sentence.norm(at)) if sentence.free(at, at + 1) else None


def _number(sentence: Sentence, at: int) -> _Said | None:
    """Read millions, thousands and what is below, digits standing for words beside « cent » and « mille »."""
    group = _below_thousand(sentence, at)
    if group is None and _worth_at(sentence, at) != 1000:
        return None
    value, last = group or (1, at)
    total, bare_rest = 0, 0
    scaled = _worth_at(sentence, last - 1) == 100 if group else True
    for size in (_MILLION, 1000):
        if _worth_at(sentence, last) != size:
            continue
        total, last, scaled = total + value * size, last + 1, True
        rest = _below_thousand(sentence, last, digits=True)
        bare = rest is not None and rest[1] == last + 1 and 1 < rest[0] < 10 and size == 1000
        value, last = rest or (0, last)
        bare_rest = value if bare else 0
        if rest is None:
            break
    return _Said(total + value, last, scaled=scaled, bare_rest=bare_rest)


def _below_thousand(sentence: Sentence, at: int, *, digits: bool = False) -> tuple[int, int] | None:
    """Return a number below a thousand and the token after it; `digits` alone count after « mille »."""
    written = _digits_at(sentence, at)
    if written is None:
        below = _below_hundred(sentence, at)
        value, after = below or (1, at)
    else:
        below, value, after = (written, at + 1), written, at + 1
    if _worth_at(sentence, after) == 100 and (below is None or 1 < value < 20):
        return _hundreds(sentence, value, after + 1)
    if written is not None:
        scaled = _worth_at(sentence, after) in {1000, _MILLION}
        return (written, after) if scaled or (digits and _worth_at(sentence, after) != 100) else None
    return below


def _hundreds(sentence: Sentence, hundreds: int, at: int) -> tuple[int, int]:
    rest = _below_hundred(sentence, at)
    if rest is None and (written := _digits_at(sentence, at)) is not None and written < 100:
        rest = None if _worth_at(sentence, at + 1) in _SCALES else (written, at + 1)
    if rest is None or _worth_at(sentence, rest[1]) == 100 or rest[0] == 0:
        return hundreds * 100, at
    return hundreds * 100 + rest[0], rest[1]


def _digits_at(sentence: Sentence, at: int) -> int | None:
    norm = sentence.norm(at)
    if not (norm.isdigit() and len(norm) <= 3 and sentence.free(at, at + 1)):
        return None
    goes_on = sentence.norm_in(at + 1, ",.'/") and sentence.glued(at + 1) and sentence.glued(at + 2)
    return None if goes_on else int(norm)


def _below_hundred(sentence: Sentence, at: int) -> tuple[int, int] | None:
    first = _worth_at(sentence, at)
    if first is None or first >= 100:
        return None
    if first == 4 and _worth_at(sentence, at + 1) == 20:
        return _tens(sentence, 80, at + 2)
    if first == 10:
        return 10 + _seven_to_nine(sentence, at + 1), at + 2 if _seven_to_nine(sentence, at + 1) else at + 1
    return _tens(sentence, first, at + 1) if first >= 20 else (first, at + 1)


def _seven_to_nine(sentence: Sentence, at: int) -> int:
    """Return the unit of « dix-sept », 0 when there is none."""
    unit = _worth_at(sentence, at)
    return unit if unit in {7, 8, 9} else 0


def _tens(sentence: Sentence, tens: int, at: int) -> tuple[int, int]:
    joined = at + 1 if sentence.norm(at) == "et" else at
    unit = _worth_at(sentence, joined)
    if unit is None or not 0 < unit < (20 if tens in {60, 80} else 10) or (joined > at and unit not in {1, 11}):
        return tens, at
    more = _seven_to_nine(sentence, joined + 1) if unit == 10 else 0
    return tens + unit + more, joined + 2 if more else joined + 1


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Tell a number word by itself from an article, an adjective or a figure of speech."""
    norm, before, after = sentence.norm(at), sentence.norm(at - 1), sentence.norm(at + 1)
    if norm in {"un", "une"}:
        counted = any(sentence.starting(at + 1, f"unit.{name}") for name in ("euro", "cent", "thousand"))
        next_number = after in {"ou", "a"} and worth().get(sentence.norm(at + 2), 0) > 1
        return counted or next_number or len(sentence) == 1
    unless = {
        "neuf": before in _NOT_NEW,
        "neufs": before in _NOT_NEW,
        "cent": before == "pour",
        "mille": after in {"merci", "mercis"},
        "milles": after in {"merci", "mercis"},
    }
    return not unless.get(norm, norm in {"cents", "vingts", "million", "millions"})


def _last_half_read(sentence: Sentence, at: int, said: _Said) -> int:
    """« mille xatre cent », « mille xatre euros »: where a number ends that has a word in it that is not read."""
    last = said.last
    while last - at < _LONGEST_RUN and _unread(sentence, last) and _is_number_word(sentence, last + 1):
        last += 2
        while last - at < _LONGEST_RUN and _is_number_word(sentence, last):
            last += 1
    followed = sentence.norm(last + 1).isalpha() and not sentence.starting(last + 1, "polite")
    ends = not followed or sentence.starting(last + 1, "unit.euro") is not None
    return last + 1 if said.scaled and ends and _unread(sentence, last) else last


def _misheard(sentence: Sentence, at: int) -> bool:
    """« hit cents »: a word before « cent » or « mille » that is not read, and looks like a number."""
    if not _unread(sentence, at):
        return False
    slips = 1 if len(sentence.norm(at)) < _LONG else 2
    return process.extractOne(sentence.norm(at), _units(), scorer=OSA.distance, score_cutoff=slips) is not None


@cache
def _units() -> tuple[str, ...]:
    return tuple(word for word, value in worth().items() if 1 < value < 20)


def _is_number_word(sentence: Sentence, at: int) -> bool:
    return (_worth_at(sentence, at) or 0) > 1


def _unread(sentence: Sentence, at: int) -> bool:
    norm = sentence.norm(at)
    known = norm in lexicon.phrases().words or norm in worth() or norm == "virgule"
    return len(norm) > 2 and norm.isalpha() and norm.isascii() and sentence.free(at, at + 1) and not known
