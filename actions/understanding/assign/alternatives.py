"""What a message tells beside the quote: another possibility, or something that the member refused.

« couronne céramique 590 €, ou bien l'alternative 100 % santé à 290 € » tells one line, not two, and « on m'a proposé un
inlay-core à 150 € mais j'ai refusé » none. Such a thing is said back and takes no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from actions.reading import Kind
from actions.understanding.assign.lines import line_of
from actions.understanding.assign.sheet import Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import PRICES, Item
from actions.understanding.moves import ChooseAct, NotPlaced
from quote_draft import act_value

_ENDS = frozenset({".", ";", "\n", "!", "?"})
_PARTS = _ENDS | {",", "mais"}
_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des", "de", "d", "ce", "cette", "son", "sa"})


def set_prices_of_alternatives_aside(sheet: Sheet) -> None:
    """« l'alternative est à 290, mais je prends la couronne à 560 »: a price of another possibility is no line's."""
    for tag in sheet.parse.tagged("alternative"):
        following = [item for item in sheet.items if item.first >= tag.last and not sheet.is_placed(item)]
        first = following[0] if following else None
        if first is None or first.kind != "amount" or set(sheet.parse.norms(tag.last, first.first)) & _PARTS:
            continue
        if any(item.kind == "act" and item.last > tag.first for item in sheet.items if item.first <= tag.first):
            continue
        sheet.place(first)
        sheet.moves.append(NotPlaced(first.said or "", "other", None, "alternative"))


def ask_which_act(sheet: Sheet, clauses: Sequence[Clause]) -> list[Clause]:
    """« NFKA007 ou NFKA008, 1500 € »: acts with nothing but « ou » between are one line, and which it is is asked."""
    kept = list(clauses)
    for pair in pairwise(clauses):
        acts = [clause.items[0] for clause in pair if clause.items[0].kind == "act"]
        if len(acts) < len(pair) or len(pair[0].items) > 1 or sheet.parse.norms(acts[0].last, acts[1].first) != ("ou",):
            continue
        candidates = [one for act in acts for one in _meant_by(sheet, act)]
        line = line_of(sheet, pair[0])
        if line and len(candidates) > 1:
            for act in acts:
                sheet.place(act)
            sheet.to_choose.add(line)
            sheet.moves.append(ChooseAct(line, tuple(candidates[:_MOST_OFFERED])))
            rest = Clause(pair[1].items[1:])
            kept = [rest if clause is pair[1] else clause for clause in kept if clause is not pair[0]]
            kept = [clause for clause in kept if clause.items]
    return kept


_MOST_OFFERED = 6


def _meant_by(sheet: Sheet, act: Item) -> list[Mapping[str, str]]:
    if act.name is not None:
        return list(act.name.candidates[:1])
    known = act_value(str(act.value), sheet.situation.day_of_care)
    return [{"code": known["code"], "label": known["label"]}] if known else []


def without_what_is_set_aside(sheet: Sheet, clauses: Sequence[Clause]) -> list[Clause]:
    """Say back the clauses that tell another possibility or a thing refused, and return the others."""
    aside = dict(_set_aside(sheet, clauses))
    for at, why in aside.items():
        clause = clauses[at]
        first, last = sheet.parse.tokens[clause.items[0].first], sheet.parse.tokens[clause.items[-1].last - 1]
        sheet.moves.append(NotPlaced(sheet.parse.text[first.start : last.end], "other", None, why))
        for item in clause.items:
            sheet.place(item)
    return [clause for at, clause in enumerate(clauses) if at not in aside]


def _set_aside(sheet: Sheet, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    things = [at for at, clause in enumerate(clauses) if clause.one("act") is not None]
    for at in things:
        if _is_refused(sheet, clauses, at):
            yield at, "refused"
        elif len(things) > 1 and _is_another_possibility(sheet, clauses, at):
            yield at, "alternative"


def _is_another_possibility(sheet: Sheet, clauses: Sequence[Clause], at: int) -> bool:
    """« … 590 €, sinon céramo-métallique 450 € »: « ou » parts two things that are both priced, other words any two."""
    first = clauses[at].items[0].first
    before = clauses[at - 1].items[-1].last if at else 0
    said = {tag.name for tag in sheet.parse.tagged("or", "alternative") if before <= tag.first and tag.last <= first}
    within = sheet.parse.tagged("alternative")
    act = clauses[at].one("act")
    if act is not None and any(act.first <= tag.first < tag.last <= act.last for tag in within):
        said.add("alternative")
    if not _is_priced(clauses[at]):
        return False
    return "alternative" in said or ("or" in said and at > 0 and _is_priced(clauses[at - 1]))


def _is_priced(clause: Clause) -> bool:
    return any(item.label in PRICES for item in clause.of("amount"))


def _is_refused(sheet: Sheet, clauses: Sequence[Clause], at: int) -> bool:
    """« j'ai refusé l'inlay-core », « un inlay-core à 150 €, mais j'ai refusé »: the thing right beside the words."""
    clause = clauses[at]
    first, last = clause.items[0].first, clause.items[-1].last
    choices = sheet.parse.of(Kind.CHOICE)  # « accord préalable refusé »
    for tag in sheet.parse.tagged("refused"):
        if any(one.first <= tag.first < one.last for one in choices):
            continue
        names_what = tag.last <= first and set(sheet.parse.norms(tag.last, first)) <= _ARTICLES
        after = tag.first >= last and not set(sheet.parse.norms(last, tag.first)) & _ENDS
        next_first = clauses[at + 1].items[0].first if at + 1 < len(clauses) else len(sheet.parse.tokens)
        names_another = set(sheet.parse.norms(tag.last, next_first)) <= _ARTICLES and at + 1 < len(clauses)
        if names_what or (after and tag.first < next_first and not names_another):
            return True
    return False
