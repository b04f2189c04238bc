"""A paper that a member sent to be read: its file and its pages in the storage folder, what was read of it, sealed."""

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class Paper(Base):
    """Of a conversation, or read at the desk out of a file of a case.

    One whose conversation was handed over with it has both: it then stays with its case, the others are over after a
    month. Pasted text has no file and no pages.
    """

    __tablename__ = "papers"

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)  # whose key seals it
    conversation_id: Mapped[Id | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    attachment_id: Mapped[Id | None] = mapped_column(ForeignKey("attachments.id"), index=True)
    storage_name: Mapped[Id | None]  # the original; none for pasted text, or at the desk
    pages: Mapped[str] = mapped_column(String(800))  # upright, as they were read, in order
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    read_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)

    @property
    def page_names(self) -> list[str]:
        return self.pages.split()
