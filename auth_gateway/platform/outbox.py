"""E-mails to be sent, written in the same transaction as what they tell; the worker sends them.

The rows are the truth. A body is sealed, because it carries an address and maybe a code, and erased as soon as it has
been handed over or given up. `reference` names what the e-mail is about, so that the worker can tell the owner that it
has left.
"""

import datetime as dt
from dataclasses import astuple

import structlog
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Index, LargeBinary, String, event, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.platform.clock import Clock
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import Base, PrimaryId, new_id
from auth_gateway.platform.mail import Mail
from auth_gateway.platform.sealing import seal_json, unseal_json

NUDGES = "outbox:nudges"
log = structlog.get_logger()


class OutboxMessage(Base):
    __tablename__ = "outbox_messages"
    __table_args__ = (
        Index(
            "ix_outbox_messages_waiting",
            "next_try_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[PrimaryId]
    kind: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(64))
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # recipient, subject and text, until it has left
    created_at: Mapped[dt.datetime]
    next_try_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]  # a code is not delivered after its end
    tries: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))  # sent, expired or dead


class Outbox:
    """Posts e-mails; a nudge after the commit spares the worker its waiting, and may be lost without harm."""

    def __init__(self, cipher: Cipher, redis: Redis, clock: Clock) -> None:
        self._cipher = cipher
        self._redis = redis
        self._clock = clock

    def post(
        self,
        session: Session,
        kind: str,
        mail: Mail,
        *,
        reference: str | None = None,
        expires_at: dt.datetime | None = None,
    ) -> None:
        """Add the e-mail to the caller's transaction: it leaves only if that commits."""
        now, row_id = self._clock.now(), new_id()
        session.add(
            OutboxMessage(
                id=row_id,
                kind=kind,
                reference=reference,
                body_sealed=seal_json(self._cipher, astuple(mail), _place(row_id)),
                created_at=now,
                next_try_at=now,
                expires_at=expires_at,
            )
        )
        event.listen(session, "after_commit", self._nudge, once=True)

    def mail_of(self, row: OutboxMessage) -> Mail:
        """Open the sealed body of a row that still has it."""
        assert row.body_sealed is not None  # noqa: S101  a row is closed and its body erased together
        return Mail(*unseal_json(self._cipher, row.body_sealed, _place(row.id)))

    def _nudge(self, _session: Session) -> None:
        try:
            self._redis.lpush(NUDGES, "1")
            self._redis.ltrim(NUDGES, 0, 0)
        except RedisError:
            log.warning("outbox_nudge_lost")


def _place(row_id: str) -> str:
    return f"outbox_messages.body:{row_id}"
