"""One turn's shapes: the gateway's request in, Rasa's messages out (the turn protocol)."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

MAX_TEXT_LENGTH = 20_000  # the gateway's limit is 2,000, before ids took the place of first names
OUTCOME = ("events", "asking", "understood", "estimate")


class BadTurnError(Exception):
    """A signed request that is not a turn."""


class IncompleteTurnError(Exception):
    """The actions did not answer the turn whole; nothing of it may be used."""


@dataclass(frozen=True)
class Turn:
    """A request of the gateway: its id, the member's message and the record that it belongs to, as they came."""

    id: str
    message: Dict[str, Any]
    record: Dict[str, Any]

    @classmethod
    def parse(cls, body: bytes) -> "Turn":
        try:
            data = json.loads(body)
            turn = cls(id=data["turn"], message=data["message"], record=data["record"])
        except (ValueError, KeyError, TypeError) as error:
            message = "not a turn"
            raise BadTurnError(message) from error
        kinds = [
            kind for kind in ("text", "button", "open", "edit", "undo", "paper", "take_paper") if kind in turn.message
        ]
        text = turn.message.get("text", "")
        if (
            not isinstance(turn.id, str)
            or not isinstance(turn.record, dict)
            or len(kinds) != 1
            or not isinstance(text, str)
            or len(text) > MAX_TEXT_LENGTH
        ):
            message = "not a turn"
            raise BadTurnError(message)
        return turn

    @property
    def log_id(self) -> str:
        """Return the id as the logs may show it: a member's client chose it, so it may hold anything."""
        return f"sha256:{hashlib.sha256(self.id.encode()).hexdigest()[:16]}"

    @property
    def text(self) -> Optional[str]:
        """What the member typed; None for a button, an opening, an edit, an undo or a paper."""
        text: Optional[str] = self.message.get("text")
        return text


def build_answer(turn_id: str, sent: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Return the answer of a turn from what Rasa sent, or raise IncompleteTurnError."""
    messages: List[Dict[str, Any]] = []
    outcomes: List[Dict[str, Any]] = []
    for message in sent:
        custom = message.get("custom") or {}
        outcomes += [custom["outcome"]] if "outcome" in custom else []
        if message.get("text") or custom.get("card"):
            messages.append(_message(message, custom.get("card")))
    if len(outcomes) != 1:
        description = f"{len(outcomes)} outcomes"
        raise IncompleteTurnError(description)
    outcome = outcomes[0]
    return {"turn": turn_id, "messages": messages, **{part: outcome[part] for part in OUTCOME}}


def _message(message: Dict[str, Any], card: Optional[Dict[str, Any]]) -> Dict[str, Any]:
    return {
        "response": message.get("utter_action"),
        "text": message.get("text") or "",
        "buttons": [
            {"title": button["title"], "payload": parse_payload(button["payload"])}
            for button in message.get("buttons") or []
        ],
        "card": card,
    }


def parse_payload(payload: Any) -> Dict[str, Any]:
    """Return a button's payload as an object.

    Actions send an object, or its JSON text. In the domain's YAML, where braces would be read as variables, it is
    written in words: `dont_know`, or `answer setting inpatient`.
    """
    if isinstance(payload, dict):
        return payload
    if payload.startswith("{"):
        parsed: Dict[str, Any] = json.loads(payload)
        return parsed
    intent, *rest = payload.split()
    if not rest:
        return {"intent": intent}
    field, value = rest
    return {"intent": intent, "field": field, "line": None, "value": value}
