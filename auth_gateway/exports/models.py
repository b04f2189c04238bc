"""One request for one's data, and the sealed file that answers it."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class ExportStatus(StrEnum):
    PREPARING = "preparing"
    READY = "ready"
    EXPIRED = "expired"


class Export(Base):
    __tablename__ = "exports"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    status: Mapped[ExportStatus]
    asked_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]  # of the file, once it is there
    storage_name: Mapped[Id | None]
