"""Who of Ligne claire may see whose cases: roles stand on the account, scopes here."""

from auth_gateway.staff.models import StaffScope
from auth_gateway.staff.service import DESK, mutuelles_of

__all__ = ["DESK", "StaffScope", "mutuelles_of"]
