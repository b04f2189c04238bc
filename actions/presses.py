"""What pressing a button means: the same moves as the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.moves import Given, Move
from actions.questions import surgeon_without_anaesthetist
from actions.situation import Situation
from quote_draft import check_value
from quote_engine import Act, find_act

PLAIN = ("dont_know", "why", "undo", "handover", "support", "restart", "stop", "summary", "add_line", "document")


def moves_of_button(payload: Mapping[str, Any], situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a case
    """Return the moves of a payload of the turn protocol, an empty list for one that means nothing here."""
    intent, field, line = payload["intent"], payload.get("field"), payload.get("line")
    match intent:
        case "answer":
            return _answer(str(field), line, payload["value"], situation)
        case "correct":
            return [Move("ask_again", field=field, line=line)] if field else [Move("correct_what")]
        case "delete_line":
            return [Move("delete_line", line=line)]
        case "confirm" | "deny" if situation.options.get("restart"):
            return [Move("restart_now" if intent == "confirm" else "restart_not")]
        case "confirm" | "deny":
            return [Move("yes" if intent == "confirm" else "no")]
        case _ if intent in PLAIN:
            return [Move(intent)]
        case _:
            return []


def _answer(field: str, line: int | None, value: Any, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a case
    match field:
        case "more_lines" if value == "anaesthetist":
            surgeon = surgeon_without_anaesthetist(situation.draft)
            return [Move("add_anaesthetist", line=surgeon)] if surgeon else []
        case "more_lines":
            return [Move("add_line" if value else "finish")]
        case "choose_act" if value == "none":
            return [Move("none_of_these", line=line)]
        case "choose_act" | "line.act":
            act = find_act(value, situation.day_of_care)
            if not isinstance(act, Act):
                return []
            return [_give("line.act", line, {"code": act.code, "label": act.label.replace("'", "’")})]
        case "line.fee" if value in ("per_tooth", "all_teeth"):
            return [Move("share_fee", field=str(value))]
        case "stay.private_room" if isinstance(value, bool):
            return [_give("stay.private_room.wanted", None, value)]
        case "stay.private_room":
            return [_give("stay.private_room.price", None, value)]
        case _:
            return [_give(field, line, value)]


def _give(field: str, line: int | None, value: Any) -> Move:
    check_value(field, value)
    return Move("give", given=Given(field, value, line=line))
