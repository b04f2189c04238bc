"""Papers kept for as long as they serve: written before their rows, taken away with their conversation or in time."""

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from auth_gateway.files import SentFile
from auth_gateway.papers.models import Paper
from auth_gateway.papers.reading import WasRead
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.sealing import seal_json, unseal_json
from auth_gateway.platform.storage import Storage

Json = dict[str, Any]

KEPT = dt.timedelta(days=30)  # one that was not handed over
NAME_CHARACTERS = 200


@dataclass(frozen=True)
class KeptPaper:
    """A paper whose files stand in the storage folder, if it has any; its row is still to be written."""

    person_id: str
    name: str
    read: Json
    original: str | None = None
    pages: Sequence[str] = ()
    id: str = field(default_factory=new_id)

    @property
    def shown(self) -> Json:
        return {"document": self.id, **self.read}

    def row(self, cipher: Cipher, now: dt.datetime, **of: str) -> Paper:
        """Return its row: `of` a conversation, or of an attachment."""
        return Paper(
            id=self.id,
            person_id=self.person_id,
            storage_name=self.original,
            pages=" ".join(self.pages),
            name_sealed=cipher.seal_text(self.name[:NAME_CHARACTERS], f"papers.name:{self.id}"),
            read_sealed=seal_json(cipher, self.read, f"papers.read:{self.id}"),
            created_at=now,
            **of,
        )


@contextlib.contextmanager
def kept(
    storage: Storage, cipher: Cipher, was: WasRead, *, person_id: str, name: str, original: bytes | None = None
) -> Iterator[KeptPaper]:
    """Write the files of a paper before its row; take them away when the row was not written.

    `original` is the file as it came, where no case keeps it.
    """
    names: list[str] = []
    try:
        for content in (*was.pages, *([] if original is None else [original])):
            names.append(storage.keep(content, cipher))  # noqa: PERF401  one at a time: what was written is known
        pages = names[: len(was.pages)]
        yield KeptPaper(person_id, name, was.read, None if original is None else names[-1], pages)
    except BaseException:
        for each in names:
            storage.drop(each)
        raise


def read_of(cipher: Cipher, paper: Paper) -> Json:
    """Return what was read, as the contract shows it, with its document."""
    read: Json = unseal_json(cipher, paper.read_sealed, f"papers.read:{paper.id}")
    return {"document": paper.id, **read}


def name_of(cipher: Cipher, paper: Paper) -> str:
    """Return what the member's device called the file."""
    return cipher.unseal_text(paper.name_sealed, f"papers.name:{paper.id}")


def sent_files(storage: Storage, cipher: Cipher, paper: Paper | None) -> list[SentFile]:
    """Return the file of a paper as it came, to be handed over: none without a paper, or for pasted text."""
    if paper is None or paper.storage_name is None:
        return []
    return [SentFile(name_of(cipher, paper), "", storage.read(paper.storage_name, cipher))]


def of_attachments(db: Session, attachment_ids: Collection[str]) -> dict[str, Paper]:
    """Return the papers that were read out of files of a case, by their file."""
    rows = db.scalars(select(Paper).where(Paper.attachment_id.in_(attachment_ids)).order_by(Paper.created_at))
    return {paper.attachment_id: paper for paper in rows if paper.attachment_id is not None}


def stays_with(db: Session, paper: Paper, attachment_id: str) -> None:
    """Keep what was read beside the file of a case, for as long as that."""
    db.execute(update(Paper).where(Paper.id == paper.id).values(attachment_id=attachment_id))


def move(db: Session, source: str, to: str) -> None:
    """Give the papers of a conversation to the one that its quote moves to."""
    db.execute(update(Paper).where(Paper.conversation_id == source).values(conversation_id=to))


def forget(db: Session, conversation_id: str) -> list[str]:
    """Take away the rows of a conversation's papers; return the names of files to be dropped after the commit."""
    return _taken_away(db, list(db.scalars(select(Paper).where(Paper.conversation_id == conversation_id))))


def expire(db: Session, storage: Storage, now: dt.datetime) -> int:
    """Take away what nobody handed over in a month; return how many papers that were."""
    over = list(db.scalars(select(Paper).where(Paper.attachment_id.is_(None), Paper.created_at <= now - KEPT)))
    for name in _taken_away(db, over):
        storage.drop(name)
    return len(over)


def _taken_away(db: Session, papers: Sequence[Paper]) -> list[str]:
    db.execute(delete(Paper).where(Paper.id.in_([paper.id for paper in papers])))
    return [name for paper in papers for name in (paper.storage_name, *paper.page_names) if name]
