"""What is said while a paper waits, as said of what was read of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.answers import said_in
from actions.understanding.moves import (
    AskBack,
    DeleteLine,
    Do,
    Give,
    Instead,
    Move,
    NewLine,
    NotPlaced,
    PutRight,
    ShareFee,
)
from actions.understanding.orders import line_named, names_on_the_quote
from quote_draft import Asking, parse_event

_OF_THE_QUOTE = ("care_date", "stay.nights", "stay.private_room")
"""What a paper says beside its lines."""
_POINTS = ("correct_line", "ask_again", "remember")
"""What asks back for a value of a line."""


def on_the_paper(situation: Situation) -> Situation | None:
    """Return where the turn would stand were the paper that waits taken; None when none waits, or none can be taken."""
    if situation.asked != "confirm_read" or not situation.paper.get("events") or situation.options.get("restart"):
        return None
    taken = situation.draft.after([parse_event(event) for event in situation.paper["events"]])
    asking = Asking.from_json(situation.options.get("put_right")) or Asking("confirm")
    return replace(situation, draft=taken, asking=asking, paper={})


def put_right(parse: Parse, moves: Sequence[Move], situation: Situation) -> list[Move]:
    """Return the moves that put right what was read, an empty list for a message that does not.

    `situation` is the one on the paper. A line that the paper does not have is the member's own to add.
    """
    beyond = len(situation.draft.lines)
    if alike := _of_lines_named_alike(parse, moves, situation):
        return alike
    if any(isinstance(one, NewLine) or (isinstance(one, Give) and (one.line or 0) > beyond) for one in moves):
        return []
    if not any(_is_of_it(one) for one in moves) and not _says_wrong(parse, moves):
        return []
    given = [one for one in moves if isinstance(one, Give) and one.line]
    pointed = situation.asked != "confirm" or situation.options.keys() & {"line", "field"}
    lines = [] if pointed or len(given) != 1 else _could_be(parse, given[0], situation)
    if len(lines) > 1:
        rest = tuple(one for one in moves if one is not given[0])
        return [PutRight(rest, tuple(replace(given[0], line=line) for line in lines))]
    return [PutRight(tuple(moves))]


def _of_lines_named_alike(parse: Parse, moves: Sequence[Move], situation: Situation) -> list[Move]:
    """« la couronne c'est 650 » of two crowns read: the act that seems new is theirs, and it is asked which."""
    if not any(isinstance(one, NewLine) for one in moves) or parse.of(Kind.TEETH, Kind.RANK):
        return []
    values = [one for one in moves if isinstance(one, Give) and one.field in ("line.fee", "line.base")]
    names = names_on_the_quote(parse, situation)
    lines = [
        at for at, line in enumerate(situation.draft.lines, start=1) if any(_names(one, line.code) for one in names)
    ]
    if len(values) != 1 or not lines or parse.has(*_ADDS):
        return []
    given = [replace(values[0], line=line, corrects=True) for line in lines]
    return [PutRight((), tuple(given))] if len(given) > 1 else [PutRight(tuple(given))]


_ADDS = ("one_more", "add", "other", "also")
"""Words of a line that is not on the paper."""


def _names(name: ActName, code: str | None) -> bool:
    return code in {one["code"] for one in name.candidates}


def _is_of_it(move: Move) -> bool:
    if isinstance(move, Give):
        return bool(move.line) or move.field in _OF_THE_QUOTE
    if isinstance(move, NotPlaced):
        return move.why != "story"
    return isinstance(move, DeleteLine | ShareFee | Instead | AskBack) or (
        isinstance(move, Do) and move.kind in _POINTS
    )


def _says_wrong(parse: Parse, moves: Sequence[Move]) -> bool:
    """« il y a une erreur » asks what; a bare « non » is the answer to the card."""
    return any(isinstance(one, Do) and one.kind == "correct_what" for one in moves) and "no" not in said_in(parse)


def _could_be(parse: Parse, move: Give, situation: Situation) -> list[int]:
    """Return the lines that the words of a value fit alike: all, where nothing names one."""
    draft = situation.draft
    held = [at for at in range(1, len(draft.lines) + 1) if draft.get(move.field, at) is not None]
    if move.line not in held or parse.of(Kind.RANK) or _tells_what_it_was(parse, move, situation):
        return []
    names = names_on_the_quote(parse, situation)
    named = line_named(parse, situation, names)
    if named is None:
        return held
    return [at for at in held if at == named or _fits_as_well(parse, named, at, situation)]


def _fits_as_well(parse: Parse, named: int, other: int, situation: Situation) -> bool:
    """Say whether the words would name the other line too, stood it where the one they name stands."""
    lines = list(situation.draft.lines)
    lines[named - 1], lines[other - 1] = lines[other - 1], lines[named - 1]
    swapped = replace(situation, draft=replace(situation.draft, lines=tuple(lines)))
    return line_named(parse, swapped, names_on_the_quote(parse, swapped)) == named


def _tells_what_it_was(parse: Parse, move: Give, situation: Situation) -> bool:
    """« 650 et pas 600 », « la 47, pas la 46 »: what it puts right is said, and one line alone has it."""
    draft = situation.draft
    said = {one.value * (1 if one.kind is Kind.MONEY else 100) for one in parse.of(Kind.MONEY, Kind.NUMBER)
            if isinstance(one.value, int)}  # fmt: skip
    teeth = {tooth for one in parse.of(Kind.TEETH) for tooth in one.value or ()}
    teeth |= {cents // 100 for cents in said}
    fitting = [at for at, line in enumerate(draft.lines, start=1)
               if line.tooth in teeth or (line.fee and round(float(line.fee) * 100) in said)]  # fmt: skip
    return fitting == [move.line]
