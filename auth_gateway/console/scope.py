"""What somebody at the desk may see: the cases of their mutuelles, and those assigned to them (A43).

Anything else does not exist for them (404). A conversation is seen through a case of it.
"""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from auth_gateway.cases.models import Case
from auth_gateway.conversations.models import Conversation
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.members import Person
from auth_gateway.platform.errors import not_found


def in_scope(desk: SignedInAdvisor) -> ColumnElement[bool]:
    """Say which cases this reader may see."""
    return or_(Case.mutuelle_id.in_(sorted(desk.mutuelles)), Case.assignee_id == desk.account.id)


def case_for(db: Session, desk: SignedInAdvisor, case_id: str, *, lock: bool = False) -> Case:
    """Return a case of the reader's scope, or 404."""
    query = select(Case).where(Case.id == case_id, in_scope(desk))
    case = db.scalar(query.with_for_update() if lock else query)
    if case is None:
        raise not_found("case")
    return case


def conversation_for(db: Session, desk: SignedInAdvisor, conversation_id: str) -> tuple[Conversation, Person]:
    """Return a conversation that somebody of the reader's mutuelles handed over, or 404."""
    row = db.get(Conversation, conversation_id)
    handed_over = select(Case.id).where(Case.conversation_id == conversation_id, in_scope(desk)).limit(1)
    if row is None or db.scalar(handed_over) is None:
        raise not_found("conversation")
    return row, db.get_one(Person, row.person_id)
