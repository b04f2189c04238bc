"""Asking, each time with a receipt; giving up; what the data protection officer reads. `erasing` does the erasures."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account
from auth_gateway.data_rights.models import DataRequest, RequestKind, RequestStatus
from auth_gateway.members import Person
from auth_gateway.platform import audit, mail
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.outbox import Outbox
from wording import long_date, say

ERASED_AFTER = dt.timedelta(days=7)  # time to change one's mind (A59)
OBJECTIONS_A_DAY = 5
DAY = dt.timedelta(days=1)
ONE_AT_A_TIME = frozenset({RequestKind.ERASURE, RequestKind.RESTRICTION})


def ask(
    db: Session, outbox: Outbox, account_id: str, kind: RequestKind, *, now: dt.datetime, words: str = ""
) -> DataRequest:
    """Note a request and send its receipt; an erasure or a restriction that is open already is returned as it is."""
    account = db.get_one(Account, account_id, with_for_update=True)
    open_one = open_request(db, account_id, kind)
    if open_one is not None and kind in ONE_AT_A_TIME:
        return open_one
    if kind is RequestKind.DIRECTIVE and open_one is not None:
        _close(open_one, RequestStatus.CANCELLED, now)
    if kind is RequestKind.OBJECTION and _asked_since(db, account_id, kind, now - DAY) >= OBJECTIONS_A_DAY:
        raise ProblemError(429, "too_many_data_requests", headers={"Retry-After": "86400"})
    row_id = new_id()
    request = DataRequest(
        id=row_id,
        account_id=account_id,
        kind=kind,
        status=RequestStatus.OPEN,
        words_sealed=account.cipher.seal_text(words, _place(row_id)) if words else None,
        asked_at=now,
        due_at=now + ERASED_AFTER if kind is RequestKind.ERASURE else None,
    )
    db.add(request)
    if kind is RequestKind.RESTRICTION:
        account.restricted_at = now
    audit.record(db, at=now, actor=account.id, action=f"{kind}_asked", object_id=row_id)
    _send_receipt(outbox, db, account, request)
    return request


def cancel(db: Session, account_id: str, kind: RequestKind, now: dt.datetime) -> None:
    """Give up an erasure that is not done, or lift a restriction; nothing happens when there is none."""
    account = db.get_one(Account, account_id, with_for_update=True)
    request = open_request(db, account_id, kind)
    if request is None:
        return
    _close(request, RequestStatus.CANCELLED, now)
    if kind is RequestKind.RESTRICTION:
        account.restricted_at = None
    audit.record(db, at=now, actor=account.id, action=f"{kind}_cancelled", object_id=request.id)


def open_request(db: Session, account_id: str, kind: RequestKind) -> DataRequest | None:
    """Return the request of this kind that stands, the latest of several."""
    return db.scalar(
        select(DataRequest)
        .where(
            DataRequest.account_id == account_id,
            DataRequest.kind == kind,
            DataRequest.status == RequestStatus.OPEN,
        )
        .order_by(DataRequest.asked_at.desc())
        .limit(1)
    )


def requests_of(db: Session, account_id: str) -> list[DataRequest]:
    """Return one's requests, newest first."""
    own = select(DataRequest).where(DataRequest.account_id == account_id)
    return list(db.scalars(own.order_by(DataRequest.asked_at.desc(), DataRequest.id)))


def words_of(account: Account, request: DataRequest) -> str:
    """Open what the member wrote; nothing is left of it once the account is erased."""
    if request.words_sealed is None or account.key_sealed is None:
        return ""
    return account.cipher.unseal_text(request.words_sealed, _place(request.id))


@dataclass(frozen=True)
class Received:
    """One request as the officer reads it; who asked is nobody any more once the account is erased."""

    request: DataRequest
    account: Account
    person: Person | None
    words: str


def received(db: Session, limit: int = 200) -> list[Received]:
    """Return the requests, those that wait for something first, then the newest."""
    rows = db.execute(
        select(DataRequest, Account, Person)
        .join(Account, Account.id == DataRequest.account_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .order_by(DataRequest.status != RequestStatus.OPEN, DataRequest.asked_at.desc())
        .limit(limit)
    )
    return [Received(request, account, person, words_of(account, request)) for request, account, person in rows]


def answered(db: Session, request_id: str, officer: Account, now: dt.datetime) -> None:
    """Note that an objection has had its answer; raise 404 for anything else."""
    request = db.get(DataRequest, request_id, with_for_update=True)
    if request is None or request.kind is not RequestKind.OBJECTION or request.status is not RequestStatus.OPEN:
        raise not_found()
    _close(request, RequestStatus.DONE, now)
    audit.record(db, at=now, actor=officer.id, action="objection_answered", object_id=request.id)


def what_follows(request: DataRequest) -> str:
    """Say what the request does, and when."""
    when = {"due": long_date(paris_date(request.due_at))} if request.due_at else {}
    return say("accounts", "data_requests", "follows", request.kind, **when)


def state_of(request: DataRequest) -> str:
    return say("accounts", "data_requests", "states", request.kind, request.status)


def _send_receipt(outbox: Outbox, db: Session, account: Account, request: DataRequest) -> None:
    kind = say("accounts", "data_requests", "kinds", request.kind)
    receipt = mail.render(
        "data_request", account.email, kind=kind, reference=request.reference, follows=what_follows(request)
    )
    outbox.post(db, "data_request", receipt)


def _close(request: DataRequest, status: RequestStatus, now: dt.datetime) -> None:
    request.status, request.closed_at = status, now


def _asked_since(db: Session, account_id: str, kind: RequestKind, since: dt.datetime) -> int:
    return sum(each.kind is kind and each.asked_at > since for each in requests_of(db, account_id))


def _place(row_id: str) -> str:
    return f"data_requests.words:{row_id}"
