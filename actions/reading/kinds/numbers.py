"""Figures, in digits and in words: where one ends, what it is worth, and the other ways to cut or to read it."""

from dataclasses import dataclass, replace
from functools import cache

from actions.reading import lexicon
from actions.reading.sentence import Sentence

_LONGEST = 7  # digits of a number; a longer run is a reference
_LONGEST_RUN = 14  # words
_LOOKALIKE = str.maketrans("oilsbz", "011582")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of tokens `first`…`last`, worth `hundredths`; None when it is doubtful or no number at all."""

    first: int
    last: int
    hundredths: int | None
    places: int = 0  # decimals written
    grouped: bool = False  # with a thousands separator
    in_words: bool = False
    scale: int = 1  # 100 or 1000 when the last word was « cent » or « mille »
    doubt: str | None = None  # "ambiguous", "half_read", or "reference" when it is not a number
    alternatives: tuple[int, ...] = ()  # hundredths
    head: int | None = None  # « 26 500 » may also be 26 and 500
    tail: int | None = None
    about: bool = False  # « une centaine »

    @property
    def whole(self) -> int | None:
        return None if self.hundredths is None or self.places else self.hundredths // 100


def figure_at(sentence: Sentence, at: int) -> Figure | None:
    """Return the figure that begins at a token, of free tokens only."""
    if not sentence.free(at, at + 1):
        return None
    norm = sentence.norm(at)
    if not (norm.isdigit() or norm in _worth() or norm in _rounds() or _joined(sentence, at + 1)):
        return None
    if (odd := _odd_run(sentence, at)) is not None:
        return odd
    figure = _round(sentence, at) or _in_words(sentence, at) or _in_digits(sentence, at)
    return None if figure is None else _with_virgule(sentence, figure)


def _in_digits(sentence: Sentence, at: int) -> Figure | None:
    if not sentence.is_number(at):
        return None
    digits = sentence.norm(at)
    if len(digits) > _LONGEST:
        return Figure(at, at + 1, None, doubt="reference")
    spaced = _spaced_groups(sentence, at)
    if len(spaced) > 1:
        return _of_groups(sentence, at, spaced)
    return _of_chain(sentence, at)


def _spaced_groups(sentence: Sentence, at: int) -> list[str]:
    """Return the digits of « 1 200 000 », group by group."""
    groups = [sentence.norm(at)]
    if len(groups[0]) > 3 or groups[0][0] == "0":
        return groups
    after = at + 1
    while sentence.is_number(after) and len(sentence.norm(after)) == 3 and _spaced(sentence, after) and len(groups) < 4:
        groups.append(sentence.norm(after))
        after += 1
    if len(groups) == 1 or (sentence.is_number(after) and _spaced(sentence, after) and len(groups) > 2):
        return groups[:1]
    closed = _decimals_at(sentence, after) is not None or sentence.starting(after, "unit.euro") is not None
    round_number = groups[-1] == "000"
    if not closed and not round_number and (len(groups) > 2 or len(groups[0]) == 3):
        return groups[:1]  # « 850 300 » is two numbers, « 26 650 120 » a row of a table
    return groups


def _spaced(sentence: Sentence, at: int) -> bool:
    gap = sentence.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
    return sentence.free(at, at + 1) and bool(gap) and gap.isspace()


def _of_groups(sentence: Sentence, at: int, groups: list[str]) -> Figure:
    last = at + len(groups)
    whole = int("".join(groups)) * 100
    decimals = _decimals_at(sentence, last)
    cents = 0 if decimals is None else int(decimals.ljust(2, "0"))
    head = tail = None
    if len(groups) == 2 and len(groups[0]) > 1:
        head, tail = int(groups[0]), int(groups[1]) * 100 + cents
    end, places = (last, 0) if decimals is None else (last + 2, len(decimals))
    return Figure(at, end, whole + cents, places, grouped=True, head=head, tail=tail)


def _decimals_at(sentence: Sentence, at: int) -> str | None:
    """Return the one or two digits glued after a comma or a point."""
    if not (
        sentence.norm_in(at, ",.") and sentence.glued(at) and sentence.glued(at + 1) and sentence.is_number(at + 1)
    ):
        return None
    digits = sentence.norm(at + 1)
    if len(digits) > 2 or not sentence.free(at, at + 2):
        return None
    more = sentence.glued(at + 2) and sentence.norm_in(at + 2, ",./-") and sentence.glued(at + 3)
    return None if more and sentence.is_number(at + 3) else digits


def _of_chain(sentence: Sentence, at: int) -> Figure:
    """Read « 1250 », « 1250,50 », « 1.250,50 », « 1'250.00 », « 1,250 »; another chain is a reference."""
    parts: list[tuple[str, str]] = []
    last = at + 1
    while (
        sentence.norm_in(last, ",.'")
        and sentence.glued(last)
        and sentence.glued(last + 1)
        and sentence.is_number(last + 1)
        and sentence.free(last, last + 2)
    ):
        parts.append((sentence.norm(last), sentence.norm(last + 1)))
        last += 2
    whole = sentence.norm(at)
    if not parts:
        return Figure(at, last, int(whole) * 100)
    sign, end = parts[-1]
    groups = [digits for _sign, digits in parts[:-1]]
    separators = {one for one, _digits in parts[:-1]}
    if len(separators) > 1 or any(len(group) != 3 for group in groups) or (groups and len(whole) > 3):
        return Figure(at, last, None, doubt="reference")
    number = int("".join([whole, *groups]))
    if len(end) <= 2 and sign != "'" and sign not in separators:
        cents = int(end.ljust(2, "0"))
        head, tail = (number, cents) if len(whole) == len(end) == 2 and not groups else (None, None)
        return Figure(at, last, number * 100 + cents, len(end), grouped=bool(groups), head=head, tail=tail)
    if len(end) == 3 and len(whole) <= 3 and (groups or sign == "'") and separators <= {sign}:
        return Figure(at, last, int(f"{number}{end}") * 100, grouped=True)
    if len(end) == 3 and len(whole) <= 3 and not groups:
        decimal = number * 100 + int(end[:2])
        if whole == "0":
            return Figure(at, last, decimal, 3)
        thousands = int(f"{number}{end}") * 100
        return Figure(at, last, None, doubt="ambiguous", alternatives=(decimal, thousands))
    return Figure(at, last, None, doubt="reference")


def _with_virgule(sentence: Sentence, figure: Figure) -> Figure:
    """« douze virgule cinq »."""
    if figure.whole is None or figure.hundredths is None or sentence.norm(figure.last) != "virgule":
        return figure
    after = _in_words(sentence, figure.last + 1) or _in_digits(sentence, figure.last + 1)
    if after is None or after.whole is None or after.whole > 99:
        return figure
    cents = after.whole if after.whole > 9 or sentence.norm(figure.last + 1).startswith("0") else after.whole * 10
    return replace(figure, last=after.last, hundredths=figure.hundredths + cents, places=1 if after.whole < 10 else 2)


def _odd_run(sentence: Sentence, at: int) -> Figure | None:
    """Return letters and digits glued together that no unit explains: « 145O », « ref12b »."""
    last = at + 1
    while _joined(sentence, last) and sentence.free(last, last + 1):
        last += 1
    written = "".join(sentence.norms[at:last])
    if last == at + 1 or written.isdigit() or written.isalpha():
        return None
    repaired = written.translate(_LOOKALIKE)
    if repaired.isdigit() and len(repaired) <= _LONGEST:
        plain = "".join(one for one in written if one.isdigit())
        meanings = tuple(dict.fromkeys((int(repaired) * 100, int(plain) * 100)))
        return Figure(at, last, None, doubt="half_read", alternatives=meanings)
    return Figure(at, last, None, doubt="reference")


def _joined(sentence: Sentence, at: int) -> bool:
    """Tell whether a letter or digit run goes on from the one before it and means nothing by itself."""
    if not sentence.glued(at):
        return False
    before, norm = sentence.norm(at - 1), sentence.norm(at)
    if not (norm.isalnum() and before.isalnum() and norm.isascii() and before.isascii()):
        return False
    if norm.isdigit():
        return not before.isdigit() and before not in _explained_before()
    return not (
        norm in {"e", "er", "ere", "eme", "ieme", "nd", "nde", "re", "x", "bis", "ter"}
        or sentence.starting(at, "unit.")
        or sentence.starting(at, "calendar.")
        or norm in _worth()
    )


@cache
def _explained_before() -> frozenset[str]:
    return frozenset({"x", "d", "s", "n", "no", "k", "e", "h", "eur", "euro", "euros", "j", "c", "t", "r", "dent"})


# --- words


@cache
def _worth() -> dict[str, int]:
    return dict(lexicon.table("numbers")["worth"])


def _in_words(sentence: Sentence, at: int) -> Figure | None:
    if sentence.is_number(at) and _worth().get(sentence.norm(at + 1), 0) < 100:
        return None
    words = _Words(sentence)
    found = words.number(at)
    if found is None or (found[1] == at + 1 and not _stands_alone(sentence, at)):
        return None
    value, last, scale = found
    if not any(sentence.norm(place) in _worth() for place in range(at, last)):
        return None
    figure = Figure(at, last, value * 100, in_words=True, scale=scale)
    if (half := _half_read(sentence, figure)) is not None:
        return half
    if scale == 1000 and words.bare_rest is not None:
        thousands = value - words.bare_rest
        meanings = (value * 100, (thousands + words.bare_rest * 100) * 100)
        return replace(figure, hundredths=None, doubt="ambiguous", alternatives=meanings)
    return figure


class _Words:
    """The grammar of French number words, digits taken as words beside « cent » and « mille »."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self.bare_rest: int | None = None  # the 5 of « mille cinq », which people also say for 1500

    def _worth(self, at: int) -> int | None:
        return _worth().get(self._sentence.norm(at)) if self._sentence.free(at, at + 1) else None

    def number(self, at: int) -> tuple[int, int, int] | None:
        """Return what is said, where it ends, and the last scale named."""
        found = self._group(at)
        value, last = found or (0, at)
        scale = 100 if found and self._worth(last - 1) == 100 else 1
        total = 0
        for size in (1_000_000, 1000):
            if self._worth(last) != size or (size == 1_000_000 and not found):
                continue
            total += (value if found else 1) * size
            scale, last = size, last + 1
            rest = self._group(last, most=999, digits=True)
            found, value = rest, 0
            if rest is not None:
                self.bare_rest = rest[0] if rest[1] == last + 1 and 1 < rest[0] < 10 and size == 1000 else None
                value, last = rest
        return None if last == at else (total + value, last, scale)

    def _group(self, at: int, most: int = 999, *, digits: bool = False) -> tuple[int, int] | None:
        """Read below a thousand."""
        written = self._digits(at)
        if written is not None and (digits or self._worth(at + 1) in {100, 1000, 1_000_000}):
            if self._worth(at + 1) == 100 and 1 < written < 20:
                return self._hundreds(written, at + 2)
            return (written, at + 1) if written <= most and self._worth(at + 1) != 100 else None
        below = self._below_hundred(at)
        after = at if below is None else below[1]
        if self._worth(after) == 100 and (below is None or 1 < below[0] < 20):
            if below is None and self._sentence.norm(at) == "cents":
                return None
            return self._hundreds(1 if below is None else below[0], after + 1)
        return below

    def _hundreds(self, hundreds: int, at: int) -> tuple[int, int]:
        rest = self._below_hundred(at)
        if (
            rest is None
            and (written := self._digits(at)) is not None
            and written < 100
            and len(self._sentence.norm(at)) < 3
        ):
            rest = None if self._worth(at + 1) in {100, 1000} else (written, at + 1)
        if rest is None or self._worth(rest[1]) == 100 or rest[0] == 0:
            return hundreds * 100, at
        return hundreds * 100 + rest[0], rest[1]

    def _digits(self, at: int) -> int | None:
        norm = self._sentence.norm(at)
        if not (norm.isdigit() and len(norm) <= 3 and self._sentence.free(at, at + 1)):
            return None
        more = self._sentence.norm_in(at + 1, ",.'/") and self._sentence.glued(at + 1) and self._sentence.glued(at + 2)
        return None if more else int(norm)

    def _below_hundred(self, at: int) -> tuple[int, int] | None:
        first = self._worth(at)
        if first is None or first >= 100:
            return None
        if first == 4 and self._worth(at + 1) == 20:
            return self._tens(80, at + 2)
        if first == 10:
            unit = self._worth(at + 1)
            return (10 + unit, at + 2) if unit in {7, 8, 9} else (10, at + 1)
        return self._tens(first, at + 1) if first >= 20 else (first, at + 1)

    def _tens(self, tens: int, at: int) -> tuple[int, int]:
        joined = at + 1 if self._sentence.norm(at) == "et" else at
        unit = self._worth(joined)
        if unit is None or not 0 < unit < (20 if tens in {60, 80} else 10):
            return tens, at
        if joined > at and unit not in {1, 11}:
            return tens, at
        if unit == 10 and self._worth(joined + 1) in {7, 8, 9}:
            return tens + 10 + (self._worth(joined + 1) or 0), joined + 2
        return tens + unit, joined + 1


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Tell a number word by itself from an article, an adjective or a month."""
    norm, before, after = sentence.norm(at), sentence.norm(at - 1), sentence.norm(at + 1)
    if norm in {"un", "une"}:
        counted = any(sentence.starting(at + 1, f"unit.{name}") for name in ("euro", "cent", "thousand"))
        counted = counted or after in {"million", "millions"}
        next_number = after in {"ou", "a"} and (_worth().get(sentence.norm(at + 2), 0) > 1)
        return counted or next_number or len(sentence) == 1
    if norm in {"neuf", "neufs"}:
        return before not in {"tout", "lit", "quoi", "remis", "appareil", "de"}
    if norm in {"cent", "cents"}:
        return before not in {"pour"} and norm == "cent"
    if norm in {"mille", "milles"}:
        return after not in {"merci", "mercis"}
    return norm not in {"vingts", "million", "millions"}


def _round(sentence: Sentence, at: int) -> Figure | None:
    """« une centaine d'euros », « deux milliers »."""
    norm = sentence.norm(at)
    if norm not in _rounds() and sentence.norm(at + 1) not in _rounds():
        return None
    counted = norm in _worth() or (norm.isdigit() and len(norm) < 3)
    place = at + 1 if counted and _rounds().get(sentence.norm(at + 1)) else at
    worth = _rounds().get(sentence.norm(place))
    if worth is None:
        return None
    times = 1 if place == at else int(norm) if norm.isdigit() else _worth()[norm]
    of_units = sentence.norm_in(place + 1, {"d", "de"}) and sentence.starting(place + 2, "unit.") is not None
    return Figure(at, place + 2 if of_units else place + 1, times * worth * 100, in_words=True, about=True)


@cache
def _rounds() -> dict[str, int]:
    rounds = dict(lexicon.table("numbers")["round"])
    return rounds | {f"{word}s": worth for word, worth in rounds.items()}


def _half_read(sentence: Sentence, figure: Figure) -> Figure | None:
    """« mille xatre cent » has a word in its midst that is not read: what it is worth has to be asked."""
    last = figure.last
    while (
        last - figure.first < _LONGEST_RUN
        and _unread(sentence, last)
        and _worth().get(sentence.norm(last + 1), 0) > 1
        and sentence.free(last, last + 2)
    ):
        last += 2
        while (
            last - figure.first < _LONGEST_RUN
            and _worth().get(sentence.norm(last), 0) > 1
            and sentence.free(last, last + 1)
        ):
            last += 1
    ends = last + 1 == len(sentence) or sentence.starting(last + 1, "unit.euro") is not None
    if figure.scale > 1 and _unread(sentence, last) and sentence.free(last, last + 1) and ends:
        last += 1  # « mille xatre euros »
    return None if last == figure.last else replace(figure, last=last, hundredths=None, doubt="half_read")


def _unread(sentence: Sentence, at: int) -> bool:
    norm = sentence.norm(at)
    known = norm in lexicon.phrases().words or norm in _worth() or norm == "virgule"
    return len(norm) > 2 and norm.isalpha() and norm.isascii() and not known


def scale_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the 1000 of « deux mille », the 100 of « trois cents euros »; 1 when a figure has no such word."""
    said = [worth for at in range(first, last) if (worth := _worth().get(sentence.norm(at))) is not None]
    return said[-1] if len(said) == 2 and 1 < said[0] < 20 and said[1] in {100, 1000} else 1
