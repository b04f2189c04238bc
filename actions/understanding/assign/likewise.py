"""What is said to be the same: « sur la même dent », « au même prix », « idem sur la 27 », « pareil pour l'autre »."""

from __future__ import annotations

from actions.reading import Kind
from actions.understanding.assign.sheet import ACTIVITY_OF, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import Item
from actions.understanding.moves import Give

_COPIED = ("line.act", "line.fee", "line.sector", "line.base")
_NEAR = 3
"""Tokens between « idem » and the line that it is said of: « idem pour la 27 »."""


def place_same_tooth(sheet: Sheet, lines: tuple[int, ...]) -> None:
    """« un inlay-core sur la même dent » is on the tooth of the line before."""
    if len(lines) != 1 or not sheet.parse.has("same_tooth"):
        return
    before = [line.tooth for line in sheet.draft.lines[: lines[0] - 1] if line.tooth]
    if before and sheet.draft.lines[lines[0] - 1].tooth is None:
        sheet.do(Give("line.tooth", lines[0], before[-1]))


def place_as_before(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> None:
    """« HBLD073 sur la 26, et idem sur la 27 »: a line named alone takes what the sentence just gave another."""
    named = {item.kind for item in clause.items} <= {"teeth", "rank", "role"} and bool(clause.items)
    if len(lines) != 1 or not named or not _is_said_the_same(sheet, clause):
        return
    before = [move for move in sheet.moves if isinstance(move, Give) and move.line and move.field in _COPIED]
    last = next((move.line for move in reversed(before) if move.line != lines[0]), None)
    for move in [move for move in before if move.line == last]:
        if sheet.given_now(move.field, lines[0]) is None and sheet.draft.get(move.field, lines[0]) != move.value:
            sheet.do(Give(move.field, lines[0], move.value, move.understood, corrects=move.corrects))


def _is_said_the_same(sheet: Sheet, clause: Clause) -> bool:
    """« idem pour la 27 », « l'anesthésiste non plus »."""
    first, last = clause.items[0].first, clause.items[-1].last
    return any(0 <= first - tag.last <= _NEAR or tag.first == last for tag in sheet.parse.tagged("same"))


def _says_the_same(sheet: Sheet) -> bool:
    """« je rentre le soir même » tells a stay, and likens nothing."""
    values = [mention for mention in sheet.parse.mentions if mention.kind in (Kind.CHOICE, Kind.DATE, Kind.NIGHTS)]
    return any(
        not any(one.first <= tag.first and tag.last <= one.last for one in values) for tag in sheet.parse.tagged("same")
    )


def place_same_sector(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> None:
    """« chirurgien 950 € secteur 2 optam, anesthésiste 300 € idem »: priced apart, of the same sector."""
    told = [move for move in sheet.moves if isinstance(move, Give) and move.field == "line.sector" and move.line]
    after = clause.items[-1].last
    said = any(after <= tag.first <= after + 1 for tag in sheet.parse.tagged("same"))
    if not said or len(lines) != 1 or not told or not clause.of("amount") or clause.one("role") is None:
        return
    if sheet.draft.lines[lines[0] - 1].sector is None and told[-1].line != lines[0]:
        sheet.do(Give("line.sector", lines[0], told[-1].value, told[-1].understood))


def set_same_person_aside(sheet: Sheet) -> Item | None:
    """« canal carpien gauche 217,50 €, même chirurgien »: who does it is no name of a line, where another is told."""
    told = any(item.kind == "act" for item in sheet.items) and bool(sheet.draft.lines)
    for item in sheet.items:
        if item.kind == "role" and told and sheet.parse.norms(item.first - 1, item.first) == ("meme",):
            sheet.place(item)
            return item
    return None


def place_same_person(sheet: Sheet, person: Item | None) -> None:
    """Give the line added the practitioner of the line before, and their sector."""
    line = sheet.new_line
    activity = ACTIVITY_OF.get(person.value) if person is not None else None
    if person is None or activity is None or line is None or line < len(_TWO):
        return
    sheet.do(Give("line.activity", line, activity, person.said))
    if sheet.draft.lines[line - 2].activity is None:
        sheet.do(Give("line.activity", line - 1, activity, person.said))
    sector = sheet.draft.lines[line - 2].sector
    if sector is not None and sheet.draft.lines[line - 1].sector is None:
        sheet.do(Give("line.sector", line, sector, person.said))


def place_same_price(sheet: Sheet, line: int, clause: Clause) -> None:
    """« et une autre sur la 27 au même prix »: a line like another takes its price when said to be the same."""
    like, held = sheet.likes.get(line), sheet.draft.lines[line - 1]
    told = [move for move in sheet.moves if isinstance(move, Give) and move.field == "line.fee"]
    fee = told[-1].value if told else None  # « 665 pour la 26, idem la 27 »
    if like:
        fee = sheet.draft.lines[like - 1].fee
    if fee is not None and held.fee is None and _says_the_same(sheet) and _is_near_the_same(sheet, clause):
        sheet.do(Give("line.fee", line, fee))


def _is_near_the_same(sheet: Sheet, clause: Clause) -> bool:
    """« 26 à 600 €, 27 pareil, détartrage »: what is the same stands beside the word that says so."""
    first, last = clause.items[0].first - _NEAR, clause.items[-1].last + _NEAR
    return any(first <= tag.first and tag.last <= last for tag in sheet.parse.tagged("same", "also"))


_NEAR = 4  # tokens


def place_same_for_the_other(sheet: Sheet) -> None:
    """« 640 et pareil pour l'autre »: of two lines, the other takes what this sentence gave the first."""
    norms = sheet.parse.norms()
    if not _says_the_same(sheet) or "autre" not in norms or len(sheet.draft.lines) != len(_TWO):
        return
    for move in [move for move in sheet.moves if isinstance(move, Give) and move.line in _TWO]:
        other = _TWO[move.line == _TWO[0]]
        if move.field in ("line.fee", "line.sector", "line.base") and sheet.draft.get(move.field, other) is None:
            sheet.do(Give(move.field, other, move.value, move.understood))


_TWO = (1, 2)
