"""What an advisor does in a case of their scope, as routes and pages take it: transactions open here.

Each call locks the case, does one step, and wakes who watches once it has committed.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, AccountStatus, cipher_of
from auth_gateway.cases import life, live, mails, thread
from auth_gateway.cases.answering import Desk
from auth_gateway.cases.files import KeptFile, checked, kept
from auth_gateway.cases.models import Case, EventKind, KeptReply, Tab
from auth_gateway.console import papers as desk_papers
from auth_gateway.console.correcting import correct
from auth_gateway.console.scope import case_for
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.files import SentFile
from auth_gateway.members import names_of, people_of_contract
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.staff import DESK, StaffScope

Json = dict[str, Any]


@dataclass(frozen=True)
class Acting:
    """An advisor in front of one case."""

    services: ServiceSet
    advisor: SignedInAdvisor
    case_id: str

    @property
    def me(self) -> str:
        return self.advisor.account.id

    def take(self) -> None:
        self._do(lambda desk: desk.take(), EventKind.TAKEN)

    def release(self) -> None:
        def step(desk: Desk) -> None:
            if desk.case.assignee_id != self.me and not self.advisor.supervises:
                raise life.taken_by_another(desk.db, desk.case)
            life.release(desk.db, desk.case, self.me, desk.now)

        self._do(step, EventKind.RELEASED)

    def assign(self, assignee_id: str) -> None:
        """Give the case to an advisor who works for its mutuelle."""

        def step(desk: Desk) -> None:
            if assignee_id not in {each.id for each, _load in loads(desk.db, desk.case.mutuelle_id)}:
                raise ProblemError(422, "not_an_advisor")
            life.assign(desk.db, desk.case, assignee_id, self.me, desk.now)

        self._do(step, EventKind.ASSIGNED)

    def message(self, text: str, files: Sequence[SentFile] = ()) -> None:
        with self._checked(files) as found:
            self._do(lambda desk: desk.message(text, found), EventKind.MESSAGE, replied=True)

    def ask(self, text: str, files: Sequence[SentFile] = ()) -> None:
        with self._checked(files) as found:
            self._do(lambda desk: desk.ask(text, found), EventKind.ASKED, replied=True)

    def answer(self, text: str, estimate_id: str | None, files: Sequence[SentFile] = ()) -> str:
        """Answer; return the document's id."""
        made: list[str] = []

        def step(desk: Desk) -> int | None:
            answer, seq = desk.answer(text, estimate_id, found)
            made.append(answer.id)
            return seq

        with self._checked(files) as found:
            self._do(step, EventKind.ANSWERED, replied=True)
        return made[0]

    def close(self, reason: str) -> None:
        self._do(lambda desk: desk.close(reason), EventKind.CLOSED, replied=True)

    def mark(self, *, urgent: bool) -> None:
        self._do(lambda desk: desk.mark(urgent=urgent), EventKind.URGENT if urgent else EventKind.NOT_URGENT)

    def due(self, day: dt.date | None) -> None:
        self._do(lambda desk: desk.due(day), EventKind.DUE)

    def note(self, text: str) -> None:
        self._do(lambda desk: desk.note(text), None)

    def correct(self, changes: Sequence[Json]) -> tuple[str, Json]:
        """Compute on a corrected copy; return the estimate's id with what it holds."""
        made: list[tuple[str, Json]] = []

        def step(desk: Desk) -> None:
            estimate, content = correct(desk, changes)
            made.append((estimate.id, content))

        self._do(step, EventKind.TAKEN)
        return made[0]

    def keep_reply(self, text: str) -> None:
        """Keep what is being written, for this advisor alone; an empty text forgets it."""
        with self.services.db.session() as db:
            desk = self._desk(db)
            _forget_reply(desk)
            if text.strip():
                sealed = desk.cipher.seal_text(text, f"kept_replies.text:{desk.case.id}:{self.me}")
                db.add(KeptReply(case_id=desk.case.id, account_id=self.me, text_sealed=sealed, saved_at=desk.now))

    @contextlib.contextmanager
    def _checked(self, files: Sequence[SentFile]) -> Iterator[list[KeptFile]]:
        """Check and keep files for a case that this advisor may write in, before it is locked."""
        with self.services.db.read() as db:
            desk = self._desk(db)
            cipher = desk.cipher
        safe = checked(self.services.scanner, files, desk.now, to_member=True)
        with kept(self.services.storage, cipher, safe) as found:
            yield found

    def _do(self, step: Callable[[Desk], int | None], kind: EventKind | None, *, replied: bool = False) -> None:
        """Do one step on the locked case and tell the desk; `replied`: what was begun to be written has been sent."""
        with self.services.db.session() as db:
            desk = self._desk(db, lock=True)
            seq = step(desk)
            if replied:
                _forget_reply(desk)
        thread.wake(self.services.redis, desk.case, seq)
        if kind is not None:
            live.changed(self.services.redis, desk.case, kind, self.me)

    def _desk(self, db: Session, *, lock: bool = False) -> Desk:
        case = case_for(db, self.advisor, self.case_id, lock=lock)
        services = self.services
        tools = mails.Tools(services.outbox, services.settings)
        return Desk(db, tools, case, self.me, services.clock.today(), services.clock.now())


def _forget_reply(desk: Desk) -> None:
    desk.db.execute(delete(KeptReply).where(KeptReply.case_id == desk.case.id, KeptReply.account_id == desk.advisor_id))


def read_file(services: ServiceSet, desk: SignedInAdvisor, file_id: str) -> None:
    """Read a released file of a case in the reader's scope; one that was read already stays as it is."""
    with services.db.session() as db:
        found = desk_papers.unread(db, desk, file_id, services.clock.now())
        if found is None:
            return
        case, name = found
        cipher, people = cipher_of(db, case.person_id), names_of(people_of_contract(db, case.person_id))
    was = papers.read_file(services.storage.read(name, cipher), services.clock.today(), people)
    keeping = papers.kept(services.storage, cipher, was, person_id=case.person_id, name="")
    with keeping as paper, services.db.session() as db:
        db.add(paper.row(cipher, services.clock.now(), attachment_id=file_id))


def loads(db: Session, mutuelle_id: str) -> list[tuple[Account, int]]:
    """Return who may be assigned a case of this mutuelle with the number of cases they have, the least loaded first."""
    taken = (
        select(Case.assignee_id, func.count().label("cases"))
        .where(Case.tab == Tab.TAKEN, Case.assignee_id.is_not(None))
        .group_by(Case.assignee_id)
        .subquery()
    )
    rows = db.execute(
        select(Account, func.coalesce(taken.c.cases, 0))
        .join(StaffScope, StaffScope.account_id == Account.id)
        .outerjoin(taken, taken.c.assignee_id == Account.id)
        .where(
            StaffScope.mutuelle_id == mutuelle_id,
            Account.role.in_(sorted(DESK)),
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(func.coalesce(taken.c.cases, 0), Account.id)
    )
    return [(account, int(load)) for account, load in rows]
