"""What the desk opens: a case, a conversation that was handed over, a file. Each opening leaves its trace."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import files
from auth_gateway.cases.models import Attachment, Case, CaseState, FileState
from auth_gateway.console import traces
from auth_gateway.console.case import Analysed, Member, WholeCase, analyses, member, whole
from auth_gateway.console.models import ReadKind
from auth_gateway.console.scope import case_for, conversation_for, in_scope
from auth_gateway.console.transcript import changes, strip, transcript
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import read_log
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.files import FileKind, as_pdf
from auth_gateway.members import Mutuelle, Person
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.storage import Storage
from quote_draft import Draft, draft_view
from wording import say

Json = dict[str, Any]

_HANDED_OVER = "handed_over"


def open_case(db: Session, desk: SignedInAdvisor, case_id: str, today: dt.date, now: dt.datetime) -> WholeCase:
    case = case_for(db, desk, case_id)
    traces.opened(db, desk.account.id, ReadKind.CASE, person_id=case.person_id, object_id=case.id, now=now)
    return whole(db, case, desk.account.id, today, now)


@dataclass(frozen=True)
class ListedConversation:
    """Who a handed-over conversation is of and when it was, nothing of what was said."""

    id: str
    state: str
    state_label: str
    member: Member
    created_at: dt.datetime
    last_activity_at: dt.datetime
    message_count: int


@dataclass(frozen=True)
class CaseOfConversation:
    id: str
    reference: str
    state: CaseState
    created_at: dt.datetime
    comment: str | None


@dataclass(frozen=True)
class WholeConversation(ListedConversation):
    """What was said rests as JSON and stays so."""

    messages: list[Json]
    signals: dict[str, list[int]]
    draft: Json
    changes: list[Json]
    analyses: list[Analysed]
    cases: list[CaseOfConversation]


def open_conversation(db: Session, desk: SignedInAdvisor, conversation_id: str, now: dt.datetime) -> WholeConversation:
    """Open one conversation whole, and write down who did."""
    row, person = conversation_for(db, desk, conversation_id)
    cipher = cipher_of(db, person.id)
    cases = db.scalars(select(Case).where(Case.conversation_id == row.id, in_scope(desk)).order_by(Case.created_at))
    messages = transcript(db, cipher, row)
    names = _first_names(db, person)
    traces.opened(db, desk.account.id, ReadKind.CONVERSATION, person_id=person.id, object_id=row.id, now=now)
    return WholeConversation(
        **vars(listed(db, row)),
        messages=messages,
        signals=strip(messages),
        draft=reveal(draft_view(Draft.replay(read_log(db, cipher, row.id))), names),
        changes=reveal(changes(messages), names),
        analyses=analyses(db, cipher, row),
        cases=[_case(cipher, each) for each in cases],
    )


@dataclass(frozen=True)
class OpenedFile:
    """A released file as the desk may have it: the name to save it under, and where its painted pages are."""

    name: str
    kind: FileKind
    pages: list[str]
    cipher: Cipher

    def whole(self, storage: Storage) -> bytes:
        """Return its pages: a PDF, or a photo."""
        pages = [storage.read(name, self.cipher) for name in self.pages]
        return as_pdf(pages) if self.kind is FileKind.PDF else pages[0]

    def page(self, storage: Storage, number: int) -> bytes:
        return storage.read(self.pages[number - 1], self.cipher)


def open_file(db: Session, desk: SignedInAdvisor, file_id: str, now: dt.datetime) -> OpenedFile:
    """Return a released file to be saved, and write down who asked."""
    row, case = released(db, desk, file_id)
    traces.opened(db, desk.account.id, ReadKind.ATTACHMENT, person_id=case.person_id, object_id=row.id, now=now)
    return _opened(db, row, case)


def look_at_file(db: Session, desk: SignedInAdvisor, file_id: str, number: int, now: dt.datetime) -> OpenedFile:
    """Return a released file of which one page is looked at beside the case, and write down who looked."""
    row, case = released(db, desk, file_id)
    if not 1 <= number <= len(row.page_names):
        raise not_found("file")
    traces.looked_at(db, desk.account.id, case.person_id, row.id, now)
    return _opened(db, row, case)


def _opened(db: Session, row: Attachment, case: Case) -> OpenedFile:
    name = files.download_name(case.reference, row.kind)
    return OpenedFile(name, row.kind, row.page_names, cipher_of(db, case.person_id))


def released(db: Session, desk: SignedInAdvisor, file_id: str) -> tuple[Attachment, Case]:
    """Return a file of a case of the reader's scope, once it is known to be clean; 404 otherwise."""
    row = db.get(Attachment, file_id)
    if row is None or row.state is not FileState.RELEASED:
        raise not_found("file")
    return row, case_for(db, desk, row.case_id)


def listed(db: Session, row: Conversation) -> ListedConversation:
    person = db.get_one(Person, row.person_id)
    return ListedConversation(
        id=row.id,
        state=_HANDED_OVER,
        state_label=say("pages", "console", "states", _HANDED_OVER),
        member=member(person, db.get_one(Mutuelle, person.mutuelle_id)),
        created_at=row.created_at,
        last_activity_at=row.last_activity_at,
        message_count=row.last_seq,
    )


def _first_names(db: Session, person: Person) -> dict[str, str]:
    """First names of all who belong to the contract, whatever their age today: the transcript is of that day."""
    dependants = db.scalars(select(Person).where(Person.principal_id == person.id))
    return {each.id: each.first_name for each in dependants}


def _case(cipher: Cipher, case: Case) -> CaseOfConversation:
    sealed = case.comment_sealed
    comment = cipher.unseal_text(sealed, f"cases.comment:{case.id}") if sealed else None
    return CaseOfConversation(case.id, case.reference, case.state, case.created_at, comment)
