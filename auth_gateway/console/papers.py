"""The desk reads a file of a case as the conversation reads a member's paper, and takes it into the draft's copy."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import cipher_of
from auth_gateway.cases.models import Case
from auth_gateway.console import service, traces
from auth_gateway.console.correcting import Copy
from auth_gateway.console.models import ReadKind
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.papers import Taking
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.storage import Storage
from quote_draft import DraftChangeError

Json = dict[str, Any]


def unread(db: Session, desk: SignedInAdvisor, file_id: str, now: dt.datetime) -> tuple[Case, str] | None:
    """Return a released file's case and the name that it is kept under; None when it has been read already."""
    row, case = service.released(db, desk, file_id)
    traces.opened(db, desk.account.id, ReadKind.ATTACHMENT, person_id=case.person_id, object_id=row.id, now=now)
    return None if papers.of_attachments(db, [file_id]) else (case, row.storage_name)


@dataclass(frozen=True)
class Strip:
    """Where a line was read: the page's name, the place on it, and what of the page stays private."""

    page: str
    place: Json
    private: Sequence[Json]
    cipher: Cipher

    def picture(self, storage: Storage) -> bytes:
        return papers.strip(storage.read(self.page, self.cipher), self.place, self.private)


def strip_of(db: Session, desk: SignedInAdvisor, file_id: str, number: int, now: dt.datetime) -> Strip:
    """Return the strip of the page where a line was read, the rest of the page aside."""
    row, case = service.released(db, desk, file_id)
    traces.looked_at(db, desk.account.id, case.person_id, row.id, now)
    cipher = cipher_of(db, case.person_id)
    paper = papers.of_attachments(db, [file_id]).get(file_id)
    read = papers.read_of(cipher, paper) if paper is not None else {"lines": [], "private": []}
    place = next((line["where"] for line in read["lines"] if line["number"] == number), None)
    if paper is None or place is None or not 1 <= place["page"] <= len(paper.page_names):
        raise not_found("file")
    return Strip(paper.page_names[place["page"] - 1], place, read["private"], cipher)


def taking(copied: Copy, read: Json, lines: Sequence[int]) -> list[Json]:
    """Return the changes that put chosen lines of a reading in the place of those of the copy."""
    emptied: list[Json] = [{"delete_line": number} for number in range(len(copied.draft.lines), 0, -1)]
    try:
        return [*emptied, *papers.changes_of(copied.after(emptied), copied.context, read, Taking(lines))]
    except DraftChangeError as error:
        errors = [{"path": error.path, "message": error.message}]
        raise ProblemError(422, "invalid_change", errors=errors) from error
