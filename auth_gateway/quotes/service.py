"""« Mes devis »: every quote that the member described, open, set aside or estimated; taking one up, deleting one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, analyses_of, estimate_of
from auth_gateway.cases.models import Case
from auth_gateway.conversations.aside import erase
from auth_gateway.conversations.models import Conversation, ConversationState
from auth_gateway.conversations.record import has_estimate, read_log
from auth_gateway.conversations.service import Caller, check_may_describe, conversations_of, owned
from auth_gateway.conversations.store import set_others_aside
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.french import cents, plain
from quote_draft import Draft
from wording import say

Json = dict[str, Any]

MOST = 50
"""How many of the latest quotes are shown."""


@dataclass(frozen=True)
class KeptQuote:
    """A quote as it stands; `estimate` is its own, `analysis_id` where that is kept: none once it changed since."""

    id: str
    state: ConversationState
    acts: list[str]
    family: str | None
    who: str | None  # whom it is for, in words, once that is known
    last_activity_at: dt.datetime
    asked: str | None  # the fees together, once each line has its own
    analysis_id: str | None
    estimate: Json | None
    sent: bool  # to Ligne claire


def quotes_of(db: Session, caller: Caller, reader: Reader) -> list[KeptQuote]:
    """Return the member's quotes, the latest used first; a conversation in which nothing was described is none."""
    latest: dict[str, Analysis] = {}
    for analysis in analyses_of(db, reader):
        if analysis.conversation_id is not None:
            latest.setdefault(analysis.conversation_id, analysis)
    sent = set(db.scalars(select(Case.conversation_id).where(Case.person_id == caller.person.id)))
    found = []
    for row in conversations_of(db, caller)[:MOST]:
        draft = Draft.replay(read_log(db, cipher_of(db, row.person_id), row.id))
        if draft.family is None and not draft.lines:
            continue
        estimated = latest.get(row.id) if has_estimate(row, draft) else None
        found.append(
            KeptQuote(
                id=row.id,
                state=row.state,
                acts=[line.label or line.code or "" for line in draft.lines if line.label or line.code],
                family=draft.family,
                who=_who(reader, row.beneficiary_id),
                last_activity_at=row.last_activity_at,
                asked=_asked([line.fee for line in draft.lines]),
                analysis_id=estimated.id if estimated else None,
                estimate=estimate_of(cipher_of(db, estimated.person_id), estimated) if estimated else None,
                sent=row.id in sent,
            )
        )
    return found


def _asked(fees: Sequence[str | None]) -> str | None:
    known = [cents(fee) for fee in fees if fee is not None]
    return plain(sum(known)) if known and len(known) == len(fees) else None


def _who(reader: Reader, beneficiary_id: str | None) -> str | None:
    if beneficiary_id is None or beneficiary_id not in reader.persons:
        return None
    return reader.first_name(beneficiary_id) or say("pages", "relations", "self")


def take_up(db: Session, caller: Caller, conversation_id: str) -> list[Conversation]:
    """Make this quote the one that the member goes on with; return the others, which are set aside."""
    check_may_describe(caller)
    chosen = owned(db, caller, conversation_id)
    left = set_others_aside(db, chosen)
    if chosen.state is ConversationState.SET_ASIDE:
        is_estimated = has_estimate(chosen, Draft.replay(read_log(db, caller.cipher, chosen.id)))
        kept = is_estimated and db.scalar(select(Analysis.id).where(Analysis.conversation_id == chosen.id).limit(1))
        chosen.state = ConversationState.ESTIMATED if kept else ConversationState.OPEN
    chosen.last_activity_at = caller.now
    return left


def delete(db: Session, caller: Caller, conversation_id: str) -> list[str]:
    """Erase a quote and its conversation; one that was sent is in the advisors' hands, and stays.

    Return the names of files in the storage folder, to be dropped after the commit.
    """
    chosen = owned(db, caller, conversation_id)
    if db.scalar(select(Case.id).where(Case.conversation_id == chosen.id).limit(1)):
        raise ProblemError(409, "quote_sent")
    return erase(db, chosen)
