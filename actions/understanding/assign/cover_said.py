"""Whether lines told before are repaid: « NR pour les implants et les piliers », « le tout non remboursé »."""

from __future__ import annotations

from actions.reading import words_of
from actions.understanding.assign.sheet import Sheet
from actions.understanding.item import CUTS, Item
from actions.understanding.moves import ChooseAct, Give

_OF = frozenset({"pour", "sur", "concernant"})
_ARTICLES = frozenset({"les", "le", "la", "l", "des", "du", "de", "d", "mes", "ces", "leurs"})
_JOINS = frozenset({"et", ",", "ainsi", "que", "+", "/"})
_ALL = frozenset({"tout", "tous", "toutes", "ensemble", "totalite"})
_NEAR = 4
"""Tokens between « tout » and what is said of it."""
_SHORTEST = 3


def set_cover_aside(sheet: Sheet) -> None:
    """Take what is said of lines told before it, with the acts that it names, out of what tells lines."""
    for item in sheet.items:
        if item.kind != "covered" or sheet.is_placed(item):
            continue
        end = _end_of_the_sentence(sheet, item.last)
        priced = any(one.kind == "amount" and item.last <= one.first < end for one in sheet.items)
        told_before = any(one.kind == "amount" and one.last <= item.first for one in sheet.items)
        if not told_before or priced:
            continue
        names_acts = any(one.kind == "act" and item.last <= one.first < end for one in sheet.items)
        if names_acts and _OF & set(sheet.parse.norms(item.last, item.last + 1)):
            _set_aside(sheet, item, end, _things(sheet, item.last + 1, end))
        elif _is_of_all(sheet, item):
            _set_aside(sheet, item, end, (), but=_things(sheet, _after_but(sheet, item.last, end), end))


def _after_but(sheet: Sheet, first: int, last: int) -> int:
    """« tout est hors nomenclature sauf la couronne »: where what is left out of it is named; the end for nothing."""
    ends = (tag.last for tag in sheet.parse.tagged("except") if first <= tag.first < last)
    return next(ends, last)


def _set_aside(sheet: Sheet, item: Item, end: int, things: tuple[str, ...], but: tuple[str, ...] = ()) -> None:
    sheet.covers.append((item, things, but))
    for one in sheet.items:
        if item.first <= one.first < end and one.kind in ("covered", "act"):
            sheet.place(one)


def _end_of_the_sentence(sheet: Sheet, at: int) -> int:
    while at < len(sheet.parse.tokens) and sheet.parse.tokens[at].norm not in CUTS - {",", "+"}:
        at += 1
    return at


def _is_of_all(sheet: Sheet, item: Item) -> bool:
    """« le tout non remboursé », after a full stop or a comma."""
    before = list(sheet.parse.norms(max(0, item.first - _NEAR), item.first))
    while before and set(before) & CUTS:
        before.pop(0)
    return bool(_ALL & set(before))


def _things(sheet: Sheet, first: int, last: int) -> tuple[str, ...]:
    """Return what is named, each by its first word: « les implants et les piliers » are two things."""
    heads: list[str] = []
    begins = True
    for norm in sheet.parse.norms(first, last):
        if norm in _JOINS:
            begins = True
        elif norm not in _ARTICLES and begins and len(norm) >= _SHORTEST:
            heads.append(_singular(norm))
            begins = False
    return tuple(heads)


def place_covers(sheet: Sheet) -> None:
    """Say of each line that was meant whether the Assurance Maladie pays it."""
    for item, things, but in sheet.covers:
        for number in range(1, len(sheet.draft.lines) + 1):
            head = _head_said(sheet, number)
            named = head not in but and (not things or head in things)
            if named and sheet.draft.get("line.covered", number) != item.value:
                sheet.do(Give("line.covered", number, item.value, item.said))


def _head_said(sheet: Sheet, line: int) -> str | None:
    """Return the first word by which a line was named, its own or that of the line that it repeats."""
    for move in sheet.moves:
        named = isinstance(move, ChooseAct) or (isinstance(move, Give) and move.field in ("line.act", "line.label"))
        if isinstance(move, ChooseAct | Give) and named and move.line == line:
            words = [word for word in words_of(move.understood or "") if len(word) >= _SHORTEST]
            return _singular(words[0]) if words else None
    like = sheet.likes.get(line)
    return _head_said(sheet, like) if like is not None else None


def _singular(word: str) -> str:
    return word.removesuffix("s")
