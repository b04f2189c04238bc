"""Canned replies: texts that advisors begin from, kept by supervisors and administrators; nothing of a member."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.console.models import CannedReply
from auth_gateway.platform import audit
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import not_found


def replies(db: Session) -> list[CannedReply]:
    """Return them all, by title."""
    return list(db.scalars(select(CannedReply).order_by(CannedReply.title)))


def text_of(db: Session, reply_id: str) -> str:
    """Return a reply's text, or 404."""
    reply = db.get(CannedReply, reply_id)
    if reply is None:
        raise not_found()
    return reply.text


def keep(db: Session, account_id: str, title: str, text: str, now: dt.datetime) -> str:
    """Write a reply, in the place of the one with the same title if there is one; return its id."""
    reply = db.scalar(select(CannedReply).where(CannedReply.title == title).with_for_update())
    if reply is None:
        reply = CannedReply(id=new_id(), title=title)
        db.add(reply)
    reply.text, reply.account_id, reply.written_at = text, account_id, now
    audit.record(db, at=now, actor=account_id, action="canned_reply_kept", object_id=reply.id)
    return reply.id


def drop(db: Session, account_id: str, reply_id: str, now: dt.datetime) -> None:
    """Take a reply away, or 404; what was sent with it stays as it was sent."""
    reply = db.get(CannedReply, reply_id)
    if reply is None:
        raise not_found()
    db.delete(reply)
    audit.record(db, at=now, actor=account_id, action="canned_reply_dropped", object_id=reply_id)
