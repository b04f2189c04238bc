"""How stored messages and drafts are shown: first names back in their place, buttons by id only."""

from collections.abc import Mapping
from typing import Any

from auth_gateway.conversations.models import Message
from auth_gateway.platform.clock import instant
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.sealing import unseal_json

Json = dict[str, Any]


def message_view(cipher: Cipher, message: Message, *, live_turn: str | None) -> Json:
    """Show a message; its buttons only while its turn is the latest, since they work no longer after it."""
    body = unseal_json(cipher, message.body_sealed, f"messages.body:{message.id}")
    live = message.turn_id is not None and message.turn_id == live_turn
    return {
        "id": message.id,
        "seq": message.seq,
        "from": message.sender.value,
        "text": body["text"],
        "buttons": body["buttons"] if live else [],
        "card": body["card"],
        "at": instant(message.created_at),
    }


def asking_view(asked: Mapping[str, Any] | None) -> Json | None:
    """Show which question is pending; how often it was missed and its options stay with the gateway.

    What was only supposed waits for a word that keeps it, and asks nothing.
    """
    asks = asked is not None and asked["field"] != "supposed"
    return {"field": asked["field"], "line": asked.get("line")} if asked and asks else None
