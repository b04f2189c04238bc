"""Scopes, read from the database at each request: taking a mutuelle away from somebody applies at once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import AccountRole
from auth_gateway.staff.models import StaffScope

DESK = frozenset({AccountRole.ADVISOR, AccountRole.SUPERVISOR})
"""The roles that open cases."""


def mutuelles_of(db: Session, account_id: str) -> frozenset[str]:
    """Return the ids of the mutuelles whose cases this person may see."""
    return frozenset(db.scalars(select(StaffScope.mutuelle_id).where(StaffScope.account_id == account_id)))
