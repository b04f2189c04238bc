"""The chain of a case: its steps, messages and files, counted together; one changed or taken away shows (N9).

Each link's digest covers its number, sender, instant and facts with the digest of the link before, as in a
conversation. The random bytes are the case's own, sealed under the member's key: without them a digest would tell
whoever reads the database which of a few likely words was said.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases.estimates import content_of
from auth_gateway.cases.models import (
    Attachment,
    Author,
    Case,
    CaseAnswer,
    CaseEstimate,
    CaseEvent,
    CaseMessage,
    EventKind,
)
from auth_gateway.conversations.chain import BEGINNING, digest_of
from auth_gateway.platform import audit
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.sealing import unseal_json

Json = dict[str, Any]
Link: TypeAlias = CaseEvent | CaseMessage | Attachment

ANCHORED = "case_anchored"  # its chain's head, noted in the audit chain
BY_SCANNER = frozenset({EventKind.FILE_RELEASED, EventKind.FILE_REFUSED})


@dataclass(frozen=True)
class Facts:
    """What a link says, as its digest covers it."""

    number: int
    sender: str
    at: dt.datetime
    body: Json
    digest: str | None  # none: from before the chain


def join(db: Session, case: Case, link: Link) -> None:
    """Make a new row the next link of a locked case: those of one instant keep their order."""
    cipher = cipher_of(db, case.person_id)
    if case.salt_sealed is None:
        case.salt_sealed = cipher.seal_text(secrets.token_hex(16), _salt_place(case))
    case.last_number += 1
    link.number = case.last_number
    facts = _facts(db, cipher, case, link)
    case.head = link.digest = digest_of(case.head or BEGINNING, facts.number, facts.sender, facts.at, facts.body)


def anchor(db: Session, case: Case, actor: str, now: dt.datetime) -> None:
    """Note the chain's head where it is nobody's of the desk to change."""
    audit.record(db, at=now, actor=actor, action=ANCHORED, object_id=case.id, reason=case.head or "")


def links_of(db: Session, cipher: Cipher, case: Case) -> list[Facts]:
    """Return all the links of a case, in order."""
    rows: list[Link] = [
        *db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id)),
        *db.scalars(select(CaseMessage).where(CaseMessage.case_id == case.id)),
        *db.scalars(select(Attachment).where(Attachment.case_id == case.id)),
    ]
    return [_facts(db, cipher, case, row) for row in sorted(rows, key=lambda row: row.number)]


def _facts(db: Session, cipher: Cipher, case: Case, link: Link) -> Facts:
    by = (Author.ADVISOR if link.account_id else Author.MEMBER).value
    at = link.at if isinstance(link, CaseEvent) else link.created_at
    salt = cipher.unseal_text(case.salt_sealed, _salt_place(case)) if case.salt_sealed else None
    body: Json = {"by": link.account_id, "salt": salt}
    if isinstance(link, CaseEvent):
        if link.kind in BY_SCANNER:
            by = "scanner"
        body |= {"step": link.kind.value, "about": link.about_id, "said": _said(cipher, case, link)}
    elif isinstance(link, CaseMessage):
        body |= {"message": link.id, "text": cipher.unseal_text(link.text_sealed, f"case_messages.text:{link.id}")}
        body["answer"] = _answer(db, cipher, link.answer_id) if link.answer_id else None
    else:
        name = cipher.unseal_text(link.name_sealed, f"attachments.name:{link.id}")
        body |= {"file": link.id, "message": link.message_id, "name": name}
        body |= {"kind": link.kind.value, "size": link.size, "sha256": link.sha256}
    return Facts(link.number, by, at, body, link.digest)


def _said(cipher: Cipher, case: Case, event: CaseEvent) -> Json | None:
    """Return the words that a step carries: those that the case came with, or why it was ended."""
    if event.kind is EventKind.RECEIVED:
        sealed = case.comment_sealed
        comment = cipher.unseal_text(sealed, f"cases.comment:{case.id}") if sealed else None
        return {"reference": case.reference, "subject": case.subject.value, "comment": comment}
    said: Json | None = unseal_json(cipher, event.said_sealed, said_place(event.id)) if event.said_sealed else None
    return said


def _answer(db: Session, cipher: Cipher, answer_id: str) -> Json:
    """Return what the answer's document shows beside its text: its day, and the corrected estimate whole."""
    answer = db.get_one(CaseAnswer, answer_id)
    estimate = db.get_one(CaseEstimate, answer.estimate_id) if answer.estimate_id else None
    return {
        "id": answer.id,
        "made_on": answer.made_on.isoformat(),
        "estimate": content_of(cipher, estimate) if estimate else None,
    }


def said_place(event_id: str) -> str:
    return f"case_events.said:{event_id}"


def _salt_place(case: Case) -> str:
    return f"cases.salt:{case.id}"
