"""Which version is in force, what is still to be accepted, and keeping each agreement."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountRole
from auth_gateway.consents.models import Consent, ConsentKind, DocumentKind, LegalDocument
from auth_gateway.platform import audit
from auth_gateway.platform.db import table_of
from auth_gateway.platform.errors import ProblemError, not_found

CONSENT_TO = {DocumentKind.TERMS: ConsentKind.TERMS, DocumentKind.LEGAL: ConsentKind.LEGAL}

# Asked at every call: written once, and without the texts, which are long. A document and the consent to it are of
# kinds of the same name.
_CONSENTS, _DOCUMENTS = table_of(Consent), table_of(LegalDocument)
_AGREED = and_(
    _CONSENTS.c.account_id == bindparam("account"),
    _CONSENTS.c.given,
    _CONSENTS.c.version == _DOCUMENTS.c.version,
    _CONSENTS.c.kind == _DOCUMENTS.c.kind,
)
_IN_FORCE = (
    select(_DOCUMENTS.c.id, _DOCUMENTS.c.kind, _CONSENTS.c.id.is_not(None).label("is_accepted"))
    .outerjoin(_CONSENTS, _AGREED)
    .where(_DOCUMENTS.c.effective_on <= bindparam("today"))
    .order_by(_DOCUMENTS.c.effective_on, _DOCUMENTS.c.published_at)
)


def in_force(db: Session, today: dt.date) -> dict[DocumentKind, LegalDocument]:
    """Return the version of each document that applies today; the latest published wins on one day."""
    rows = db.scalars(
        select(LegalDocument)
        .where(LegalDocument.effective_on <= today)
        .order_by(LegalDocument.effective_on, LegalDocument.published_at)
    )
    return {row.kind: row for row in rows}


def of_version(db: Session, version: str) -> dict[DocumentKind, LegalDocument]:
    """Return the documents of one version, in force or not; 404 when there is none."""
    found = {row.kind: row for row in db.scalars(select(LegalDocument).where(LegalDocument.version == version))}
    if not found:
        raise not_found()
    return found


def to_accept(db: Session, account: Account, today: dt.date) -> list[LegalDocument]:
    """Return the documents in force that this member has not accepted (A56); staff have none to accept."""
    if account.role is not AccountRole.MEMBER:
        return []
    latest = {each.kind: each for each in db.execute(_IN_FORCE, {"account": account.id, "today": today})}
    return [db.get_one(LegalDocument, each.id) for each in latest.values() if not each.is_accepted]


def agree(db: Session, account_id: str, kinds: Iterable[tuple[ConsentKind, str | None]], now: dt.datetime) -> None:
    """Append agreements, each with the version it is to."""
    for kind, version in kinds:
        db.add(Consent(account_id=account_id, kind=kind, version=version, given=True, at=now))


def withdraw(db: Session, account_id: str, kind: ConsentKind, now: dt.datetime) -> None:
    """Append that an agreement is withdrawn; what was given before stays written."""
    db.add(Consent(account_id=account_id, kind=kind, version=None, given=False, at=now))
    audit.record(db, at=now, actor=account_id, action="consent_withdrawn", object_id=account_id, reason=kind)


def accept(
    db: Session, account: Account, kind: DocumentKind, version: str, *, today: dt.date, now: dt.datetime
) -> None:
    """Append the acceptance of the version in force; another version is refused, the same again changes nothing."""
    current = in_force(db, today).get(kind)
    if current is None or current.version != version:
        raise ProblemError(422, "version_not_in_force")
    if any(each.kind is kind for each in to_accept(db, account, today)):
        agree(db, account.id, [(CONSENT_TO[kind], version)], now)


def history(db: Session, account_id: str) -> list[Consent]:
    """Return everything one agreed to, newest first."""
    return list(
        db.scalars(select(Consent).where(Consent.account_id == account_id).order_by(Consent.at.desc(), Consent.id))
    )


def publish(db: Session, kind: DocumentKind, html: str, effective_on: dt.date, now: dt.datetime) -> LegalDocument:
    """Add a version, named after its day; a second text for that day gets a number."""
    same_day = [
        row.version
        for row in db.scalars(select(LegalDocument).where(LegalDocument.kind == kind))
        if row.effective_on == effective_on
    ]
    version = effective_on.isoformat() + (f"-{len(same_day) + 1}" if same_day else "")
    document = LegalDocument(kind=kind, version=version, effective_on=effective_on, html=html, published_at=now)
    db.add(document)
    audit.record(db, at=now, actor=audit.OPERATOR, action="document_published", object_id=f"{kind} {version}")
    return document
