"""What the desk opens: a case, a conversation that was handed over, a file. Each opening leaves its trace."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import files
from auth_gateway.cases.models import Attachment, Case, FileState
from auth_gateway.console import traces
from auth_gateway.console.case import analyses, member, whole
from auth_gateway.console.models import ReadKind
from auth_gateway.console.scope import case_for, conversation_for, in_scope
from auth_gateway.console.transcript import changes, strip, transcript
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import read_log
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.files import FileKind, as_pdf
from auth_gateway.members import Mutuelle, Person
from auth_gateway.platform.clock import instant
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import not_found
from auth_gateway.services import ServiceSet
from quote_draft import Draft, draft_view
from wording import say

Json = dict[str, Any]

_HANDED_OVER = "handed_over"


def open_case(services: ServiceSet, desk: SignedInAdvisor, case_id: str) -> Json:
    with services.db.session() as db:
        case = case_for(db, desk, case_id)
        now = services.clock.now()
        traces.opened(db, desk.account.id, ReadKind.CASE, person_id=case.person_id, object_id=case.id, now=now)
        return whole(db, services, case, desk.account.id)


def open_conversation(services: ServiceSet, desk: SignedInAdvisor, conversation_id: str) -> Json:
    """Open one conversation whole, and write down who did."""
    with services.db.session() as db:
        row, person = conversation_for(db, desk, conversation_id)
        cipher = cipher_of(db, person.id)
        cases = db.scalars(select(Case).where(Case.conversation_id == row.id, in_scope(desk)).order_by(Case.created_at))
        messages = transcript(db, cipher, row)
        names = _first_names(db, person)
        now = services.clock.now()
        traces.opened(db, desk.account.id, ReadKind.CONVERSATION, person_id=person.id, object_id=row.id, now=now)
        return {
            **listed(db, row),
            "messages": messages,
            "signals": strip(messages),
            "draft": reveal(draft_view(Draft.replay(read_log(db, cipher, row.id))), names),
            "changes": reveal(changes(messages), names),
            "analyses": analyses(db, cipher, row),
            "cases": [_case(cipher, each) for each in cases],
        }


def download(services: ServiceSet, desk: SignedInAdvisor, file_id: str) -> tuple[str, bytes]:
    """Return a released file's name and its painted pages, a PDF or a photo, and write down who asked."""
    with services.db.session() as db:
        row, case = released(db, desk, file_id)
        now = services.clock.now()
        traces.opened(db, desk.account.id, ReadKind.ATTACHMENT, person_id=case.person_id, object_id=row.id, now=now)
        cipher = cipher_of(db, case.person_id)
    pages = [services.storage.read(name, cipher) for name in row.page_names]
    name = files.download_name(case.reference, row.kind)
    return name, as_pdf(pages) if row.kind is FileKind.PDF else pages[0]


def page_picture(services: ServiceSet, desk: SignedInAdvisor, file_id: str, number: int) -> bytes:
    """Return one painted page, to be looked at beside the case, and write down who looked."""
    with services.db.session() as db:
        row, case = released(db, desk, file_id)
        if not 1 <= number <= len(row.page_names):
            raise not_found("file")
        traces.looked_at(db, desk.account.id, case.person_id, row.id, services.clock.now())
        cipher = cipher_of(db, case.person_id)
    return services.storage.read(row.page_names[number - 1], cipher)


def released(db: Session, desk: SignedInAdvisor, file_id: str) -> tuple[Attachment, Case]:
    """Return a file of a case of the reader's scope, once it is known to be clean; 404 otherwise."""
    row = db.get(Attachment, file_id)
    if row is None or row.state is not FileState.RELEASED:
        raise not_found("file")
    return row, case_for(db, desk, row.case_id)


def listed(db: Session, row: Conversation) -> Json:
    """Return who a handed-over conversation is of and when it was, nothing of what was said."""
    person = db.get_one(Person, row.person_id)
    return {
        "id": row.id,
        "state": _HANDED_OVER,
        "state_label": say("pages", "console", "states", _HANDED_OVER),
        "member": member(person, db.get_one(Mutuelle, person.mutuelle_id)),
        "created_at": instant(row.created_at),
        "last_activity_at": instant(row.last_activity_at),
        "message_count": row.last_seq,
    }


def _first_names(db: Session, person: Person) -> dict[str, str]:
    """First names of all who belong to the contract, whatever their age today: the transcript is of that day."""
    dependants = db.scalars(select(Person).where(Person.principal_id == person.id))
    return {each.id: each.first_name for each in dependants}


def _case(cipher: Cipher, case: Case) -> Json:
    sealed = case.comment_sealed
    return {
        "id": case.id,
        "reference": case.reference,
        "state": case.state.value,
        "created_at": instant(case.created_at),
        "comment": cipher.unseal_text(sealed, f"cases.comment:{case.id}") if sealed else None,
    }
