"""A conversation as an advisor reads it: messages in order, the signals in it, and the routine told apart."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.conversations.models import Conversation, Message, Sender, Turn
from auth_gateway.conversations.signals import SIGNALS, signals
from auth_gateway.conversations.views import message_view
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.sealing import unseal_json

Json = dict[str, Any]

ROUTINE = frozenset({"answer", "smalltalk", "dont_know", "summary"})
"""Ways of taking a turn that call for no reading: the answer to what was asked, and politeness."""


def transcript(db: Session, cipher: Cipher, conversation: Conversation) -> list[Json]:
    """Return every message with its buttons, `signals`, `changes` of its turn and whether it is `routine`."""
    rows = list(db.scalars(select(Message).where(Message.conversation_id == conversation.id).order_by(Message.seq)))
    turns = {turn.id: turn for turn in db.scalars(select(Turn).where(Turn.conversation_id == conversation.id))}
    answers = {key: unseal_json(cipher, turn.answer_sealed, f"turns.answer:{turn.id}") for key, turn in turns.items()}
    first: dict[str | None, Message] = {}
    last: dict[str | None, int] = {}
    for row in rows:
        first.setdefault(row.turn_id, row)
        last[row.turn_id] = row.seq
    messages = []
    for row in rows:
        answer = answers.get(row.turn_id or "")
        said = first[row.turn_id].sender is Sender.MEMBER  # not an opening, nor a change made in the panel
        messages.append(
            {
                **message_view(cipher, row, live_turn=row.turn_id),
                "at": row.created_at,
                "signals": signals(answer, said=said) if answer and first[row.turn_id] is row else [],
                "changes": answer["understood"]["changes"] if answer and last[row.turn_id] == row.seq else [],
                "kinds": answer["understood"]["kinds"] if answer else [],
                "routine": answer is not None and _is_routine(answer, said=said),
            }
        )
    return messages


def changes(messages: list[Json]) -> list[Json]:
    """Return what each turn did to the draft, before → after, with the number of its last message."""
    return [
        {"seq": each["seq"], "at": each["at"], "kinds": each["kinds"], "changes": each["changes"]}
        for each in messages
        if each["changes"]
    ]


def strip(messages: list[Json]) -> dict[str, list[int]]:
    """Return each signal that there is with the numbers of the messages that it leads to."""
    found = {name: [each["seq"] for each in messages if name in each["signals"]] for name in SIGNALS}
    return {name: numbers for name, numbers in found.items() if numbers}


def _is_routine(answer: Json, *, said: bool) -> bool:
    plain = set(answer["understood"]["kinds"]) <= ROUTINE or not said
    return plain and not signals(answer, said=said) and answer["estimate"] is None
