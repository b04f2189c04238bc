"""A table that was copied out of a page: the cells of a row came after each other, on one line or on many.

The headings say which cells follow which; what a word is (a code, a sum, a tooth) says whose cell it may be. A row ends
where its sums do.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quote_reading.headings import MONEY, PART, columns_of, share_of_letters
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import TEETH
from quote_reading.printed.masks import masked
from quote_reading.vocabulary import fold, said_in, says

Cells = list[str]

COVERED = 0.7
"""Of the letters of headings, by words that head columns."""
BEGINS = 0.4
"""The same of their first line: others may go on below."""
FEWEST_HEADINGS = 3
MOST_LINES = 16
"""Of the headings, and of a row."""
LAID_OUT = re.compile(r"\t|\||;.*;|\S {2,}\S")
"""Signs that the columns are still there."""
_UNIT = re.compile(r"(?:€|eur|euros?)\b|€")
_PERCENT = re.compile(r"[0-9]{1,3}(?:[,.][0-9]+)? ?%")
_ACTIVITY = re.compile(r" ?[-/(] ?[14]\)?(?=\s|$)")
"""What may be stuck to a code."""
_NOTE = re.compile(r"\([a-z]?[0-9]?\)|[¹²³⁴⁵]")
_NUMBER = re.compile(r"[0-9]{1,3}")
_BEFORE_THOUSANDS = re.compile(r"([0-9]{1,2}) (?=[0-9]{3}(?![0-9]))")
QUANTITIES = frozenset(range(1, 33))
NUMBERS = {"tooth": TEETH, "activity": frozenset((1, 4)), "quantity": QUANTITIES}
EMPTY = {"fee": 1.5, "label": 0.3, "other": 0.1, "code": 0.5, "tooth": 0.6, "activity": 0.6, "quantity": 0.6}
"""What a cell that stays empty costs; 1 for a sum."""
STRANGE = 4.0
"""What a word costs under a heading that it does not fit."""
BESIDE_A_CODE = 0.6
"""What a word of the act costs in the column of its code."""
LOOSE = {"word": 0.0, "number": 0.5, "percent": 0.5, "none": 0.5, "code": 1.0}
"""What a word costs among those of a label."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A part of a row and what it is: amount, code, number, percent, none (« NR ») or word."""

    kind: str
    text: str


def put_together(lines: Sequence[str], on: dt.date) -> Iterator[Cells]:
    """Give the rows of cells of a text: those of a table that lost its columns, and any other line as it is."""
    at = 0
    while at < len(lines):
        last, roles, heads = _headings(lines, at)
        if not roles or _is_a_title(lines, at):
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


def _is_a_title(lines: Sequence[str], at: int) -> bool:
    """Tell the title of what is not proposed from the headings right under it."""
    folded = fold(lines[at])
    named = says("alternative", folded) or says("alternative_titles", folded)
    return named and at + 1 < len(lines) and bool(_headings(lines, at + 1)[1])


def _headings(lines: Sequence[str], at: int) -> tuple[int, list[str], Cells]:
    """Return the line after the headings that begin at one, what stands under each, and their words; none for none."""
    joined, told, end = "", "", at
    for last in range(at, min(at + MOST_LINES, len(lines))):
        folded = fold(lines[last].strip())
        if not _may_head(folded) or (last == at and _known_of(folded) < BEGINS):
            break
        joined = (joined + " " + folded).strip()
        if _known_of(joined) >= COVERED and _ends_with_a_heading(joined, folded):
            told, end = joined, last + 1
    columns = columns_of(told) if told else []
    roles = [role for role, _ in columns]
    is_heading = len(columns) >= FEWEST_HEADINGS and not set(roles).isdisjoint(MONEY)
    return (end, roles, [text for _, text in columns]) if is_heading else (at, [], [])


def _ends_with_a_heading(joined: str, last: str) -> bool:
    """Tell whether the last line of some headings ends one of them."""
    said = said_in("columns", joined)
    return bool(said) and said[-1].end > len(joined) - len(last)


def _may_head(folded: str) -> bool:
    """Tell a line that may be of headings: in one column, without figures but the marks of notes."""
    figures = any(sign.isdigit() for sign in _NOTE.sub("", folded))
    return bool(folded) and not (figures or LAID_OUT.search(folded) or says("total", folded))


def _known_of(joined: str) -> float:
    """Tell which share of the letters of some headings is of words that are known."""
    return share_of_letters(joined, (*said_in("columns", joined), *said_in("beside_headings", joined)))


def _rows(lines: Sequence[str], at: int, roles: Sequence[str], on: dt.date) -> tuple[list[Cells], int]:
    """Return the rows under some headings up to the last that is of their table, and the line after it."""
    groups: list[tuple[str, int]] = []
    held: list[str] = []
    place = at
    while place < len(lines) and len(held) < MOST_LINES and _is_below(lines, place):
        held.append(lines[place].strip())
        place += 1
        following = lines[place].strip() if place < len(lines) else ""
        if _ends(" ".join(held), following, roles, on):
            groups.append((" ".join(held), place))
            held = []
    while groups and not _is_of_a_table(groups[-1][0], on):
        groups.pop()
    if not groups:
        return [], at
    return [_cells(text, tuple(roles), on) for text, _ in groups], groups[-1][1]


def _is_below(lines: Sequence[str], place: int) -> bool:
    """Tell whether a line may be of the rows under some headings: of its own it heads none."""
    line = lines[place].strip()
    return bool(line) and LAID_OUT.search(line) is None and not _headings(lines, place)[1]


def _ends(text: str, following: str, roles: Sequence[str], on: dt.date) -> bool:
    """Tell whether a row is whole: it has sums, and neither a sum follows nor the code of a column after them."""
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
    """Put the words of a row under its headings; a number is not taken into the sum after it where it has a column."""
    whole = _words(text, on)
    cells = _placed(whole, roles)
    for place, role in enumerate(roles[:-1]):
        if role in NUMBERS and not cells[place].isdigit() and roles[place + 1] in MONEY:
            other = _placed(list(_split(whole, NUMBERS[role])), roles)
            cells = other if other[place].isdigit() else cells
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
        several = roles[column] in {"label", "other", "code"}
        skipped = best(word, column + 1)
        ways = []
        cost, taken = 0.0, word
        while taken < len(words) and (several or taken == word):
            cost += _cost(words[taken], roles[column])
            taken += 1
            rest = best(taken, column + 1)
            ways.append((cost + rest[0], (column,) * (taken - word) + rest[1]))
        ways.append((skipped[0] + EMPTY.get(roles[column], 1.0), skipped[1]))
        return min(ways, key=lambda way: way[0])  # of equals the first: cells are filled from the left

    cells: Cells = [""] * len(roles)
    for word, column in zip(words, best(0, 0)[1], strict=True):
        cells[column] = (cells[column] + " " + word.text).strip()
    return cells


def _cost(word: _Word, role: str) -> float:
    """Tell how badly a word fits under a heading: 0 for what stands there."""
    if role in {"label", "other"}:
        return LOOSE.get(word.kind, STRANGE) + (0.4 if role == "other" else 0.0)
    if role in NUMBERS:
        fits = word.kind == "number" and int(word.text) in NUMBERS[role]
        return 0.0 if fits or word.text in {"-", "—", "–"} else STRANGE
    if role == "code":
        return 0.0 if word.kind in {"code", "none"} else BESIDE_A_CODE if word.kind == "word" else STRANGE
    if word.kind == "amount" or (role == PART and word.kind == "percent"):
        return 0.0
    return {"none": 0.2, "number": 1.0}.get(word.kind, STRANGE)


def _words(text: str, on: dt.date) -> list[_Word]:
    """Cut a row into its codes, its sums, and its other words."""
    folded = fold(text)
    spans = [(one.start, _after_activity(folded, one.end), "code") for one in codes_in(folded, on)]
    for start, end, _ in spans:
        folded = folded[:start] + "_" * (end - start) + folded[end:]
    spans += [(said.start, said.end, "none") for said in said_in("not_covered", folded)]
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


def _after_activity(folded: str, end: int) -> int:
    found = _ACTIVITY.match(folded, end)
    return end if found is None else found.end()
