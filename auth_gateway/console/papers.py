"""The desk reads a file of a case as the conversation reads a member's paper, and takes it into the draft's copy."""

from collections.abc import Sequence
from typing import Any

from auth_gateway import papers
from auth_gateway.accounts import cipher_of
from auth_gateway.console import service, traces
from auth_gateway.console.correcting import Copy
from auth_gateway.console.models import ReadKind
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.papers import Taking
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.services import ServiceSet
from quote_draft import DraftChangeError

Json = dict[str, Any]


def read(services: ServiceSet, desk: SignedInAdvisor, file_id: str) -> None:
    """Read a released file of a case in the reader's scope; one that was read already stays as it is."""
    with services.db.session() as db:
        row, case = service.released(db, desk, file_id)
        now = services.clock.now()
        traces.opened(db, desk.account.id, ReadKind.ATTACHMENT, person_id=case.person_id, object_id=row.id, now=now)
        cipher, name = cipher_of(db, case.person_id), row.storage_name
        if papers.of_attachments(db, [file_id]):
            return
    storage = services.storage
    was = papers.read_file(storage.read(name, cipher), services.clock.today())
    with papers.kept(storage, cipher, was, person_id=case.person_id, name="") as paper, services.db.session() as db:
        db.add(paper.row(cipher, services.clock.now(), attachment_id=file_id))


def strip(services: ServiceSet, desk: SignedInAdvisor, file_id: str, number: int) -> bytes:
    """Return the strip of the page where a line was read, the rest of the page aside."""
    with services.db.session() as db:
        row, case = service.released(db, desk, file_id)
        traces.looked_at(db, desk.account.id, case.person_id, row.id, services.clock.now())
        cipher = cipher_of(db, case.person_id)
        paper = papers.of_attachments(db, [file_id]).get(file_id)
        read = papers.read_of(cipher, paper) if paper is not None else {"lines": [], "private": []}
    place = next((line["where"] for line in read["lines"] if line["number"] == number), None)
    if paper is None or place is None or not 1 <= place["page"] <= len(paper.page_names):
        raise not_found("file")
    return papers.strip(services.storage.read(paper.page_names[place["page"] - 1], cipher), place, read["private"])


def taking(copied: Copy, read: Json, lines: Sequence[int]) -> list[Json]:
    """Return the changes that put chosen lines of a reading in the place of those of the copy."""
    emptied: list[Json] = [{"delete_line": number} for number in range(len(copied.draft.lines), 0, -1)]
    try:
        return [*emptied, *papers.changes_of(copied.after(emptied), copied.context, read, Taking(lines))]
    except DraftChangeError as error:
        errors = [{"path": error.path, "message": error.message}]
        raise ProblemError(422, "invalid_change", errors=errors) from error
