"""A stranger who knows a password and guesses the codes, for a simulated year."""

import datetime as dt
from unittest import mock

from auth_gateway.platform.errors import ProblemError
from auth_gateway.signin import codes, steps
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, member

WRONG = "0999"  # below every code
YEAR = dt.timedelta(days=365)


def compared_in_a_year(gateway: Gateway, guesses: int) -> int:
    """Send wrong codes spread over a year, a new one asked for whenever one is over; return how many were compared.

    The password does not grow old meanwhile, and the guesser has a new address each time: the codes' own bound is left.
    """
    account = gateway.save_with_account(member(), password_set_at=gateway.clock.now() + YEAR)
    token = ""
    with mock.patch.object(codes, "same_code", side_effect=codes.same_code) as compared:
        for guess in range(guesses):
            gateway.clock.at += YEAR / guesses
            address = f"10.{guess >> 8}.{guess & 255}.1"
            token = token or _code_asked(gateway, account.email, address)
            token = _after_a_wrong_code(gateway, token, address)
    return compared.call_count


def _code_asked(gateway: Gateway, email: str, address: str) -> str:
    """Give the right password; return the challenge, or nothing when that is refused."""
    try:
        token = steps.log_in(gateway.services, email, PASSWORD, address).token
    except ProblemError:
        return ""
    gateway.deliver()
    return token


def _after_a_wrong_code(gateway: Gateway, token: str, address: str) -> str:
    """Send a wrong code; return the challenge while it takes another."""
    try:
        steps.enter_code(gateway.services, token, WRONG, address, None)
    except ProblemError as refused:
        return token if refused.code == "wrong_code" else ""
    raise AssertionError("a wrong code opened a session")
