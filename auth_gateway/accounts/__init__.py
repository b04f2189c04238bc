"""The accounts that sign in, and their passwords."""

from auth_gateway.accounts.models import Account, AccountRole, AccountStatus

__all__ = ["Account", "AccountRole", "AccountStatus"]
