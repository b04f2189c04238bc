"""Waking up whoever watches a conversation, through Redis: a hint only, the messages are read from the database."""

import contextlib
import json
from collections.abc import Iterable

from redis import Redis
from redis.exceptions import RedisError

from auth_gateway.conversations.models import Conversation


def channel(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def changed(redis: Redis, conversation_id: str, seq: int) -> None:
    """Tell watchers that there are messages up to `seq`."""
    _publish(redis, conversation_id, {"seq": seq})


def all_changed(redis: Redis, conversations: Iterable[Conversation]) -> None:
    for each in conversations:
        changed(redis, each.id, each.last_seq)


def typing(redis: Redis, conversation_id: str) -> None:
    """Tell watchers that the assistant is at work."""
    _publish(redis, conversation_id, {"typing": True})


def _publish(redis: Redis, conversation_id: str, event: dict[str, object]) -> None:
    with contextlib.suppress(RedisError):  # what was written stays written: watchers catch up at their next heartbeat
        redis.publish(channel(conversation_id), json.dumps(event))
