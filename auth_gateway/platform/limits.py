"""Soft limits on Redis, by address or by account: they slow a flood down. What protects an account is counted in SQL.

What one member may ask for, so that the others keep their share, is a `Share`.

A silent Redis is an error here, which becomes a 503: the limiter never says yes by default.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from time import time

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import Redis

from auth_gateway.platform.errors import ProblemError

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Share(StrEnum):
    """What is counted for each account; one too many is refused with `too_many_…`, each with its sentence."""

    SEARCHES = "searches"
    OPENINGS = "openings"  # new conversations
    PAPERS = "papers"  # read in the conversation
    CASES = "cases"
    CASE_MESSAGES = "case_messages"
    SUPPORT_REQUESTS = "support_requests"
    EMAIL_CHANGES = "email_changes"  # each writes to an address that may be anybody's


@dataclass(frozen=True)
class Figures:
    """How much is allowed; `strict` is the rule, `relaxed` is for a demonstration, where everyone is one address."""

    sign_ins_per_minute_and_address: int
    shares: Mapping[Share, RateLimitItem]
    codes_per_quarter_hour: int
    codes_per_day: int


STRICT = Figures(
    sign_ins_per_minute_and_address=20,
    shares={
        Share.SEARCHES: RateLimitItemPerMinute(60),
        Share.OPENINGS: RateLimitItemPerHour(60),
        Share.PAPERS: RateLimitItemPerDay(20),
        Share.CASES: RateLimitItemPerDay(20),
        Share.CASE_MESSAGES: RateLimitItemPerHour(60),
        Share.SUPPORT_REQUESTS: RateLimitItemPerDay(10),
        Share.EMAIL_CHANGES: RateLimitItemPerDay(5),
    },
    codes_per_quarter_hour=5,
    codes_per_day=20,
)
RELAXED = Figures(
    sign_ins_per_minute_and_address=600,
    shares={
        Share.SEARCHES: RateLimitItemPerMinute(600),
        Share.OPENINGS: RateLimitItemPerHour(3_000),
        Share.PAPERS: RateLimitItemPerDay(200),
        Share.CASES: RateLimitItemPerDay(100),
        Share.CASE_MESSAGES: RateLimitItemPerHour(600),
        Share.SUPPORT_REQUESTS: RateLimitItemPerDay(50),
        Share.EMAIL_CHANGES: RateLimitItemPerDay(50),
    },
    codes_per_quarter_hour=200,
    codes_per_day=2000,
)


class Limits:
    def __init__(self, redis: Redis, figures: Figures) -> None:
        storage = RedisStorage("redis://", connection_pool=redis.connection_pool)
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self.figures = figures

    def charge_sign_in(self, address: str) -> None:
        """Count one sign-in call of this address; refuse it with 429 when it is one too many."""
        item = RateLimitItemPerMinute(self.figures.sign_ins_per_minute_and_address, namespace="sign-in")
        self._charge(item, (network_of(address),), "too_many_attempts")

    def charge(self, share: Share, account_id: str) -> None:
        """Count one more of this account; refuse it with 429 and when to try again when it is one too many."""
        self._charge(self.figures.shares[share], (share.value, account_id), f"too_many_{share}")

    def _charge(self, item: RateLimitItem, who: tuple[str, ...], refusal: str) -> None:
        if not self._limiter.hit(item, *who):
            wait = ceil(self._limiter.get_window_stats(item, *who).reset_time - time())
            raise too_many(max(1, wait), refusal)


def too_many(seconds: int, code: str = "too_many_attempts") -> ProblemError:
    return ProblemError(429, code, headers={"Retry-After": str(seconds)}, retry_after=seconds)


def network_of(address: str) -> str:
    """Return the unit that is counted: an IPv4 address, or the /64 that one IPv6 customer holds.

    An IPv4 address written as an IPv6 one (mapped, or translated by NAT64) is that IPv4 address.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    if parsed in NAT64:
        return str(ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF))
    return str(ipaddress.ip_network((parsed, 64), strict=False))
