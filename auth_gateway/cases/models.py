"""What members hand over to Ligne claire, and what becomes of it: cases, their messages, notes, answers and history.

What tells someone's health is sealed; what the desk must search and sort by is readable.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.files import FileKind
from auth_gateway.platform.db import Base, Id, PrimaryId


class Subject(StrEnum):
    QUOTE = "quote"
    QUESTION = "question"
    COMPLAINT = "complaint"


class CaseState(StrEnum):
    RECEIVED = "received"
    CHECKING_FILES = "checking_files"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_YOU = "waiting_for_you"  # for the member
    ANSWERED = "answered"
    CLOSED = "closed"


class Tab(StrEnum):
    """Where a case stands for the desk: a function of its state, kept beside it for the lists' indexes."""

    TODO = "todo"
    TAKEN = "taken"
    DONE = "done"


class Author(StrEnum):
    MEMBER = "member"
    ADVISOR = "advisor"


class FileState(StrEnum):
    RELEASED = "released"
    QUARANTINED = "quarantined"  # no scanner has said yet that it is clean
    REFUSED = "refused"


class EventKind(StrEnum):
    RECEIVED = "received"
    FILE_RELEASED = "file_released"
    FILE_REFUSED = "file_refused"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    RELEASED = "released"
    MESSAGE = "message"
    ASKED = "asked"
    REPLIED = "replied"  # by the member
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    RATED = "rated"
    FILE_SENT = "file_sent"  # by the desk
    DUE = "due"  # the day was changed
    URGENT = "urgent"
    NOT_URGENT = "not_urgent"


class Case(Base):
    """Something to be answered. The draft and the transcript are attached by reference, as far as `last_seq`."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_tab_waiting_since", "tab", "waiting_since", "id"),
        Index("ix_cases_tab_due_at", "tab", "due_at", "id"),
        Index("ix_cases_tab_created_at", "tab", "created_at", "id"),
        Index("ix_cases_assignee_id_tab_waiting_since", "assignee_id", "tab", "waiting_since", "id"),
        Index("ix_cases_tab_urgent_waiting_since", "tab", "urgent", "waiting_since", "id"),
        Index("ix_cases_mutuelle_id_tab", "mutuelle_id", "tab"),
    )

    id: Mapped[PrimaryId]
    reference: Mapped[str] = mapped_column(String(12), unique=True)  # what members and advisors call it by
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)
    mutuelle_id: Mapped[str] = mapped_column(ForeignKey("mutuelles.id"))
    conversation_id: Mapped[Id | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    last_seq: Mapped[int | None]
    subject: Mapped[Subject]
    state: Mapped[CaseState]
    tab: Mapped[Tab]
    why: Mapped[str | None] = mapped_column(
        String(24)
    )  # why it came, for the figures: `to_check`, `stuck`, `sent_alone`
    stuck_at: Mapped[str | None] = mapped_column(String(40))  # the field that was being asked
    urgent: Mapped[bool] = mapped_column(default=False)  # somebody at the desk said so
    last_number: Mapped[int] = mapped_column(default=0)  # of its steps, messages and files, counted together
    head: Mapped[str | None] = mapped_column(String(64))  # the digest of the last one, see `chain`
    salt_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    assignee_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))
    taken_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    waiting_since: Mapped[dt.datetime]  # since when the side whose turn it is has been waited for
    due_at: Mapped[dt.datetime]  # FAR when no delay is set
    acknowledge_by: Mapped[dt.datetime | None]  # until when whoever complains hears from the desk; none: they have
    reminded_for: Mapped[dt.datetime | None]  # the deadline of which the desk was last told
    summary_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary
    )  # what the list shows: act, left to pay, why, last words
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    close_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    helpful: Mapped[bool | None]
    real_reimbursement_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class CaseWord(Base):
    """A word by which the desk finds a case, as a keyed hash: of the member's name, or their number (C16)."""

    __tablename__ = "case_words"

    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), primary_key=True)


class CaseMessage(Base):
    """What the member and the desk write to each other inside a case."""

    __tablename__ = "case_messages"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    author: Mapped[Author]
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))  # the advisor; none for the member
    answer_id: Mapped[Id | None] = mapped_column(ForeignKey("case_answers.id"))  # this message is that answer
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str | None] = mapped_column(String(64))  # see `chain`; none: from before it
    created_at: Mapped[dt.datetime]


class CaseNote(Base):
    """What advisors write for each other: never shown to the member, nor in the thread."""

    __tablename__ = "case_notes"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime]


class CaseEvent(Base):
    """One step of a case's life, appended; `account_id` is who did it, the member when none."""

    __tablename__ = "case_events"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    kind: Mapped[EventKind]
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))
    about_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))  # whom a case is assigned to
    said_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # JSON: the words that the step carries
    digest: Mapped[str | None] = mapped_column(String(64))  # see `chain`; none: from before it
    at: Mapped[dt.datetime]


class CaseEstimate(Base):
    """What an advisor computed on a copy of the member's draft. Never changed: another correction makes another one."""

    __tablename__ = "case_estimates"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # changes, draft, quote, before, after, differences
    made_on: Mapped[dt.date]  # business date
    created_at: Mapped[dt.datetime]


class CaseAnswer(Base):
    """The desk's answer: a document of the member's, with the corrected estimate when there is one."""

    __tablename__ = "case_answers"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)  # the member who asked
    beneficiary_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))  # whose care it is
    estimate_id: Mapped[Id | None] = mapped_column(ForeignKey("case_estimates.id"))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[dt.date]  # business date
    created_at: Mapped[dt.datetime]


class KeptReply(Base):
    """What an advisor has begun to write, kept until it is sent."""

    __tablename__ = "kept_replies"

    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[dt.datetime]


class Attachment(Base):
    """A file of a case, sealed in the storage folder under random names: as it came, and each page painted again.

    The original is never served. Pages are, once the file is released.
    """

    __tablename__ = "attachments"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), index=True)
    message_id: Mapped[Id | None] = mapped_column(ForeignKey("case_messages.id"))  # none: it came with the case
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))  # the advisor; none: the member sent it
    number: Mapped[int]
    storage_name: Mapped[Id] = mapped_column(unique=True)
    pages: Mapped[str] = mapped_column(String(800))  # their names in the storage folder, in order
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # what the sender's device called it
    kind: Mapped[FileKind]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[FileState] = mapped_column(index=True)
    digest: Mapped[str | None] = mapped_column(String(64))  # see `chain`; none: from before it
    created_at: Mapped[dt.datetime]

    @property
    def page_names(self) -> list[str]:
        return self.pages.split()


class SupportRequest(Base):
    __tablename__ = "support_requests"

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # subject and text
    created_at: Mapped[dt.datetime]
