"""What members ask about their data; a row outlives an erased account, without its words, as a proof."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class RequestKind(StrEnum):
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    DIRECTIVE = "directive"


class RequestStatus(StrEnum):
    OPEN = "open"  # to be done on its day; in force, for a restriction or a directive; to be answered, for an objection
    DONE = "done"
    CANCELLED = "cancelled"  # by the member; a directive, by the next one


class DataRequest(Base):
    __tablename__ = "data_requests"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[RequestKind]
    status: Mapped[RequestStatus]
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # of an objection or a directive
    asked_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime | None]  # of an erasure: it can be cancelled until then
    closed_at: Mapped[dt.datetime | None]

    @property
    def reference(self) -> str:
        """Return what the receipt names the request by."""
        return self.id[:8].upper()
