"""What advisors read: who, in civil terms, what was said, what was understood, what was computed, what was sent.

Never the login e-mail, the password's state or a session (A42, K11). Every opening leaves a trace.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import estimate_of, quote_of
from auth_gateway.cases.models import Attachment, Case
from auth_gateway.console.models import ReadEntry, ReadKind
from auth_gateway.conversations.models import Conversation, Message, Turn
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import read_log
from auth_gateway.conversations.views import message_view
from auth_gateway.documents.service import replaced_among
from auth_gateway.members import Mutuelle, Person
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.sealing import unseal_json
from auth_gateway.services import ServiceSet
from quote_draft import Draft, draft_view
from wording import say

Json = dict[str, Any]

LISTED = 200
_HANDED_OVER = "handed_over"


def conversations(services: ServiceSet) -> list[Json]:
    """Return the conversations used last, each with its state in words."""
    cases = select(Case.conversation_id, func.count().label("cases")).group_by(Case.conversation_id).subquery()
    query = (
        select(Conversation, Person, Mutuelle, func.coalesce(cases.c.cases, 0))
        .join(Person, Person.id == Conversation.person_id)
        .join(Mutuelle, Mutuelle.id == Person.mutuelle_id)
        .outerjoin(cases, cases.c.conversation_id == Conversation.id)
        .order_by(Conversation.last_activity_at.desc())
        .limit(LISTED)
    )
    with services.db.read() as db:
        return [_listed(*row) for row in db.execute(query)]


def conversation(services: ServiceSet, advisor: Account, conversation_id: str) -> Json:
    """Open one conversation whole, and write down who did."""
    with services.db.session() as db:
        row = db.get(Conversation, conversation_id)
        if row is None:
            raise not_found("conversation")
        person, cipher = db.get_one(Person, row.person_id), cipher_of(db, row.person_id)
        cases = list(db.scalars(select(Case).where(Case.conversation_id == row.id).order_by(Case.created_at)))
        names = _first_names(db, person)
        log = read_log(db, cipher, row.id)
        trace = {"account_id": advisor.id, "person_id": person.id, "at": services.clock.now()}
        db.add(ReadEntry(kind=ReadKind.CONVERSATION, object_id=row.id, **trace))
        return {
            **_listed(row, person, db.get_one(Mutuelle, person.mutuelle_id), len(cases)),
            "messages": _transcript(db, cipher, row),
            "draft": reveal(draft_view(Draft.replay(log)), names),
            "changes": reveal(_changes(db, cipher, row), names),
            "analyses": _analyses(db, cipher, row),
            "cases": [_case(db, cipher, each) for each in cases],
        }


def cases(services: ServiceSet) -> list[Json]:
    """Return the quotes sent to Ligne claire, newest first."""
    query = (
        select(Case, Person, Mutuelle)
        .join(Person, Person.id == Case.person_id)
        .join(Mutuelle, Mutuelle.id == Person.mutuelle_id)
        .order_by(Case.created_at.desc())
        .limit(LISTED)
    )
    with services.db.read() as db:
        return [
            {**_case(db, cipher_of(db, case.person_id), case), "member": _member(person, mutuelle)}
            for case, person, mutuelle in db.execute(query)
        ]


def attachment(services: ServiceSet, advisor: Account, case_id: str) -> tuple[Attachment, Cipher]:
    """Return the file's row for a download, what opens it, and write down who asked."""
    with services.db.session() as db:
        row = db.scalar(select(Attachment).where(Attachment.case_id == case_id))
        if row is None:
            raise not_found("file")
        person = db.get_one(Person, db.get_one(Case, case_id).person_id)
        trace = {"account_id": advisor.id, "person_id": person.id, "at": services.clock.now()}
        db.add(ReadEntry(kind=ReadKind.ATTACHMENT, object_id=row.id, **trace))
        return row, cipher_of(db, person.id)


def _listed(row: Conversation, person: Person, mutuelle: Mutuelle, cases: int) -> Json:
    return {
        "id": row.id,
        "state": "handed_over" if cases else row.state.value,
        "state_label": say("pages", "console", "states", _HANDED_OVER if cases else row.state),
        "member": _member(person, mutuelle),
        "created_at": _instant(row.created_at),
        "last_activity_at": _instant(row.last_activity_at),
        "message_count": row.last_seq,
        "case_count": cases,
    }


def _member(person: Person, mutuelle: Mutuelle) -> Json:
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "birth_date": person.birth_date.isoformat(),
        "member_number": person.member_number,
        "mutuelle": {"id": mutuelle.id, "name": mutuelle.name},
        "guarantee_id": person.guarantee_id,
        "top_up_id": person.top_up_id,
    }


def _first_names(db: Session, person: Person) -> dict[str, str]:
    """First names of all who belong to the contract, whatever their age today: the transcript is of that day."""
    dependants = db.scalars(select(Person).where(Person.principal_id == person.id))
    return {each.id: each.first_name for each in dependants}


def _transcript(db: Session, cipher: Cipher, row: Conversation) -> list[Json]:
    """Every message, with the buttons that were offered."""
    messages = db.scalars(select(Message).where(Message.conversation_id == row.id).order_by(Message.seq))
    return [message_view(cipher, message, live_turn=message.turn_id) for message in messages]


def _changes(db: Session, cipher: Cipher, row: Conversation) -> list[Json]:
    """Return what each turn did to the draft, before → after, with the number of its last message."""
    turns = db.execute(
        select(Turn, func.max(Message.seq))
        .outerjoin(Message, Message.turn_id == Turn.id)
        .where(Turn.conversation_id == row.id)
        .group_by(Turn.id)
        .order_by(Turn.number)
    )
    changes = []
    for turn, seq in turns:
        answer = unseal_json(cipher, turn.answer_sealed, f"turns.answer:{turn.id}")
        if answer["understood"]["changes"]:
            changes.append({"seq": seq, "at": _instant(turn.created_at), **answer["understood"]})
    return changes


def _analyses(db: Session, cipher: Cipher, row: Conversation) -> list[Json]:
    query = select(Analysis).where(Analysis.conversation_id == row.id).order_by(Analysis.created_at.desc())
    found = list(db.scalars(query))
    replaced = replaced_among(db, found)
    return [{**_analysis(cipher, each), "replaced": each.id in replaced} for each in found]


def _analysis(cipher: Cipher, analysis: Analysis) -> Json:
    return {
        "id": analysis.id,
        "created_at": _instant(analysis.created_at),
        "made_on": analysis.made_on.isoformat(),
        "quote": quote_of(cipher, analysis),
        "estimate": estimate_of(cipher, analysis),
    }


def _case(db: Session, cipher: Cipher, case: Case) -> Json:
    file = db.scalar(select(Attachment).where(Attachment.case_id == case.id))
    return {
        "id": case.id,
        "conversation_id": case.conversation_id,
        "created_at": _instant(case.created_at),
        "last_seq": case.last_seq,
        "comment": cipher.unseal_text(case.comment_sealed, f"cases.comment:{case.id}") if case.comment_sealed else None,
        "attachment": None
        if file is None
        else {
            "name": cipher.unseal_text(file.name_sealed, f"attachments.name:{file.id}"),
            "kind": file.kind.value,
            "size": file.size,
            "scanned": file.scanned,
            "url": f"/api/v1/console/cases/{case.id}/attachment",
        },
    }


def _instant(at: Any) -> str:
    return str(at.isoformat()).replace("+00:00", "Z")
