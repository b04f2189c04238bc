"""Several lines in one sentence, and the line that words mean."""

from __future__ import annotations

import re
from itertools import pairwise

from actions import words
from actions.answers import all_values, is_known_code, read_act, read_answer
from actions.moves import Given, Move
from actions.reading import read_act_codes, read_amounts, read_choice
from actions.situation import Situation
from actions.terms import plain
from quote_draft import LINE_FIELDS, Draft
from quote_draft.fields import euros

LAST = -1
_SURGEON = re.compile(r"chirurg|operateur|praticien|ophtalmo|orthoped")
_ANAESTHETIST = re.compile(r"anesth")


def read_several_acts(text: str, situation: Situation) -> list[Move]:
    """« HBLD038 dent 26 à 298,70 et HBLD090 à 175 »: a line an act, each with what stands beside its code."""
    codes = read_act_codes(text, lambda code: is_known_code(code, situation))
    if len(codes) < 2:
        return []
    starts = [code.span[0] for code in codes] + [len(text)]
    moves: list[Move] = []
    free = situation.asking is not None and situation.asking.field == "line.act"
    for number, (start, end) in enumerate(pairwise(starts)):
        values = [one for one in all_values(text[start:end], situation) if one.field in LINE_FIELDS]
        if number or not free:
            moves.append(Move("add_line"))
        moves += [Move("give", given=one) for one in sorted(values, key=lambda one: one.field != "line.act")]
    return moves


def read_fees_of_both(text: str, situation: Situation) -> list[Move]:
    """« 1200 € pour le chirurgien et 400 pour l'anesthésiste »: two lines of one act."""
    asking, draft = situation.asking, situation.draft
    if asking is None or not asking.line or asking.field not in ("line.activity", "line.fee", "line.act"):
        return []
    said = plain(text)
    surgeon, anaesthetist = _SURGEON.search(said), _ANAESTHETIST.search(said)
    amounts = [one for one in read_amounts(text) if one.value is not None]
    if not surgeon or not anaesthetist or len(amounts) != 2:
        return []
    act = read_answer("line.act", text, situation, asking.line) if asking.field == "line.act" else None
    if act and act.value is None:
        return []
    if not act:
        facts = draft.act_of(asking.line) if asking.line <= len(draft.lines) else None
        if facts is None or not facts.has_anaesthesia:
            return []
    first, second = (1, 4) if surgeon.start() < anaesthetist.start() else (4, 1)
    moves = [Move("give", given=act)] if act else []
    for order, (activity, amount) in enumerate(zip((first, second), amounts, strict=True)):
        if order:
            moves.append(Move("add_same_act", line=asking.line))
        line = asking.line if not order else None
        moves.append(Move("give", given=Given("line.activity", activity, amount.understood, line=line)))
        fee = Given(
            "line.fee", euros(int(amount.value or 0)), amount.understood, line=line, approximate=amount.approximate
        )
        moves.append(Move("give", given=fee))
    return moves


def line_of_words(text: str, named: int | None, draft: Draft) -> int | None:
    """Return the line that a member means: by its number, its practitioner, its tooth, its act; None when in doubt."""
    count = len(draft.lines)
    if named is not None:
        return count if named == LAST else named if 1 <= named <= count else None
    if count <= 1:
        return count or None
    said = plain(text)
    if re.search(r"derni", said):
        return count
    activity = read_choice(text, "activity")
    lines = list(enumerate(draft.lines, start=1))
    for meant in (
        [n for n, line in lines if activity and line.activity == activity.value],
        [n for n, line in lines if line.tooth and re.search(rf"(?<!\d){line.tooth}(?!\d)", said)],
        [n for n, line in lines if line.code and line.code.lower() in said.replace(" ", "")],
        [n for n, line in lines if line.label and set(_words(line.label)) & set(_words(said))],
    ):
        if len(meant) == 1:
            return meant[0]
    return None


def _words(text: str) -> list[str]:
    return [
        word for word in re.findall(r"[a-z]{5,}", plain(text)) if word not in ("ligne", "supprime", "enleve", "retire")
    ]


def of_new_line(text: str, situation: Situation, drop: tuple[str, ...] = ()) -> list[Move]:
    """Return what a message says of a line to add, the act first; `drop` names what is known already."""
    values = [one for one in all_values(text, situation) if one.field in LINE_FIELDS and one.field not in drop]
    if "line.act" not in drop and not any(one.field == "line.act" for one in values):
        telling = words.ADDING.sub(" ", text)
        act = read_act(telling, situation, only_clear=not words.LONG_WORD.search(telling))
        values += [act] if act else []
    teeth = [line.tooth for line in situation.draft.lines if isinstance(line.tooth, int)]
    if words.SAME_TOOTH.search(text) and teeth and not any(one.field == "line.tooth" for one in values):
        values.append(Given("line.tooth", teeth[-1], text.strip()))
    return [Move("give", given=one) for one in sorted(values, key=lambda one: one.field != "line.act")]
