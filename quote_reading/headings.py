"""The columns of a table, by their headings: what stands under each, and from where to where the heading goes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.vocabulary import Said, said_in

PART = "part"
"""An amount that is only a part of a fee, or somebody else's: the device's price, what the mutuelle pays."""
MONEY = ("fee", "base", "overrun", "reimbursed", "remaining", "alternative", "unit", PART)
FIRST = (
    "tooth",
    "alternative",
    "base",
    "remaining",
    "overrun",
    PART,
    "reimbursed",
    "unit",
    "fee",
    "code",
    "activity",
    "quantity",
    "other",
    "label",
)
"""What a heading says when it says several: « base de remboursement », « coût de l'acte »."""
EXACT = 0.75
"""Of a heading's letters, by words that are known: below, it may say something else."""
_ASIDE = re.compile(r"\(?\b(?:dont|hors|avant|apres)\b.*")
"""« Honoraires (dont prix du dispositif) », « reste à charge avant mutuelle »."""
_JOINING = re.compile(r"ou|et|/|des|\(|(?:a|en|(?:de|du|par|sur)(?: la| l')?)?|hors|avant|apres")
_CODE = re.compile(r"\b[a-z]{4}[0-9]{3}\b")
"""« Acte prévu : réduction d'un sein, code CCAM QEMA012 » tells of an act and heads nothing."""
ELIDED = ("d'", "l'")
FEWEST = 2
COVERED = 0.65
"""Of a heading's row, by words that head columns: « Plan de traitement et honoraires » is a title."""
SHORT = 3
"""Words of a cell that may go on with a heading though none of them is known."""
LONGEST = 4
"""Words of a cell on one row of a heading."""
STEP = 1.9
"""Rows of one heading follow each other within so many of their heights."""


@dataclass(frozen=True, slots=True)
class Column:
    role: str
    left: float
    right: float
    exact: bool = True
    """Its words leave no doubt of the role."""
    contested: bool = False
    """Another column makes a total as well, and nothing tells which of the two is the fee."""

    def distance(self, left: float, right: float) -> float:
        """Tell how far a part of a row stands from the heading; 0 when it is over or under it."""
        return max(0.0, self.left - right, left - self.right)


@dataclass(frozen=True, slots=True)
class Heading:
    columns: tuple[Column, ...]
    last: int
    """The row after the heading's."""
    sums: tuple[tuple[float, float], ...] = ()
    """Where the rows below have sums that are written as such: a bare number there is one too."""

    @property
    def money(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in MONEY)

    def named(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    left: float
    right: float


def heading_at(rows: Sequence[Row], at: int) -> Heading | None:
    """Return the heading that begins at a row; None when it is none."""
    if not _may_begin(rows[at]):
        return None
    last = at + 1
    while last < len(rows) and _goes_on(rows[at:last], rows[last]):
        last += 1
    stacks = _stacks([_pieces(row) for row in rows[at:last]])
    columns = tuple(_column(stack) for stack in stacks)
    roles = {column.role for column in columns} - {"other"}
    money = sum(column.role in MONEY for column in columns)
    return Heading(columns, last) if len(roles) >= FEWEST and money else None


def _may_begin(row: Row) -> bool:
    if _CODE.search(row.folded) or any(amount.written for amount in amounts_in(masked(row.folded))):
        return False
    said = said_in("columns", row.folded)
    few = FEWEST if "\t" in row.text else FEWEST + 1
    names = len({phrase.name for phrase in said})
    known = share_of_letters(row.folded, said)
    return names >= few and (known >= COVERED or (names > FEWEST and _head_cells(row)))


def share_of_letters(folded: str, said: Iterable[Said]) -> float:
    """Tell which share of the letters of a text is of some phrases."""
    known = {place for phrase in said for place in range(phrase.start, phrase.end)}
    letters = [place for place, sign in enumerate(folded) if sign.isalpha()]
    return len(known.intersection(letters)) / max(1, len(letters))


def _head_cells(row: Row) -> bool:
    """Tell a row most of whose cells head a column: the others' words may go on below, « dont pris | en charge »."""
    cells = row.folded.split("\t")
    heads = sum(bool(said_in("columns", cell)) for cell in cells)
    longest = LONGEST if heads < len(cells) else 2 * LONGEST + 1  # two of them may stand close
    return heads >= COVERED * len(cells) and all(len(cell.split()) <= longest for cell in cells)


def _goes_on(held: Sequence[Row], row: Row) -> bool:
    """Tell whether a row belongs to the heading: close below, without figures, and every word of it under a column."""
    if row.top - held[-1].top > STEP * row.height or any(sign.isdigit() for sign in masked(row.folded)):
        return False
    pieces = [piece for one in held for piece in _pieces(one)]
    under = [any(word.left < piece.right and piece.left < word.right for piece in pieces) for word in row.words]
    if sum(under) < len(under) - 1:
        return any(under) and _may_begin(row)  # columns of one row, beside some whose words begin above
    return bool(said_in("columns", row.folded)) or _is_short(row)


def _is_short(row: Row) -> bool:
    return all(len(cell.split()) <= SHORT for cell in row.text.split("\t"))


def columns_of(folded: str) -> list[tuple[str, str]]:
    """Return what stands under each heading of a text without places, and its words."""
    return [(role_of(folded[start:end])[0], folded[start:end]) for start, end in _cut(folded)]


def _pieces(row: Row) -> list[_Piece]:
    return [_Piece(row.folded[start:end], *row.sides(start, end)) for start, end in _cut(row.folded)]


def _cut(folded: str) -> list[tuple[int, int]]:
    """Cut headings where a phrase begins that does not go on with the one before, or where the gap is wide."""
    said = said_in("columns", folded)
    cuts = {0} | {place + 1 for place, sign in enumerate(folded) if sign == "\t"}
    cuts |= {
        phrase.start - len("d'") * folded[: phrase.start].endswith(ELIDED)
        for before, phrase in zip([None, *said], said, strict=False)
        if before is None or not _is_one(folded[before.end : phrase.start], before, phrase)
    }
    inside = {place for phrase in said for place in range(phrase.start + 1, phrase.end)}
    starts = sorted(place for place in cuts if place not in inside and not folded[place].isspace())
    ends = [*starts[1:], len(folded) + 1]
    return [(start, start + len(folded[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)]


def _is_one(between: str, before: Said, phrase: Said) -> bool:
    """Tell « dent ou localisation », « nature de l'acte », « code libellé » apart: the last is two headings."""
    joined = _JOINING.fullmatch(between.strip()) is not None and "\t" not in between
    return joined and (bool(between.strip()) or (before.name == phrase.name and before.name not in MONEY))


def _stacks(rows: Sequence[Sequence[_Piece]]) -> list[list[_Piece]]:
    """Put the pieces that stand under each other together, from left to right."""
    stacks: list[list[_Piece]] = []
    for row in rows:
        for piece in row:
            home = max(stacks, key=lambda stack: _common(stack, piece), default=None)
            if home is not None and _common(home, piece) > 0:
                home.append(piece)
            else:
                stacks.append([piece])
    return sorted(stacks, key=lambda stack: min(piece.left for piece in stack))


def _common(stack: Sequence[_Piece], piece: _Piece) -> float:
    left, right = min(one.left for one in stack), max(one.right for one in stack)
    return min(right, piece.right) - max(left, piece.left)


def _column(stack: Sequence[_Piece]) -> Column:
    text = " ".join(piece.text for piece in stack)
    role, exact = role_of(text)
    return Column(role, min(piece.left for piece in stack), max(piece.right for piece in stack), exact)


def role_of(text: str) -> tuple[str, bool]:
    """Return what stands under a heading, and whether its words leave no doubt: « dont … » is an aside of them."""
    told = _ASIDE.sub("", text) or text
    said = said_in("columns", told)
    if not said:
        return "other", False
    role = min((phrase.name for phrase in said), key=FIRST.index)
    several = {phrase.name for phrase in said if phrase.name in MONEY} - {role}
    known = share_of_letters(told, (*said, *said_in("beside_headings", told)))
    return role, not several and known >= EXACT
