"""What a member does in a case, as routes and pages take it: transactions open here, and watchers are told after them.

Files are checked and kept with none open: a scanner takes its time, and nobody else waits for it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import life, live, mails, service, support, thread
from auth_gateway.cases.expected import due_at
from auth_gateway.cases.files import attach, checked, kept
from auth_gateway.cases.following import case_of, was_answered
from auth_gateway.cases.models import Case, CaseMessage, CaseState, EventKind, SupportRequest
from auth_gateway.cases.service import Sending
from auth_gateway.cases.states import OPEN
from auth_gateway.conversations.service import Caller, check_may_describe
from auth_gateway.files import SentFile
from auth_gateway.members import Person
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import Share
from auth_gateway.services import ServiceSet

Json = dict[str, Any]
Done = TypeVar("Done")


def hand_over(services: ServiceSet, caller: Caller, sending: Sending) -> Case:
    """Keep the case, its files, the thread's message and the receipt together; a read-only account may not (K23)."""
    check_may_describe(caller)
    with services.db.read() as db:
        cipher = cipher_of(db, caller.person.id)
        paper = service.paper_of(db, caller, sending)
        sent = service.sent_with(services.storage, cipher, sending, paper)
    if not sent and not sending.comment:
        raise ProblemError(422, "nothing_to_send")
    services.limits.charge(Share.CASES, caller.person.id)
    tools = mails.Tools(services.outbox, services.settings)
    safe = checked(services.scanner, sent, caller.now)
    with kept(services.storage, cipher, safe) as found, services.db.session() as db:
        case = service.hand_over(db, tools, caller, sending, found, paper=paper, now=services.clock.now())
    thread.wake(services.redis, case, case.last_seq)
    live.changed(services.redis, case, EventKind.RECEIVED)
    return case


def ask_support(services: ServiceSet, person: Person, subject: str, text: str) -> SupportRequest:
    services.limits.charge(Share.SUPPORT_REQUESTS, person.id)
    tools = mails.Tools(services.outbox, services.settings)
    with services.db.session() as db:
        return support.ask(db, tools, person, text, subject=subject, now=services.clock.now())


def write(services: ServiceSet, caller: Caller, case_id: str, text: str, files: Sequence[SentFile] = ()) -> CaseMessage:
    """Add the member's message; the case is the desk's turn again. A closed one has to be reopened first."""

    def not_closed(case: Case, _now: dt.datetime) -> None:
        if case.state is CaseState.CLOSED:
            raise ProblemError(409, "case_closed")

    return _say(services, caller, case_id, EventKind.REPLIED, not_closed, text=text, files=files)


def _say(
    services: ServiceSet,
    caller: Caller,
    case_id: str,
    kind: EventKind,
    ready: Callable[[Case, dt.datetime], None],
    *,
    text: str,
    files: Sequence[SentFile],
) -> CaseMessage:
    """Add the member's words and files to a case that is `ready` for them: it is the desk's turn again.

    An account that may only read sends no file, which would be another quote (K23).
    """
    if files:
        check_may_describe(caller)
    with services.db.read() as db:
        case_of(db, caller, case_id)  # before any work is done for a stranger
        cipher = cipher_of(db, caller.person.id)
    services.limits.charge(Share.CASE_MESSAGES, caller.person.id)
    with kept(services.storage, cipher, checked(services.scanner, files, caller.now)) as found:

        def step(db: Session, case: Case, now: dt.datetime) -> CaseMessage:
            ready(case, now)
            life.back_to_the_desk(case, now)
            message = thread.write(db, case, text, now)
            db.flush()
            attach(db, case, found, now, message_id=message.id)
            return message

        return _step(services, caller, case_id, kind, step)


def reopen(
    services: ServiceSet, caller: Caller, case_id: str, text: str, files: Sequence[SentFile] = ()
) -> CaseMessage:
    """Open an answered or closed case again, with the reason as its newest message and a delay of its own.

    It asks for another answer: an account that may only read does not (A45).
    """
    check_may_describe(caller)

    def over(case: Case, now: dt.datetime) -> None:
        if case.state in OPEN:
            raise ProblemError(409, "case_not_over")
        case.close_reason_sealed = None
        case.due_at = due_at(services.settings, case.subject, now)

    return _say(services, caller, case_id, EventKind.REOPENED, over, text=text, files=files)


def rate(services: ServiceSet, caller: Caller, case_id: str, *, helpful: bool | None, real: str | None) -> None:
    """Keep whether the answer helped and what was really reimbursed (text with two decimals): either may come later."""

    def step(db: Session, case: Case, _now: dt.datetime) -> None:
        if not was_answered(db, case):
            raise ProblemError(409, "case_not_over")
        if helpful is None and real is None:
            raise ProblemError(422, "nothing_rated")
        if helpful is not None:
            case.helpful = helpful
        if real is not None:
            place = f"cases.real_reimbursement:{case.id}"
            case.real_reimbursement_sealed = cipher_of(db, case.person_id).seal_text(real, place)

    said = {"helpful": helpful, "real_reimbursement": real}
    _step(services, caller, case_id, EventKind.RATED, step, said=said)


def _step(
    services: ServiceSet,
    caller: Caller,
    case_id: str,
    kind: EventKind,
    step: Callable[[Session, Case, dt.datetime], Done],
    *,
    said: Json | None = None,
) -> Done:
    """Do one step on the locked case, note it in its history with what was `said`, and tell the desk."""
    with services.db.session() as db:
        case, now = case_of(db, caller, case_id, lock=True), services.clock.now()
        done = step(db, case, now)
        life.note(db, case, kind, now, None, said=said)
    live.changed(services.redis, case, kind)
    return done
