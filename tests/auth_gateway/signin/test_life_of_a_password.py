"""Any order of sign-ins, codes, waits, suspensions and new passwords: the service does what the rules add up to."""

import datetime as dt
import pathlib
import re
import shutil
import tempfile
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from auth_gateway.accounts import Account, AccountStatus, passwords
from auth_gateway.platform.outbox import OutboxMessage
from tests.support.gateway import build_gateway
from tests.support.people import PASSWORD, member
from tests.support.redis_server import RedisServer

LOGIN, OTP = "/api/v1/auth/login", "/api/v1/auth/otp"


@dataclass
class Expected:
    """What the rules say of the newest sign-in, written again in plain words."""

    token: str
    code: str
    opened_at: dt.datetime
    taken_at: dt.datetime | None = None  # by the mail relay
    guesses: int = 0
    ended: bool = False

    def alive(self, now: dt.datetime) -> bool:
        if self.ended or self.guesses >= 3:
            return False
        if self.taken_at is None:
            return now - self.opened_at < dt.timedelta(seconds=60)
        return now - self.taken_at < dt.timedelta(minutes=5) and now - self.opened_at < dt.timedelta(minutes=10)


class LifeOfAPassword(RuleBasedStateMachine):
    migrated: pathlib.Path  # given by the test
    redis_url: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="oxyccam-life-"))
        copy = shutil.copy(self.migrated, self.folder / "gateway.sqlite3")
        self.gateway = build_gateway(f"sqlite:///{copy}", self.redis_url, self.folder)
        password_hash = self.gateway.services.passwords.hash(PASSWORD)
        self.account = self.gateway.save_with_account(member(), password_hash=password_hash, password_uses=97)
        self.client = self.gateway.client()
        self.uses, self.wrong, self.suspended = 97, 0, False
        self.newest: Expected | None = None

    def teardown(self) -> None:
        self.gateway.services.close()
        shutil.rmtree(self.folder)

    def change(self, **facts: object) -> None:
        with self.gateway.services.db.session() as session:
            account = session.get_one(Account, self.account.id)
            for name, value in facts.items():
                setattr(account, name, value)

    @rule()
    def give_the_password(self) -> None:
        answer = self.client.post(LOGIN, json={"email": self.account.email, "password": PASSWORD})

        reason = self.expected_refusal()
        if reason is not None:
            assert (answer.status_code, answer.json()["code"]) == (403, reason)
            return
        assert answer.status_code == 200
        self.uses += 1
        self.newest = Expected(answer.json()["challenge"], self.mailed_code(), self.gateway.clock.now())

    def expected_refusal(self) -> str | None:
        if self.suspended:
            return "account_suspended"
        if self.wrong >= 10:
            return "password_void"
        return "password_expired" if self.uses >= 100 else None

    def mailed_code(self) -> str:
        with self.gateway.services.db.read() as session:
            rows = session.scalars(
                select(OutboxMessage)
                .where(OutboxMessage.kind == "sign_in_code", OutboxMessage.body_sealed.is_not(None))
                .order_by(OutboxMessage.created_at)
            )
            mails = [self.gateway.services.outbox.mail_of(row) for row in rows]
        found = re.search(r"\b\d{4}\b", mails[-1].text)
        assert found
        return found.group()

    @rule()
    def the_relay_takes_the_e_mails(self) -> None:
        self.gateway.deliver()
        if self.newest is not None and self.newest.taken_at is None:
            now = self.gateway.clock.now()
            if now - self.newest.opened_at < dt.timedelta(seconds=60):
                self.newest.taken_at = now

    @precondition(lambda self: self.newest is not None)
    @rule(offset=st.integers(min_value=1, max_value=8999))
    def enter_a_wrong_code(self, offset: int) -> None:
        assert self.newest is not None
        wrong = str(1000 + (int(self.newest.code) - 1000 + offset) % 9000)
        answer = self.client.post(OTP, json={"challenge": self.newest.token, "code": wrong})

        if not self.newest.alive(self.gateway.clock.now()) or self.wrong >= 10:
            assert answer.status_code == 410
            return
        self.newest.guesses += 1
        self.wrong += 1
        left = min(3 - self.newest.guesses, 10 - self.wrong)
        assert (answer.status_code, answer.json()["attempts_left"]) == (401, left)

    @precondition(lambda self: self.newest is not None)
    @rule()
    def enter_the_right_code(self) -> None:
        assert self.newest is not None
        answer = self.client.post(OTP, json={"challenge": self.newest.token, "code": self.newest.code})

        if not self.newest.alive(self.gateway.clock.now()) or self.wrong >= 10:
            assert answer.status_code == 410
            return
        self.newest.ended = True
        assert answer.status_code == (403 if self.suspended else 200)

    @rule(seconds=st.sampled_from([0.5, 59, 61, 239, 299.9, 301, 601]))
    def wait(self, seconds: float) -> None:
        self.gateway.clock.advance(seconds=seconds)

    @rule()
    def suspend_or_reopen(self) -> None:
        self.suspended = not self.suspended
        self.change(status=AccountStatus.SUSPENDED if self.suspended else AccountStatus.ACTIVE)

    @rule()
    def redis_loses_everything(self) -> None:
        self.gateway.services.redis.flushall()

    @rule()
    def choose_a_new_password(self) -> None:
        """Start a new version, as a reset will: the counters start again and the open sign-in is over."""
        with self.gateway.services.db.read() as session:
            version = session.get_one(Account, self.account.id).password_version
        self.change(password_version=version + 1, password_uses=0, wrong_codes=0)
        self.uses = self.wrong = 0
        if self.newest is not None:
            self.newest.ended = True

    @invariant()
    def the_counters_are_those_of_the_rules(self) -> None:
        with self.gateway.services.db.read() as session:
            account = session.get_one(Account, self.account.id)
        assert (account.password_uses, account.wrong_codes) == (self.uses, self.wrong)


def test_whatever_happens_in_whatever_order(
    migrated_sqlite: pathlib.Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "MEMORY_KIB", 64)  # the cost of a password is not the matter here
    facts = {"migrated": migrated_sqlite, "redis_url": redis_server.url}
    run_state_machine_as_test(
        type("LifeOfAPassword", (LifeOfAPassword,), facts),
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
