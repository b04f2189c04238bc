"""How often a turn asks the database and Redis: each call has its reason, and none comes back unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from redis.connection import AbstractConnection
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from auth_gateway.conversations.models import Conversation, DraftEvent, Message, Turn
from auth_gateway.platform.db import insert_rows, new_id
from tests.support.statements import noted_statements
from tests.support.talks import Talks

# Who calls and what they may do: account with person, dependants, represented, accepted, in force. The record: the
# conversation, the latest turn, the log, this message. Written: the conversation (locked, changed), turn, events,
# messages. And the beginning of what writes, as what only reads begins by the driver.
STATEMENTS = 5 + 4 + 5 + 1
# The session, a place; a member who acted; the lock, typing; what changed, the lock left, the place left.
CALLS_OF_REDIS = 8


def test_a_turn_asks_the_database_and_redis_no_more_often_than_is_told(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    talker = talks.member()
    talker.say("un")
    calls: list[Any] = []
    send: Callable[..., None] = AbstractConnection.send_packed_command

    def noted(connection: AbstractConnection, command: Any, check_health: bool = True) -> None:  # noqa: FBT001, FBT002  redis-py's signature
        calls.append(command)
        send(connection, command, check_health)

    monkeypatch.setattr(AbstractConnection, "send_packed_command", noted)
    with noted_statements() as statements:
        talker.say("deux")

    assert statements
    assert len(statements) <= STATEMENTS, "\n".join(statements)
    assert 0 < len(calls) <= CALLS_OF_REDIS


def test_rows_are_inserted_in_the_order_given_and_as_they_are(each_talks: Talks) -> None:
    talker = each_talks.member()
    now = each_talks.gateway.clock.now()
    turn = Turn(
        id=new_id(), conversation_id=talker.id, number=90, client_message_id="ninety", body_hash="h",
        answer_sealed=b"a", offered_sealed=b"o", signals="", asked=None, created_at=now,
    )  # fmt: skip
    events = [
        DraftEvent(id=new_id(), conversation_id=talker.id, turn_id=turn.id, position=each, event_sealed=b"e")
        for each in range(2)
    ]

    with each_talks.gateway.services.db.session() as db:
        insert_rows(db, turn, *events)
    with each_talks.gateway.services.db.read() as db:
        kept = db.get_one(Turn, turn.id)
        positions = [db.get_one(DraftEvent, each.id).position for each in events]

    assert (kept.client_message_id, kept.answer_sealed, kept.asked, kept.created_at) == ("ninety", b"a", None, now)
    assert positions == [0, 1]


def test_what_only_reads_cannot_write_whatever_was_done_before_on_its_connection(talks: Talks) -> None:
    """A connection that wrote is used again to read, and the other way round."""
    talker, db = talks.member(), talks.gateway.services.db
    for _ in range(3):
        with db.session() as session:
            session.get_one(Conversation, talker.id).last_activity_at = talks.gateway.clock.now()
        with db.read() as session, pytest.raises(OperationalError, match="readonly"):
            session.execute(delete(Message))
