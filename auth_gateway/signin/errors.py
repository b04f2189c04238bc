"""What a sign-in answers when it does not succeed. The specific ones come after a correct password only (K14, K15)."""

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


_SPECIAL = {Reason.SUSPENDED: "account_suspended", Reason.DEACTIVATED: "account_deactivated"}


def no_access(reason: Reason | None) -> ProblemError:
    """Say why this account is closed (A34)."""
    if reason in _SPECIAL:
        return ProblemError(403, _SPECIAL[reason])
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
