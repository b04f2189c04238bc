"""A page's words as rows of text, each sign of which knows the word that it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quote_reading.paper import Sheet, Word
from quote_reading.result import Place
from quote_reading.vocabulary import fold, put_right

WIDE = 0.85
"""Gap between two words, in heights of a row, from which on they are in two columns: a tab stands for it."""
BETWEEN_NUMBERS = 0.5
"""The same between two numbers: the thousands of a sum stand closer."""
SAME_ROW = 0.5
"""Share of the lower word's height that two words of a row have in common."""
TAB = "\t"
LEADERS = frozenset(".…_·-")
"""Signs of which a row of dots between a name and its value is made."""
FEWEST_LEADERS = 3
DOTS = frozenset(".…·")


@dataclass(frozen=True, slots=True)
class Row:
    """Words side by side. `text` joins them with a space, or a tab where the gap is wide; `folded` is as long."""

    words: tuple[Word, ...]
    page: int
    sheet: Sheet
    text: str
    folded: str
    owners: tuple[int, ...]
    """For each sign of the text the place of its word, -1 between two."""

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return _median([word.height for word in self.words])

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words of a part of the text."""
        held = dict.fromkeys(owner for owner in self.owners[start:end] if owner >= 0)
        return tuple(self.words[place] for place in held)

    def sides(self, start: int, end: int) -> tuple[float, float]:
        """Return the left and the right of a part of the text: of signs, where a word is longer than the part."""
        return self._edge(start, last=False), self._edge(end - 1, last=True)

    def _edge(self, at: int, *, last: bool) -> float:
        owner = self.owners[at]
        word = self.words[owner]
        first = self.owners.index(owner)
        share = (at - first + (1 if last else 0)) / len(word.text)
        return word.left + share * (word.right - word.left)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        return place_of(self.between(start, len(self.text) if end is None else end), self.sheet, self.page)

    def sure(self, start: int, end: int) -> float:
        return min((word.sure for word in self.between(start, end)), default=0.0)


def place_of(words: Iterable[Word], sheet: Sheet, page: int) -> Place:
    """Return the box that holds some words of a page."""
    held = list(words)
    return Place(
        page,
        (
            _share(min(word.left for word in held), sheet.width),
            _share(min(word.top for word in held), sheet.height),
            _share(max(word.right for word in held), sheet.width),
            _share(max(word.bottom for word in held), sheet.height),
        ),
    )


def rows_of(sheet: Sheet, page: int) -> list[Row]:
    """Return the rows of a page from top to bottom, each from left to right."""
    groups: list[list[Word]] = []
    words = [_without_leaders(word, sheet) for word in sheet.words if not _is_leader(word.text)]
    for word in sorted(words, key=lambda word: word.middle):
        home = next((group for group in reversed(groups[-4:]) if _together(group, word)), None)
        if home is None:
            groups.append([word])
        else:
            home.append(word)
    rows = [_row(sorted(group, key=lambda word: word.left), page, sheet) for group in groups]
    return sorted(rows, key=lambda row: row.top + row.bottom)


def _together(group: Sequence[Word], word: Word) -> bool:
    near = min(group, key=lambda other: abs(other.centre - word.centre))
    common = min(near.bottom, word.bottom) - max(near.top, word.top)
    return common >= SAME_ROW * min(near.height, word.height)


def _row(words: Sequence[Word], page: int, sheet: Sheet) -> Row:
    height = _median([word.height for word in words])
    text, owners = "", []
    for place, word in enumerate(words):
        if place:
            text += TAB if _are_apart(words[place - 1], word, height, sheet) else " "
            owners.append(-1)
        text += word.text
        owners += [place] * len(word.text)
    folded = fold(text) if sheet.is_text else put_right(fold(text))
    return Row(tuple(words), page, sheet, text, folded, tuple(owners))


def _are_apart(before: Word, word: Word, height: float, sheet: Sheet) -> bool:
    """Tell whether two words stand in two columns; two numbers of a text layer do already where no thousands do."""
    gap = word.left - before.right
    numbers = sheet.is_text and before.text[-1:].isdigit() and word.text[:1].isdigit()
    return gap > (BETWEEN_NUMBERS if numbers else WIDE) * height


def one_of(rows: Sequence[Row], edge: float) -> Row:
    """Return an entry of a table that goes over several rows as one: its words, then what stands from `edge` on."""
    first = rows[0]
    left = [word for word in first.words if word.centre < edge]
    below = [word for row in rows[1:] for word in row.words]
    right = [word for word in first.words if word.centre >= edge]
    return _row([*left, *below, *right], first.page, first.sheet)


def joined(left: Row, right: Row) -> Row:
    """Return two parts of a row as one."""
    return _row([*left.words, *right.words], left.page, left.sheet)


def part_of(row: Row, left: float = 0.0, right: float = float("inf")) -> Row | None:
    """Return the words of a row between two places as a row; None when there are none."""
    words = [word for word in row.words if left <= word.centre < right]
    return _row(words, row.page, row.sheet) if words else None


def _is_leader(text: str) -> bool:
    return len(text) >= FEWEST_LEADERS and LEADERS.issuperset(text)


def _without_leaders(word: Word, sheet: Sheet) -> Word:
    """Return a word of a picture without the dots before its sum that were read with it: « ..585,50 € »."""
    text = word.text.lstrip("".join(DOTS))
    if sheet.is_text or text == word.text or not text[:1].isdigit():
        return word
    share = (len(word.text) - len(text)) / len(word.text)
    return replace(word, text=text, left=word.left + share * (word.right - word.left))


def _share(points: float, whole: float) -> float:
    return min(1.0, max(0.0, points / whole))


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
