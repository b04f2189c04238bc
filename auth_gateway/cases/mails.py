"""E-mails about a case: its reference and where to read on, never what it says (no health content leaves the space)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account
from auth_gateway.cases.models import Case
from auth_gateway.platform import mail
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings

RECEIVED, NEWS, ANSWERED = "case_received", "case_news", "case_answered"


@dataclass(frozen=True)
class Tools:
    """What an e-mail needs beside the transaction."""

    outbox: Outbox
    settings: Settings


def tell(db: Session, tools: Tools, case: Case, kind: str, **values: object) -> None:
    """Post an e-mail to the member of a case, in the caller's transaction."""
    account = db.scalar(select(Account).where(Account.person_id == case.person_id))
    if account is None or not _wants(account, kind):
        return
    link = f"{tools.settings.address_of(case.mutuelle_id)}/espace/echanges/{case.id}"
    tools.outbox.post(db, kind, mail.render(kind, account.email, reference=case.reference, link=link, **values))


def _wants(account: Account, kind: str) -> bool:
    """Say whether the member has kept these e-mails (N2): an answer is a document too."""
    if kind == NEWS:
        return account.tells_answers
    return kind != ANSWERED or account.tells_answers or account.tells_documents
