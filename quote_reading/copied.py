"""A table that was copied out of a page: the cells of a row came after each other, on one line or on many.

The headings say which cells follow which; what a word is (a code, a sum, a tooth) says whose cell it may be. A row ends
where its sums do.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quote_reading.headings import MONEY, PART, columns_of
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import TEETH
from quote_reading.printed.masks import masked
from quote_reading.vocabulary import fold, said_in, says

Cells = list[str]

COVERED = 0.7
"""Of the letters of headings, by words that head columns."""
FEWEST_HEADINGS = 3
MOST_LINES = 16
"""Of the headings, and of a row."""
LAID_OUT = re.compile(r"\t|\||\S {3,}\S")
"""Signs that the columns are still there."""
_UNIT = re.compile(r"(?:€|eur|euros?)\b|€")
_PERCENT = re.compile(r"[0-9]{1,3}(?:[,.][0-9]+)? ?%")
_NUMBER = re.compile(r"[0-9]{1,3}")
_BEFORE_THOUSANDS = re.compile(r"([0-9]{1,2}) (?=[0-9]{3}(?![0-9]))")
QUANTITIES = frozenset(range(1, 33))
NUMBERS = {"tooth": TEETH, "activity": frozenset((1, 4)), "quantity": QUANTITIES}
EMPTY = {"label": 0.3, "other": 0.1, "code": 0.5, "tooth": 0.6, "activity": 0.6, "quantity": 0.6}
"""What a cell that stays empty costs; 1 for a sum."""
STRANGE = 4.0
"""What a word costs under a heading that it does not fit."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A part of a row and what it is: amount, code, number, percent or word."""

    kind: str
    text: str


def put_together(lines: Sequence[str], on: dt.date) -> Iterator[Cells]:
    """Give the rows of cells of a text: those of a table that lost its columns, and any other line as it is."""
    at = 0
    while at < len(lines):
        last, roles, heads = _headings(lines, at)
        if not roles:
            yield [lines[at]]
            at += 1
            continue
        rows, end = _rows(lines, last, roles, on)
        if any(len(row) > 1 for row in rows):
            yield heads
            yield from rows
            at = end
        else:
            yield [lines[at]]
            at += 1


def _headings(lines: Sequence[str], at: int) -> tuple[int, list[str], Cells]:
    """Return the line after the headings that begin at one, what stands under each, and their words; none for none."""
    best: tuple[int, list[str], Cells] = (at, [], [])
    joined = ""
    for last in range(at, min(at + MOST_LINES, len(lines))):
        line = lines[last].strip()
        folded = fold(line)
        if not line or LAID_OUT.search(line) or any(sign.isdigit() for sign in masked(folded)) or says("total", folded):
            break
        joined = (joined + " " + folded).strip()
        said = said_in("columns", joined)
        known = sum(one.end - one.start for one in (*said, *said_in("beside_headings", joined)))
        if not said or known < COVERED * len(joined) or not said_in("columns", folded):
            if not said or last == at:
                break
            continue
        columns = columns_of(joined)
        roles = [role for role, _ in columns]
        if len(columns) >= FEWEST_HEADINGS and set(roles) & set(MONEY):
            best = last + 1, roles, [text for _, text in columns]
    return best


def _rows(lines: Sequence[str], at: int, roles: Sequence[str], on: dt.date) -> tuple[list[Cells], int]:
    """Return the rows under some headings up to the last that is of their table, and the line after it."""
    groups: list[tuple[str, int]] = []
    held: list[str] = []
    place = at
    while place < len(lines) and lines[place].strip() and not LAID_OUT.search(lines[place]) and len(held) < MOST_LINES:
        held.append(lines[place].strip())
        place += 1
        following = lines[place].strip() if place < len(lines) else ""
        if _ends(" ".join(held), following, roles, on):
            groups.append((" ".join(held), place))
            held = []
        elif held[0] and len(held) == 1 and _headings(lines, place - 1)[1]:
            break
    while groups and not _is_of_a_table(groups[-1][0], on):
        groups.pop()
    if not groups:
        return [], at
    return [_cells(text, tuple(roles), on) for text, _ in groups], groups[-1][1]


def _ends(text: str, following: str, roles: Sequence[str], on: dt.date) -> bool:
    """Tell whether a row is whole: it has sums, and what follows neither is one nor stands under a heading after them."""
    words = _words(text, on)
    if not any(word.kind == "amount" for word in words):
        return False
    if not following:
        return True
    first = _words(following, on)[0]
    if first.kind in {"amount", "percent"} or _UNIT.match(fold(following)):
        return False
    after_sums = roles[max(place for place, role in enumerate(roles) if role in MONEY) :]
    return not (first.kind == "code" and "code" in after_sums and not any(word.kind == "code" for word in words))


def _is_of_a_table(text: str, on: dt.date) -> bool:
    folded = fold(text)
    words = _words(text, on)
    last = max(place for place, word in enumerate(words) if word.kind == "amount")
    if any(word.kind == "code" for word in words):
        return True
    ends = last == len(words) - 1
    return ends and any(says(table, folded) for table in ("total", "room", "charges", "hospital", "not_covered"))


def _cells(text: str, roles: tuple[str, ...], on: dt.date) -> Cells:
    """Put the words of a row under its headings; a number that may be of the sum after it is not, where it has its own."""
    whole = _words(text, on)
    cells = _placed(whole, roles)
    for place, role in enumerate(roles[:-1]):
        if role in NUMBERS and not cells[place] and roles[place + 1] in MONEY:
            split = list(_split(whole, NUMBERS[role]))
            other = _placed(split, roles)
            cells = other if other[place] else cells
    return cells


def _split(words: Sequence[_Word], numbers: frozenset[int]) -> Iterator[_Word]:
    """Give the words with the first sum that a number may stand before in two: « 16 650,00 € », « 1 673,00 »."""
    done = False
    for word in words:
        found = None if done or word.kind != "amount" else _BEFORE_THOUSANDS.match(word.text)
        if found is not None and int(found[1]) in numbers:
            done = True
            yield _Word("number", found[1])
            yield _Word("amount", word.text[found.end() :])
        else:
            yield word


def _placed(words: Sequence[_Word], roles: tuple[str, ...]) -> Cells:
    """Return the cells that the words fit best, in their order."""

    @functools.cache
    def best(word: int, column: int) -> tuple[float, tuple[int, ...]]:
        if column == len(roles):
            return STRANGE * (len(words) - word), (column - 1,) * (len(words) - word)
        if word == len(words):
            return sum(EMPTY.get(role, 1.0) for role in roles[column:]), ()
        several = roles[column] in {"label", "other"}
        skipped = best(word, column + 1)
        ways = [(skipped[0] + EMPTY.get(roles[column], 1.0), skipped[1])]
        cost, taken = 0.0, word
        while taken < len(words) and (several or taken == word):
            cost += _cost(words[taken], roles[column])
            taken += 1
            rest = best(taken, column + 1)
            ways.append((cost + rest[0], (column,) * (taken - word) + rest[1]))
        return min(ways, key=lambda way: way[0])

    cells: Cells = [""] * len(roles)
    for word, column in zip(words, best(0, 0)[1], strict=True):
        cells[column] = (cells[column] + " " + word.text).strip()
    return cells


def _cost(word: _Word, role: str) -> float:
    """Tell how badly a word fits under a heading: 0 for what stands there."""
    if role in {"label", "other"}:
        return {"word": 0.0, "number": 0.5, "percent": 0.5}.get(word.kind, STRANGE) + (0.4 if role == "other" else 0)
    if role in NUMBERS:
        fits = word.kind == "number" and int(word.text) in NUMBERS[role]
        return 0.0 if fits or word.text in {"-", "—", "–"} else STRANGE
    if role == "code":
        return 0.0 if word.kind == "code" else 0.5 if says("not_covered", fold(word.text)) else STRANGE
    if word.kind == "amount" or (role == PART and word.kind == "percent"):
        return 0.0
    return 1.0 if word.kind == "number" or says("not_covered", fold(word.text)) else STRANGE


def _words(text: str, on: dt.date) -> list[_Word]:
    """Cut a row into its codes, its sums, and its other words."""
    folded = fold(text)
    spans = [(one.start, one.end, "code") for one in codes_in(folded, on)]
    for start, end, _ in spans:
        folded = folded[:start] + "_" * (end - start) + folded[end:]
    spans += [(*found.span(), "percent") for found in _PERCENT.finditer(folded)]
    spans += [(one.start, one.end, "amount") for one in amounts_in(masked(folded)) if one.written]
    words: list[_Word] = []
    at = 0
    for start, end, kind in [*sorted(spans), (len(text), len(text), "")]:
        words += [
            _Word("number" if _NUMBER.fullmatch(one) else "word", one) for one in text[at:start].split() if at <= start
        ]
        if kind and start >= at:
            words.append(_Word(kind, text[start:end]))
        at = max(at, end)
    return words
