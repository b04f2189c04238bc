"""What a sign-in answers when it does not succeed. The specific ones come after a correct password only (K14, K15)."""

from auth_gateway.accounts import AccountStatus
from auth_gateway.platform.errors import ProblemError
from auth_gateway.rights import Reason
from wording import say, words


def wrong_pair() -> ProblemError:
    """Answer a wrong pair, an unknown address and an unverified one alike."""
    return ProblemError(401, "wrong_credentials")


def password_void() -> ProblemError:
    return ProblemError(403, "password_void")


def password_expired() -> ProblemError:
    return ProblemError(403, "password_expired")


_CLOSED = {AccountStatus.SUSPENDED: "account_suspended", AccountStatus.DEACTIVATED: "account_deactivated"}


def account_closed(status: AccountStatus) -> ProblemError:
    return ProblemError(403, _CLOSED[status])


def no_rights(reason: Reason | None) -> ProblemError:
    titles = words("problems", "no_access")
    return ProblemError(403, "no_access", title=titles.get(reason or "other", titles["other"]))


def challenge_over() -> ProblemError:
    """Answer a code that came too late, or for a sign-in that is over: A30, identify again."""
    return ProblemError(410, "challenge_over")


def wrong_code(attempts_left: int) -> ProblemError:
    title = (
        say("problems", "wrong_code", "left", count=attempts_left)
        if attempts_left
        else say("problems", "wrong_code", "none_left")
    )
    return ProblemError(401, "wrong_code", title=title, attempts_left=attempts_left)
