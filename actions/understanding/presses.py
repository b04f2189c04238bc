"""What pressing a button means: the same moves as the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.situation import Situation
from actions.understanding.answers import not_known
from actions.understanding.moves import DeleteLine, Do, Give, Move, ShareFee, WhatIf
from actions.understanding.surgeons import surgeon_without_anaesthetist
from actions.understanding.topics import load_topics
from quote_draft import act_value, check_value

PLAIN = ("why", "undo", "handover", "support", "restart", "stop", "summary", "add_line", "document", "keep")


def moves_of_button(payload: Mapping[str, Any], situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a case
    """Return the moves of a payload of the turn protocol, an empty list for one that means nothing here."""
    intent, field, line = payload["intent"], payload.get("field"), payload.get("line")
    match intent:
        case "answer":
            return _answer(str(field), line, payload["value"], situation)
        case "change" | "what_if":
            changes = _changes(payload, situation)
            return changes if intent == "change" else [WhatIf(tuple(changes))]
        case "correct":
            return [Do("ask_again", field, line)] if field else [Do("no")]
        case "delete_line":
            return [DeleteLine(line)]
        case "dont_know":
            return not_known(situation)
        case "confirm" | "deny" if situation.options.get("restart"):
            return [Do("restart_now" if intent == "confirm" else "restart_not")]
        case "confirm" | "deny":
            return [Do("yes" if intent == "confirm" else "no")]
        case "question" if payload.get("topic") in load_topics():
            return [Do("question", topic=payload["topic"])]
        case _ if intent in PLAIN:
            return [Do(intent)]
        case _:
            return []


def _changes(payload: Mapping[str, Any], situation: Situation) -> list[Move]:
    """Return values to put right, then the lines to take out, the last first: all are numbered as they are now."""
    given = [_give(one["field"], one["line"], one["value"], situation) for one in payload.get("changes", ())]
    return [*given, *(DeleteLine(line) for line in sorted(payload.get("without", ()), reverse=True))]


def _answer(field: str, line: int | None, value: Any, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a case
    match field:
        case "more_lines" if value == "anaesthetist":
            surgeon = surgeon_without_anaesthetist(situation.draft)
            return [Do("add_anaesthetist", line=surgeon)] if surgeon else []
        case "more_lines":
            return [Do("add_line" if value else "finish")]
        case "choose_act" if value == "none":
            return [Do("none_of_these", line=line)]
        case "line.fee" if value in ("per_tooth", "all_teeth"):
            options = situation.options
            about = bool(options.get("approximate"))
            return [ShareFee(tuple(options["lines"]), options["amount"], str(value), options.get("understood"), about)]
        case "stay.private_room" if isinstance(value, bool):
            return [_give(field, None, {"wanted": value}, situation)]
        case "stay.private_room" if isinstance(value, str):
            return [_give(field, None, {"price": value}, situation)]
        case _:
            return [_give("line.act" if field == "choose_act" else field, line, value, situation)]


def _give(field: str, line: int | None, value: Any, situation: Situation) -> Give:
    if field == "line.act" and isinstance(value, str):
        act = act_value(value, situation.day_of_care)
        if act is None:
            raise KeyError(value)
        value = act
    check_value(field, value)
    return Give(field, line, value)
