"""A quote sent as a paper: read, looked at by the member, taken over in one turn or left.

The reading is done before its turn, with no transaction open and without the conversation's lock: the member may go on
writing meanwhile.
"""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.conversations import live
from auth_gateway.conversations.record import TurnRecord
from auth_gateway.conversations.service import Caller, check_may_describe, owned, record_of
from auth_gateway.conversations.store import TurnKey
from auth_gateway.conversations.turns import Said, Tools, run_turn, send_paper
from auth_gateway.files import Scanner, SentFile, Verdict, made_safe, refused
from auth_gateway.members import names_of
from auth_gateway.papers import Paper, Taking
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.limits import Share
from auth_gateway.platform.storage import Storage
from quote_draft import DraftChangeError
from wording import say

Json = dict[str, Any]

WAIT_SECONDS = 20.0  # for a sentence sent meanwhile: what was read is not thrown away for it


def read(
    tools: Tools, caller: Caller, conversation_id: str, file: SentFile, *, scanner: Scanner, storage: Storage
) -> Json:
    """Read a file and ask the member to look at it; nothing of it is in the draft yet."""
    check_may_describe(caller)
    with tools.db.read() as db:
        owned(db, caller, conversation_id)
    tools.limits.charge(Share.PAPERS, caller.person.id)
    made_safe(file)
    if scanner.scan(file.content, tools.clock.now()) is Verdict.INFECTED:
        raise refused("file_infected", file.name)
    live.typing(tools.redis, conversation_id)
    was = papers.read_file(file.content, caller.today, names_of(caller.rights.beneficiaries))
    with papers.kept(
        storage, caller.cipher, was, person_id=caller.person.id, name=file.name, original=file.content
    ) as paper:
        speak = send_paper(paper, was.found, say("conversation", "paper_sent", name=file.name))
        key = TurnKey(f"paper-{paper.id}", "")
        return run_turn(tools, key, lambda db: record_of(db, caller, conversation_id), speak, wait=WAIT_SECONDS)


def accept(tools: Tools, caller: Caller, conversation_id: str, document: str, taking: Taking) -> Json:
    """Take lines of a reading into the draft, corrected as the member says, in one turn that one undo takes back.

    A paper is taken once: it waits again only when that was undone.
    """
    check_may_describe(caller)
    with tools.db.read() as db:
        _paper(db, caller, conversation_id, document)

    def speak(record: TurnRecord) -> Said:
        if record.paper is None or record.paper["document"] != document:
            raise ProblemError(409, "paper_settled")
        try:
            events = papers.events_of(record.draft(), record.context(), record.paper, taking)
        except DraftChangeError as error:
            errors = [{"path": error.path, "message": error.message}]
            raise ProblemError(422, "invalid_change", errors=errors) from error
        return Said(None, {"take_paper": {"events": events}})

    key = TurnKey(f"take-{uuid.uuid4()}", "")
    return run_turn(tools, key, lambda db: record_of(db, caller, conversation_id), speak)


def page_picture(
    db: Session, storage: Storage, caller: Caller, conversation_id: str, document: str, *, number: int
) -> bytes:
    """Return a page as it was read, for its owner alone."""
    paper = _paper(db, caller, conversation_id, document)
    if not 1 <= number <= len(paper.page_names):
        raise not_found("file")
    return storage.read(paper.page_names[number - 1], caller.cipher)


def _paper(db: Session, caller: Caller, conversation_id: str, document: str) -> Paper:
    owned(db, caller, conversation_id)
    paper: Paper | None = db.get(Paper, document)
    if paper is None or paper.conversation_id != conversation_id:
        raise not_found("file")
    return paper
