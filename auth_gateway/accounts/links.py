"""Links sent by e-mail: 256 random bits of which the hash is kept, for one purpose, once, for a time (K18, C13).

Opening a link uses nothing up, since mail scanners open links too: what is posted from its page does.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.platform.crypto import new_token, token_hash
from auth_gateway.platform.db import Base, Id, PrimaryId


class LinkPurpose(StrEnum):
    PASSWORD_RESET = "password_reset"  # noqa: S105  a purpose, not a password


LASTS = {LinkPurpose.PASSWORD_RESET: dt.timedelta(hours=24)}


class Link(Base):
    """Bound to the account's password version: a new password voids every link that was sent before it."""

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_account_purpose", "account_id", "purpose"),)

    id: Mapped[PrimaryId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    password_version: Mapped[int]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


def new_link(db: Session, purpose: LinkPurpose, account_id: str, password_version: int, now: dt.datetime) -> str:
    """Add a link and return its token, which is kept nowhere."""
    token = new_token()
    db.add(
        Link(
            token_hash=token_hash(token),
            purpose=purpose,
            account_id=account_id,
            password_version=password_version,
            created_at=now,
            expires_at=now + LASTS[purpose],
        )
    )
    return token


def live_link(db: Session, purpose: LinkPurpose, token: str, now: dt.datetime) -> Link | None:
    """Return the link that this token opens, without using it up; None when it is used, over or unknown."""
    return db.scalar(
        select(Link).where(
            Link.token_hash == token_hash(token),
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
    )


def use_link(db: Session, link: Link, now: dt.datetime) -> bool:
    """Use the link up, in one statement: of any number of callers at once, one is told yes."""
    used = db.scalar(
        update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now).returning(Link.id)
    )
    return used is not None


def sent_since(db: Session, purpose: LinkPurpose, account_id: str, since: dt.datetime) -> int:
    """Count the links of one purpose that left for an account."""
    counted = select(func.count()).where(
        Link.purpose == purpose, Link.account_id == account_id, Link.created_at > since
    )
    return db.scalar(counted) or 0


def forget_old_links(db: Session, before: dt.datetime) -> None:
    """Drop the links that were over long ago."""
    db.execute(delete(Link).where(Link.expires_at < before))
