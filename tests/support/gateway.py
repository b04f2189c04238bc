"""The gateway in the test's own process: real database, real Redis, a clock that the test moves, e-mails kept."""

import datetime as dt
import pathlib
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.accounts.passwords import Passwords
from auth_gateway.app import create_app
from auth_gateway.members import Person
from auth_gateway.platform.bot import BotUnavailableError
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.db import Base
from auth_gateway.platform.mail import Mail
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.platform.settings import Settings
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.worker import Worker
from tests.support.people import HASHING_KIB, INDEX_KEY, NOON, PASSWORD, SECRET_KEY, account_of

BASE_URL = "https://oxyccam.example.org"  # over TLS, so that the client carries a Secure cookie


@dataclass
class MovableClock:
    at: dt.datetime = NOON
    fixed_today: dt.date | None = None

    def now(self) -> dt.datetime:
        return self.at

    def today(self) -> dt.date:
        return self.fixed_today or self.at.astimezone(PARIS).date()

    def advance(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


@dataclass
class ScriptedBot:
    """Stands for the assistant where a test is about something else; answers are given by the test, in order."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    turns: list[Mapping[str, Any]] = field(default_factory=list)
    is_ready: bool = True

    def take_turn(self, turn: Mapping[str, Any]) -> dict[str, Any]:
        self.turns.append(turn)
        if not self.answers:
            raise BotUnavailableError("no answer was scripted")
        return self.answers.pop(0)

    def ready(self) -> bool:
        return self.is_ready

    def close(self) -> None:
        """Hold nothing, let nothing go."""


@dataclass
class KeptMails:
    """A transport that keeps the e-mails; `broken` makes it refuse them."""

    mails: list[Mail] = field(default_factory=list)
    message_ids: list[str] = field(default_factory=list)
    broken: bool = False

    def hand_over(self, mail: Mail, message_id: str, now: dt.datetime) -> None:  # noqa: ARG002  the Protocol's signature
        if self.broken:
            message = "the relay is down"
            raise ConnectionRefusedError(message)
        self.mails.append(mail)
        self.message_ids.append(message_id)


@dataclass
class Gateway:
    services: ServiceSet
    app: FastAPI
    clock: MovableClock
    bot: ScriptedBot
    transport: KeptMails
    worker: Worker

    def client(self) -> TestClient:
        """Return a browser of its own: its cookies are nobody else's."""
        return TestClient(self.app, base_url=BASE_URL)

    def save(self, *rows: Base) -> None:
        with self.services.db.session() as session:
            for row in rows:
                session.add(row)
                session.flush()

    def save_with_account(self, person: Person, **facts: Any) -> Account:
        account = account_of(person, **facts)
        self.save(person, account)
        return account

    def deliver(self) -> None:
        """Send every e-mail and do every job that is due."""
        while self.worker.work_once():
            pass

    def last_code(self) -> str:
        """Deliver, then read the code of the newest e-mail as a person would."""
        self.deliver()
        found = re.search(r"\b\d{4}\b", self.transport.mails[-1].text)
        assert found
        return found.group()

    def log_in(self, client: TestClient, account: Account, password: str = PASSWORD) -> str:
        """Give the password; return the challenge."""
        answer = client.post("/api/v1/auth/login", json={"email": account.email, "password": password})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["challenge"])

    def sign_in(self, account: Account) -> TestClient:
        """Return a browser signed in to this account, which sends the CSRF token with every call."""
        client = self.client()
        challenge = self.log_in(client, account)
        answer = client.post("/api/v1/auth/otp", json={"challenge": challenge, "code": self.last_code()})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client

    def signed_in_member(self, person: Person) -> TestClient:
        return self.sign_in(self.save_with_account(person))


def build_gateway(database_url: str, redis_url: str, folder: pathlib.Path, **settings: Any) -> Gateway:
    """Build the gateway on a migrated database; nobody is in it."""
    keys = {"secret_key": SECRET_KEY, "index_key": INDEX_KEY}
    given = {**keys, "base_url": BASE_URL, "storage_dir": folder / "storage", **settings}
    all_settings = Settings.for_demonstration(
        database_url=database_url, redis_url=redis_url, mail_sink_dir=folder / "mail", **given
    )
    clock, bot, transport = MovableClock(fixed_today=all_settings.today), ScriptedBot(), KeptMails()
    passwords = Passwords(all_settings.vault(), HASHING_KIB)
    services = build_services(all_settings, clock, bot, passwords)
    if services.db.engine.dialect.name == "sqlite":
        event.listen(services.db.engine, "connect", _leave_the_disk_to_the_system)
    services.redis.flushdb()
    return Gateway(services, create_app(all_settings, services), clock, bot, transport, Worker(services, transport))


def _leave_the_disk_to_the_system(connection: sqlite3.Connection, _record: object) -> None:
    """What is written need not outlive this machine's power: a process that dies loses nothing by it."""
    connection.execute("PRAGMA synchronous = OFF")


def session_cookie(client: TestClient) -> str | None:
    return client.cookies.get(COOKIE)
