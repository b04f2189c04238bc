"""The desk's side of a case: messages, the question that waits for the member, the answer, the end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases import chain, life, mails, thread
from auth_gateway.cases.estimates import content_of, estimate_of_case
from auth_gateway.cases.expected import NO_DUE_DATE, end_of
from auth_gateway.cases.files import KeptFile, attach, name_of
from auth_gateway.cases.models import Case, CaseAnswer, CaseEstimate, CaseMessage, CaseNote, CaseState, EventKind
from auth_gateway.cases.states import OPEN
from auth_gateway.conversations.models import Conversation
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.rights import Rights, rights_of
from wording import say

Json = dict[str, Any]

SELF = "self"


@dataclass(frozen=True)
class Desk:
    """An advisor at work on a case that is locked, in one transaction.

    What is said to the member returns its number in the conversation, None without one: whoever watches is told of it
    once the transaction has committed.
    """

    db: Session
    tools: mails.Tools
    case: Case
    advisor_id: str
    today: dt.date
    now: dt.datetime

    @property
    def cipher(self) -> Cipher:
        return cipher_of(self.db, self.case.person_id)

    @property
    def member_rights(self) -> Rights:
        """What the member may do today."""
        account = self.db.scalars(select(Account).where(Account.person_id == self.case.person_id)).one()
        return rights_of(self.db, account, self.today, self.now)

    def take(self) -> None:
        """Make the case one's own, unless it is over or another's (409)."""
        life.work_on(self.db, self.case, self.advisor_id, self.now)

    def message(self, text: str, files: Sequence[KeptFile] = ()) -> int | None:
        """Write to the member without ending anything."""
        self.take()
        self._note(EventKind.MESSAGE)
        return self._write(text, files)

    def ask(self, text: str, files: Sequence[KeptFile] = ()) -> int | None:
        """Ask the member for something: until they write, the case waits for them.

        Who has no access any more cannot answer (409); who may only read may still write, without files.
        """
        if not self.member_rights.may_sign_in:
            raise ProblemError(409, "member_without_access")
        self.take()
        life.move(self.case, CaseState.WAITING_FOR_YOU, self.now)
        self._note(EventKind.ASKED)
        return self._write(text, files)

    def answer(
        self, text: str, estimate_id: str | None, files: Sequence[KeptFile] = ()
    ) -> tuple[CaseAnswer, int | None]:
        """Answer: a document, a message in the thread that leads to it, an e-mail that says it is there."""
        self.take()
        estimate = estimate_of_case(self.db, self.case, estimate_id) if estimate_id else None
        row = new_id()
        made = CaseAnswer(
            id=row,
            case_id=self.case.id,
            account_id=self.advisor_id,
            person_id=self.case.person_id,
            beneficiary_id=self._beneficiary(estimate),
            estimate_id=estimate.id if estimate else None,
            text_sealed=self.cipher.seal_text(text, f"case_answers.text:{row}"),
            made_on=self.today,
            created_at=self.now,
        )
        self.db.add(made)
        self.db.flush()
        life.move(self.case, CaseState.ANSWERED, self.now)
        self._note(EventKind.ANSWERED)
        message = thread.write(self.db, self.case, text, self.now, advisor_id=self.advisor_id, answer_id=row)
        title = say("cases", "document", reference=self.case.reference)
        mails.tell(self.db, self.tools, self.case, mails.ANSWERED)
        seq = self._copy(text, _card(row, title))
        seq = self._join(message, files) or seq
        self._anchor()
        return made, seq

    def close(self, reason: str) -> int | None:
        """End the case: « terminé par le conseiller », with a reason that the member reads."""
        if self.case.state is not CaseState.ANSWERED:
            self.take()
        self.case.close_reason_sealed = self.cipher.seal_text(reason, f"cases.close_reason:{self.case.id}")
        life.move(self.case, CaseState.CLOSED, self.now)
        self._note(EventKind.CLOSED, said={"reason": reason})
        mails.tell(self.db, self.tools, self.case, mails.NEWS)
        seq = self._copy(say("cases", "closed", reason=reason))
        self._anchor()
        return seq

    def mark(self, *, urgent: bool) -> None:
        """Say whether the case is urgent: whoever reads the list sees it, and nobody has to take the case for that."""
        if self.case.urgent is not urgent:
            self.case.urgent = urgent
            self._note(EventKind.URGENT if urgent else EventKind.NOT_URGENT)

    def due(self, day: dt.date | None) -> None:
        """Set the day until which the member may expect an answer, from today on; None takes it away."""
        if day is not None and day < paris_date(self.now):
            raise ProblemError(422, "due_past")
        if self.case.state not in OPEN:
            raise ProblemError(409, "case_over")
        self.case.due_at = end_of(day) if day else NO_DUE_DATE
        self._note(EventKind.DUE, said={"due": day.isoformat() if day else None})

    def note(self, text: str) -> None:
        """Keep a note for the desk; it moves nothing and the member never sees it."""
        row = new_id()
        self.db.add(
            CaseNote(
                id=row,
                case_id=self.case.id,
                account_id=self.advisor_id,
                text_sealed=self.cipher.seal_text(text, f"case_notes.text:{row}"),
                created_at=self.now,
            )
        )

    def _write(self, text: str, files: Sequence[KeptFile]) -> int | None:
        message = thread.write(self.db, self.case, text, self.now, advisor_id=self.advisor_id)
        mails.tell(self.db, self.tools, self.case, mails.NEWS)
        seq = self._copy(text)
        return self._join(message, files) or seq

    def _join(self, message: CaseMessage, files: Sequence[KeptFile]) -> int | None:
        """Attach files to a message; each is a document of the member's, which the conversation leads to as well."""
        self.db.flush()
        rows = attach(self.db, self.case, files, self.now, message_id=message.id, advisor_id=self.advisor_id)
        seq = None
        for file in rows:
            self._note(EventKind.FILE_SENT)
            name = name_of(self.cipher, file)
            seq = self._copy(say("cases", "file_joined", file=name), _card(file.id, name))
        return seq

    def _copy(self, text: str, card: Json | None = None) -> int | None:
        """Let the member hear it where they look, too; whoever complained has then heard from the desk."""
        self.case.acknowledge_by = None
        return thread.copy_to_conversation(self.db, self.case, {"text": text, "card": card}, self.now)

    def _note(self, kind: EventKind, said: Json | None = None) -> None:
        life.note(self.db, self.case, kind, self.now, self.advisor_id, said=said)

    def _anchor(self) -> None:
        """Note the chain's head, last of all: whoever hands over takes the conversation, then the audit chain."""
        chain.anchor(self.db, self.case, self.advisor_id, self.now)

    def _beneficiary(self, estimate: CaseEstimate | None) -> str:
        """Return whose care it is: as the corrected copy says, else as the conversation does, else the member."""
        said = content_of(self.cipher, estimate)["draft"]["beneficiary"] if estimate else None
        if said not in {None, SELF}:
            return str(said)
        thread_id = self.case.conversation_id
        conversation = self.db.get(Conversation, thread_id) if thread_id and said is None else None
        return (conversation.beneficiary_id if conversation else None) or self.case.person_id


def _card(document_id: str, title: str) -> Json:
    return {"type": "document", "id": document_id, "title": title, "url": f"/api/v1/documents/{document_id}"}
