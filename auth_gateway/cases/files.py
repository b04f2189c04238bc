"""The files of a case: sealed as they came, shown as pages painted again, held apart until known to be clean."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import chain, life
from auth_gateway.cases.models import Attachment, Author, Case, CaseState, EventKind, FileState
from auth_gateway.cases.states import TABS
from auth_gateway.files import FileKind, SafeFile, Scanner, SentFile, Verdict, as_pdf, made_safe, refused
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import Database, new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.storage import Storage
from wording import say

Json = dict[str, Any]

FILES_A_DAY = 20  # C18
FILES_AT_ONCE = 5
NAME_CHARACTERS = 200
_EXTENSIONS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "jpg", FileKind.HEIC: "jpg"}


@dataclass(frozen=True)
class CheckedFile:
    """A file made safe, and what the scanner says of it."""

    sent: SentFile
    safe: SafeFile
    verdict: Verdict


@dataclass(frozen=True)
class KeptFile:
    """A checked file that stands in the storage folder: the original, and each page."""

    checked: CheckedFile
    original: str
    pages: list[str]


def checked(
    scanner: Scanner, files: Sequence[SentFile], now: dt.datetime, *, to_member: bool = False
) -> list[CheckedFile]:
    """Check the files, all or none.

    `to_member`: nothing leaves the desk that no scanner has seen, where one is set.
    """
    safe = [made_safe(file) for file in files]
    found = [CheckedFile(file, each, scanner.scan(file.content, now)) for file, each in zip(files, safe, strict=True)]
    for each in found:
        if each.verdict is Verdict.INFECTED:
            raise refused("file_infected", each.sent.name)
        if each.verdict is Verdict.UNKNOWN and to_member:
            raise refused("file_unchecked", each.sent.name)
    return found


@contextlib.contextmanager
def kept(storage: Storage, cipher: Cipher, files: Sequence[CheckedFile]) -> Iterator[list[KeptFile]]:
    """Write files before their rows; take them away when the rows were not written."""
    names: list[str] = []
    try:
        found = []
        for file in files:
            names.append(original := storage.keep(file.sent.content, cipher))
            pages = []
            for page in file.safe.pages:
                names.append(name := storage.keep(page, cipher))
                pages.append(name)
            found.append(KeptFile(file, original, pages))
        yield found
    except BaseException:
        for name in names:
            storage.drop(name)
        raise


def attach(
    db: Session,
    case: Case,
    files: Sequence[KeptFile],
    now: dt.datetime,
    *,
    message_id: str | None = None,
    advisor_id: str | None = None,
) -> list[Attachment]:
    """Add the rows of files to a case, in order; it waits for the scanner when one has not been seen by it.

    They are the member's, or an advisor's when `advisor_id` is given.
    """
    cipher = cipher_of(db, case.person_id)
    if advisor_id is None:
        _check_quota(db, case, len(files), now)
    rows = []
    for file in files:
        row = new_id()
        rows.append(
            Attachment(
                id=row,
                case_id=case.id,
                message_id=message_id,
                account_id=advisor_id,
                storage_name=file.original,
                pages=" ".join(file.pages),
                name_sealed=cipher.seal_text(file.checked.sent.name[:NAME_CHARACTERS], f"attachments.name:{row}"),
                kind=file.checked.safe.kind,
                size=len(file.checked.sent.content),
                sha256=hashlib.sha256(file.checked.sent.content).hexdigest(),
                state=FileState.RELEASED if file.checked.verdict is Verdict.CLEAN else FileState.QUARANTINED,
                created_at=now,
            )
        )
    for each in rows:
        chain.join(db, case, each)
    db.add_all(rows)
    if any(file.checked.verdict is Verdict.UNKNOWN for file in files):
        case.state, case.tab = CaseState.CHECKING_FILES, TABS[CaseState.CHECKING_FILES]
    return rows


def _check_quota(db: Session, case: Case, more: int, now: dt.datetime) -> None:
    day = dt.timedelta(days=1)
    sent = list(
        db.scalars(
            select(Attachment.created_at)
            .join(Case, Case.id == Attachment.case_id)
            .where(Case.person_id == case.person_id, Attachment.account_id.is_(None), Attachment.created_at > now - day)
            .order_by(Attachment.created_at)
        )
    )
    over = len(sent) + more - FILES_A_DAY
    if over > 0:
        title = say("problems", "too_many_files", count=FILES_A_DAY)
        wait = ceil((sent[min(over, len(sent)) - 1] + day - now).total_seconds()) if sent else int(day.total_seconds())
        raise ProblemError(429, "too_many_files", title=title, headers={"Retry-After": str(wait)}, retry_after=wait)


def files_of(db: Session, cipher: Cipher, case: Case) -> list[Json]:
    """Return the files of a case with their check: `released`, `quarantined` or `refused`."""
    rows = db.scalars(
        select(Attachment).where(Attachment.case_id == case.id).order_by(Attachment.number, Attachment.created_at)
    )
    return [
        {
            "id": row.id,
            "from": (Author.ADVISOR if row.account_id else Author.MEMBER).value,
            "name": name_of(cipher, row),
            "kind": row.kind.value,
            "size": row.size,
            "state": row.state.value,
            "pages": len(row.page_names) if row.state is FileState.RELEASED else 0,
            "message_id": row.message_id,
        }
        for row in rows
    ]


def name_of(cipher: Cipher, file: Attachment) -> str:
    """Return what the sender's device called a file, or what it is when it had no name."""
    return cipher.unseal_text(file.name_sealed, f"attachments.name:{file.id}") or say("cases", "unnamed")


def scan_again(database: Database, scanner: Scanner, storage: Storage, now: dt.datetime) -> int:
    """Ask the scanner about every file that is held apart; return how many were settled."""
    with database.read() as db:
        held = select(Attachment, Case.person_id).join(Case, Case.id == Attachment.case_id)
        rows = db.execute(held.where(Attachment.state == FileState.QUARANTINED))
        waiting = [(row, cipher_of(db, person_id)) for row, person_id in rows]
    settled = 0
    for row, cipher in waiting:
        verdict = scanner.scan(storage.read(row.storage_name, cipher), now)
        if verdict is not Verdict.UNKNOWN:
            with database.session() as db:
                _settle(db, row.id, verdict, now)
            settled += 1
    return settled


def _settle(db: Session, file_id: str, verdict: Verdict, now: dt.datetime) -> None:
    """Release or refuse a file; the case is the desk's once none of its files waits any more."""
    row = db.get_one(Attachment, file_id, with_for_update=True)
    case = db.get_one(Case, row.case_id, with_for_update=True)
    clean = verdict is Verdict.CLEAN
    row.state = FileState.RELEASED if clean else FileState.REFUSED
    life.note(db, case, EventKind.FILE_RELEASED if clean else EventKind.FILE_REFUSED, now, None)
    db.flush()
    waits = select(Attachment.id).where(Attachment.case_id == case.id, Attachment.state == FileState.QUARANTINED)
    if case.state is CaseState.CHECKING_FILES and db.scalar(waits.limit(1)) is None:
        life.back_to_the_desk(case, now)


def download_name(reference: str, kind: FileKind) -> str:
    """Return the name under which an advisor saves the file: nothing of it comes from the member."""
    return f"devis-{reference}.{_EXTENSIONS[kind]}"


def document_of(storage: Storage, cipher: Cipher, file: Attachment) -> bytes:
    """Return the pages of a released file as a PDF, as its member is given it."""
    return as_pdf([storage.read(name, cipher) for name in file.page_names])
