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
from auth_gateway.cases import life
from auth_gateway.cases.models import Attachment, Author, Case, CaseState, EventKind, FileState
from auth_gateway.cases.states import TABS
from auth_gateway.files import FileKind, SafeFile, SentFile, Verdict, as_pdf, made_safe, refused
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.storage import Storage
from auth_gateway.services import ServiceSet
from wording import say

Json = dict[str, Any]

FILES_A_DAY = 20  # C18
FILES_AT_ONCE = 5
NAME_CHARACTERS = 200
_EXTENSIONS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "jpg", FileKind.HEIC: "jpg"}


@dataclass(frozen=True)
class KeptFile:
    """A file that was checked and stands in the storage folder: the original, and each page."""

    sent: SentFile
    safe: SafeFile
    verdict: Verdict
    original: str
    pages: list[str]


@contextlib.contextmanager
def kept(
    services: ServiceSet, cipher: Cipher, files: Sequence[SentFile], *, to_member: bool = False
) -> Iterator[list[KeptFile]]:
    """Check the files, all or none, and write them before their rows; take them away when the rows were not written.

    `to_member`: nothing leaves the desk that no scanner has seen, where one is set.
    """
    checked = [(file, made_safe(file)) for file in files]
    now = services.clock.now()
    verdicts = [services.scanner.scan(file.content, now) for file, _safe in checked]
    for (file, _safe), verdict in zip(checked, verdicts, strict=True):
        if verdict is Verdict.INFECTED:
            raise refused("file_infected", file.name)
        if verdict is Verdict.UNKNOWN and to_member:
            raise refused("file_unchecked", file.name)
    storage, names = services.storage, []
    try:
        found = []
        for (file, safe), verdict in zip(checked, verdicts, strict=True):
            names.append(original := storage.keep(file.content, cipher))
            pages = []
            for page in safe.pages:
                names.append(name := storage.keep(page, cipher))
                pages.append(name)
            found.append(KeptFile(file, safe, verdict, original, pages))
        yield found
    except BaseException:
        for name in names:
            storage.drop(name)
        raise


def attach(
    db: Session,
    services: ServiceSet,
    case: Case,
    files: Sequence[KeptFile],
    *,
    message_id: str | None = None,
    advisor_id: str | None = None,
) -> list[Attachment]:
    """Add the rows of files to a case, in order; it waits for the scanner when one has not been seen by it.

    They are the member's, or an advisor's when `advisor_id` is given.
    """
    now, cipher = services.clock.now(), cipher_of(db, case.person_id)
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
                number=life.next_number(case),
                storage_name=file.original,
                pages=" ".join(file.pages),
                name_sealed=cipher.seal_text(file.sent.name[:NAME_CHARACTERS], f"attachments.name:{row}"),
                kind=file.safe.kind,
                size=len(file.sent.content),
                sha256=hashlib.sha256(file.sent.content).hexdigest(),
                state=FileState.RELEASED if file.verdict is Verdict.CLEAN else FileState.QUARANTINED,
                created_at=now,
            )
        )
    db.add_all(rows)
    if any(file.verdict is Verdict.UNKNOWN for file in files):
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


def scan_again(services: ServiceSet) -> int:
    """Ask the scanner about every file that is held apart; return how many were settled."""
    with services.db.read() as db:
        held = select(Attachment, Case.person_id).join(Case, Case.id == Attachment.case_id)
        rows = db.execute(held.where(Attachment.state == FileState.QUARANTINED))
        waiting = [(row, cipher_of(db, person_id)) for row, person_id in rows]
    scanner, storage = services.scanner, services.storage
    settled = 0
    for row, cipher in waiting:
        verdict = scanner.scan(storage.read(row.storage_name, cipher), services.clock.now())
        if verdict is not Verdict.UNKNOWN:
            _settle(services, row.id, verdict)
            settled += 1
    return settled


def _settle(services: ServiceSet, file_id: str, verdict: Verdict) -> None:
    """Release or refuse a file; the case is the desk's once none of its files waits any more."""
    with services.db.session() as db:
        row = db.get_one(Attachment, file_id, with_for_update=True)
        case = db.get_one(Case, row.case_id, with_for_update=True)
        clean = verdict is Verdict.CLEAN
        row.state = FileState.RELEASED if clean else FileState.REFUSED
        now = services.clock.now()
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
