"""What one process holds for its whole life, built once from the settings and closed at the end."""

from dataclasses import dataclass

from redis import Redis

from auth_gateway.accounts.passwords import Passwords
from auth_gateway.files import Scanner, scanner_at
from auth_gateway.platform.bot import Bot, HttpBot
from auth_gateway.platform.clock import Clock, SystemClock
from auth_gateway.platform.crypto import Cipher, Vault
from auth_gateway.platform.db import Database
from auth_gateway.platform.limits import RELAXED, STRICT, Limits
from auth_gateway.platform.moved_clock import MovedClock
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.redis_place import redis_at
from auth_gateway.platform.sessions import Sessions
from auth_gateway.platform.settings import Settings
from auth_gateway.platform.storage import Storage
from tracing import Traces


@dataclass(frozen=True)
class ServiceSet:
    settings: Settings
    db: Database
    redis: Redis
    clock: Clock
    vault: Vault
    sessions: Sessions
    passwords: Passwords
    limits: Limits
    outbox: Outbox
    bot: Bot
    traces: Traces

    @property
    def cipher(self) -> Cipher:
        """What seals what is no account's, such as jobs; what is a member's own is under `account.cipher`."""
        return self.vault.master

    @property
    def storage(self) -> Storage:
        return Storage(self.settings.storage_dir)

    @property
    def scanner(self) -> Scanner:
        return scanner_at(self.settings.scanner)

    def close(self) -> None:
        self.db.dispose()
        self.redis.close()
        self.bot.close()
        self.traces.close()


def build_services(
    settings: Settings,
    clock: Clock | None = None,
    bot: Bot | None = None,
    passwords: Passwords | None = None,
    *,
    patient: bool = False,
) -> ServiceSet:
    """Build them for a process that answers; `patient` for an operator's command."""
    redis = redis_at(settings.redis_url)
    if clock is None:
        clock = MovedClock(redis, settings.today) if settings.demonstration else SystemClock()
    vault = settings.vault()
    traces = Traces(settings.traces, "gateway")
    return ServiceSet(
        settings=settings,
        db=Database(settings.database_url, vault, patient=patient),
        redis=redis,
        clock=clock,
        vault=vault,
        sessions=Sessions(redis, clock),
        passwords=passwords or Passwords(vault),
        limits=Limits(redis, RELAXED if settings.demonstration else STRICT),
        outbox=Outbox(vault.master, redis, clock),
        bot=bot or HttpBot(settings.bot_url, settings.turn_secret.get_secret_value(), SystemClock(), traces),
        traces=traces,
    )
