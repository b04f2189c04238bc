"""The mutuelles that somebody of Ligne claire works for: without a row nothing of a mutuelle is seen (A43)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id


class StaffScope(Base):
    __tablename__ = "staff_scopes"

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    mutuelle_id: Mapped[str] = mapped_column(ForeignKey("mutuelles.id"), primary_key=True)
