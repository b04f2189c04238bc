"""Complaints are not forgotten: the desk is told by e-mail some working days before each of their deadlines (N10)."""

import datetime as dt

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.cases.expected import after_working_days
from auth_gateway.cases.mails import Tools
from auth_gateway.cases.models import Case, CaseState, Subject
from auth_gateway.cases.states import OPEN
from auth_gateway.platform import mail
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.db import Database
from auth_gateway.staff import StaffScope
from wording import long_date

MAIL = "complaint_reminder"
_deadline = func.coalesce(Case.acknowledge_by, Case.due_at)
"""What the desk owes next: its first words, then its answer."""


def remind(database: Database, tools: Tools, now: dt.datetime) -> int:
    """Tell of each deadline once, in short transactions; return how many complaints were told of.

    Who has the case is told; when nobody has it, its supervisors, or its advisors where there is no supervisor.
    """
    days = tools.settings.complaint_reminder_days
    if days is None:
        return 0
    due = select(Case.id).where(
        Case.subject == Subject.COMPLAINT,
        Case.state.in_(sorted(OPEN - {CaseState.WAITING_FOR_YOU})),
        after_working_days(now, days) >= _deadline,
        or_(Case.reminded_for.is_(None), Case.reminded_for != _deadline),
    )
    with database.read() as db:
        ids = list(db.scalars(due))
    for case_id in ids:
        with database.session() as db:
            if db.scalar(due.where(Case.id == case_id).with_for_update()) is None:
                continue  # another worker has just done it
            db.execute(update(Case).where(Case.id == case_id).values(reminded_for=_deadline))
            case = db.get_one(Case, case_id)
            link = f"{tools.settings.base_url.rstrip('/')}/conseiller/dossiers/{case.id}"
            day = long_date((case.acknowledge_by or case.due_at).astimezone(PARIS).date())
            facts = {"reference": case.reference, "link": link, "day": day, "first": case.acknowledge_by is not None}
            for account in _who_follows(db, case):
                tools.outbox.post(db, MAIL, mail.render(MAIL, account.email, **facts))
    return len(ids)


def _who_follows(db: Session, case: Case) -> list[Account]:
    active = select(Account).where(Account.status == AccountStatus.ACTIVE)
    having = list(db.scalars(active.where(Account.id == case.assignee_id)))
    if having:
        return having
    scoped = active.join(StaffScope, StaffScope.account_id == Account.id).where(
        StaffScope.mutuelle_id == case.mutuelle_id
    )
    supervisors = list(db.scalars(scoped.where(Account.role == AccountRole.SUPERVISOR)))
    return supervisors or list(db.scalars(scoped.where(Account.role == AccountRole.ADVISOR)))
