"""What a member only supposes: « et si le chirurgien était OPTAM ? », « sans la 36 ? », « 10 % moins cher ? ».

A supposition writes nothing; what was supposed last can be kept, in the message after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Mention, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.answers import said_in
from actions.understanding.assign import Told, assign, names_a_charge
from actions.understanding.moves import DeleteLine, Do, Give, Move, NotPlaced, WhatIf
from actions.understanding.orders import deleted, kept_only, line_named, names_on_the_quote
from actions.understanding.part import ENDS, FIGURES, VALUES, Act, Part
from actions.understanding.presses import moves_of_button
from quote_draft import cents, euros

WHOLE = 10_000
"""A whole, in hundredths of a percent."""


_NO_ROOM = ("stay.private_room", False)


def heard_as_supposition(part: Part, parse: Parse, situation: Situation) -> Part:
    """« sans anesthésiste », « même chirurgien, secteur 2 », « à 1100 ? » of an estimated quote change nothing yet."""
    if not situation.draft.confirmed or situation.asked is not None or part.act not in (Act.TELLING, Act.ASKING):
        return part
    mine = part.of(parse)
    opens = [norm for norm in parse.norms(part.first, part.last) if norm not in {"et", "donc", ","}][:1]
    lone = mine.of(*VALUES)
    supposes = (
        (opens == ["sans"] and bool(_lines_out(mine, [], situation) or _without_the_room(mine)))
        or (opens == ["meme"] and bool(lone) and not _likens(mine, part))
        or (opens in (["a"], ["pour"]) and _asks_of_one_amount(mine, part))
    )
    return replace(part, act=Act.SUPPOSING, order=None) if supposes else part


def _likens(mine: Parse, part: Part) -> bool:
    """« même prix que le chirurgien » copies what another line holds."""
    return bool({"que", "comme"} & set(mine.norms(part.first, part.last)))


def _asks_of_one_amount(mine: Parse, part: Part) -> bool:
    amounts = mine.of(Kind.MONEY, Kind.NUMBER)
    asks = "?" in mine.norms(part.first, len(mine.tokens))[: part.last - part.first + 1]
    return len(amounts) == 1 == len(mine.of(*FIGURES)) and asks


def supposed_changes(mine: Parse, names: Sequence[ActName], situation: Situation) -> WhatIf:
    """Return what would change; one of `among` where the line was not said.

    It is of the lines that are described: the act that is asked for is not told by a supposition.
    """
    if situation.asked == "line.act":
        situation = replace(situation, asking=None)
    changes = _lines_out(mine, names, situation) or _without_the_room(mine)
    if changes:
        return WhatIf(tuple(changes))
    if among := _fees_moved(mine, situation):
        return among
    told = [_as_told_before(move, situation) for move in assign(mine, list(names), situation, Told(corrects=True))]
    changes = [move for move in told if not isinstance(move, NotPlaced | Do)]
    return WhatIf(tuple(changes)) if changes else _fee_of_some_line(mine, situation)


def _as_told_before(move: Move, situation: Situation) -> Move:
    """What is noted already changes nothing, which is said as such."""
    if isinstance(move, Do) and move.kind == "already" and move.field is not None:
        return Give(move.field, move.line, situation.draft.given(move.field, move.line))
    return move


def _lines_out(mine: Parse, names: Sequence[ActName], situation: Situation) -> list[Move]:
    """« si je ne fais que la 26 », « et sans l'anesthésiste ? », « si on enlève la 36 ? »: the lines that would go."""
    if mine.has("keep_only"):
        return kept_only(mine, situation)
    if not mine.has("delete"):
        if not _says_without(mine):
            return []
        mine = _naming_what_goes(mine)
    of_the_quote = names_on_the_quote(mine, situation)
    if not (line_named(mine, situation, of_the_quote) or names_a_charge(mine)):
        return []
    moves = deleted(mine, of_the_quote or list(names), situation)
    clear = all(isinstance(move, Give) or (isinstance(move, DeleteLine) and move.line) for move in moves)
    return moves if clear else []


def _says_without(mine: Parse) -> bool:
    told = [mention.first for mention in mine.mentions] + [tag.first for tag in mine.tags]
    return bool(told) and "sans" in mine.norms(max(0, min(told) - 1), min(told) + 2)


def _naming_what_goes(mine: Parse) -> Parse:
    """« sans anesthésiste » names somebody as much as « supprime l'anesthésiste » does."""
    tokens = (replace(token, norm=".") if token.norm == "sans" else token for token in mine.tokens)
    return replace(mine, tokens=tuple(tokens))


def _without_the_room(mine: Parse) -> list[Move]:
    """« et sans la chambre ? »."""
    rooms = [one for one in mine.of(Kind.FIELD, Kind.CHOICE) if one.value in ("stay.private_room", _NO_ROOM)]
    without = rooms and "sans" in mine.norms(max(0, rooms[0].first - 3), rooms[0].first + 1)
    return [Give("stay.private_room", None, {"wanted": False}, corrects=True)] if without else []


def _fees_moved(mine: Parse, situation: Situation) -> WhatIf | None:
    """« 10 % moins cher » moves every fee, or that of the line named; « 50 € de moins » moves one."""
    shares, amounts = mine.of(Kind.PERCENT), mine.of(Kind.MONEY)
    if len(shares) + len(amounts) != 1:
        return None
    step = (*shares, *amounts)[0]
    sign = step.relative or (-1 if mine.has("label.discount") else 0)
    named = line_named(mine, situation, names_on_the_quote(mine, situation))
    fees = _fees(situation)
    moved = tuple(
        Give("line.fee", line, euros(fee), corrects=True)
        for line in ([named] if named in fees else fees)
        if (fee := fees[line] + sign * _share_of(fees[line], step)) >= 0
    )
    if not sign or not moved or not isinstance(step.value, int):
        return None
    return WhatIf(moved) if shares or len(moved) == 1 else WhatIf((), among=moved)


def _share_of(fee: int, step: Mention) -> int:
    return (fee * step.value + WHOLE // 2) // WHOLE if step.kind == Kind.PERCENT else int(step.value)


def _fee_of_some_line(mine: Parse, situation: Situation) -> WhatIf:
    """« et à 1100 ? » is of the line that was supposed last, else one of several."""
    amounts = mine.of(Kind.MONEY, *((Kind.NUMBER,) if situation.draft.confirmed else ()))
    if len(amounts) != 1 or len(mine.of(*FIGURES)) != 1 or not isinstance(amounts[0].value, int):
        return WhatIf(())
    fee = euros(amounts[0].value * (1 if amounts[0].kind == Kind.MONEY else 100))
    last = [one["line"] for one in situation.supposed.get("changes", ()) if one["field"] == "line.fee"]
    lines = last if len(last) == 1 else list(_fees(situation))
    gives = tuple(Give("line.fee", line, fee, corrects=True) for line in lines)
    return WhatIf(gives) if len(gives) == 1 else WhatIf((), among=gives)


def _fees(situation: Situation) -> dict[int, int]:
    """Return the fee of each line that has one, in cents."""
    return {number: cents(line.fee) for number, line in enumerate(situation.draft.lines, start=1) if line.fee}


def kept_or_left(parse: Parse, situation: Situation) -> list[Move]:
    """« garde ce changement », « non, laisse comme avant », said of what was supposed just before."""
    if not situation.supposed or parse.of(*VALUES) or parse.has("interrogative", "question"):
        return []
    nothing_asked, said = situation.asked is None, said_in(parse)
    refuses = parse.has("denial") or said[:1] == ["no"] or (parse.has("undo") and not parse.has("order.keep_change"))
    if refuses and (nothing_asked or parse.has("order.keep_change", "undo")):
        return [Do("keep")]
    words = [norm for norm in parse.norms() if norm not in ENDS and norm != ","]
    if parse.has("order.keep_change") or (nothing_asked and words == ["oui"]):
        return moves_of_button({"intent": "change", **situation.supposed}, situation)
    return []
