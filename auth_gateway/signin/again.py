"""Asking for the password again before something that cannot be taken back."""

from auth_gateway.accounts import Account
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.signin import tries


def require_password(services: ServiceSet, account: Account, password: str) -> None:
    """Raise 403 `wrong_password`, or 429: a stolen session must not be a way to guess. No transaction stays open."""
    allowance = tries.allowance_of_account(services.vault, account.id)
    with services.db.session() as db:
        wait = tries.charge(db, allowance, services.clock.now())
    if wait is not None:
        raise tries.refusal(wait)
    if not services.passwords.check(password, account.password_hash):
        raise ProblemError(403, "wrong_password")
    with services.db.session() as db:
        tries.forgive(db, allowance)
