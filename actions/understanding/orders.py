"""Orders that name a line: which line it is, what goes with it."""

from __future__ import annotations

from actions.reading import Kind, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.assign import Sheet, Told, line_fitting
from actions.understanding.clauses import clauses_of
from actions.understanding.moves import DeleteLine, Do, Give, Move
from quote_draft import LINE_FIELDS


def line_named(parse: Parse, situation: Situation, names: list[ActName] | None = None) -> int | None:
    """Return the line that a sentence names, by its rank, practitioner, tooth or act; None when it names none."""
    sheet = Sheet(parse, names or [], situation, Told())
    for clause in clauses_of(sheet.items):
        if clause.is_anchored:
            return line_fitting(sheet, clause)
    return None


def swapped(parse: Parse, situation: Situation) -> list[Move]:
    """« inverse les deux montants »: of two lines, each takes the other's."""
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD)]
    field = fields[0] if fields and fields[0] in LINE_FIELDS else "line.fee"
    held = [situation.draft.given(field, number) for number in (1, 2)]
    if len(situation.draft.lines) != 2 or None in held:
        return [Do("correct_what")]
    return [Give(field, number, value, corrects=True) for number, value in zip((2, 1), held, strict=True)]


def _ranks(parse: Parse, count: int) -> list[int]:
    """« les lignes 1 et 2 »: the ranks named, and the bare numbers listed after them."""
    ranks = parse.of(Kind.RANK)
    if not ranks:
        return []
    numbers = [mention for mention in parse.of(Kind.NUMBER) if mention.first > ranks[0].first]
    said = [int(mention.value) for mention in (*ranks, *numbers) if isinstance(mention.value, int)]
    return [number for number in dict.fromkeys(said) if 1 <= number <= count]


def _is_denied(parse: Parse) -> bool:
    """« ne supprimez pas l'anesthésiste »."""
    orders, denials = parse.tagged("delete"), parse.tagged("denial")
    return any(0 <= denial.first - order.last <= 1 for order in orders for denial in denials)


def deleted(parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:
    """« supprime la ligne 2 », « enlève l'anesthésiste », « enlève la chambre »."""
    if _is_denied(parse):
        return [Do("keep")]
    lines = _ranks(parse, len(situation.draft.lines))
    if len(lines) > 1:
        return [DeleteLine(number) for number in lines]
    line = line_named(parse, situation, names)
    if line is not None:
        return [DeleteLine(line)]
    said = {str(mention.value) for mention in parse.of(Kind.FIELD, Kind.LABEL)}
    said |= {str(mention.value[0]) for mention in parse.of(Kind.CHOICE)}
    if said & {"stay.private_room", "room"}:
        return [Give("stay.private_room", None, {"wanted": False}, corrects=True)]
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD) if str(mention.value) not in LINE_FIELDS]
    if fields:
        return [Do("ask_again", fields[0])]
    count = len(situation.draft.lines)
    return [DeleteLine(1 if count == 1 else None)]
