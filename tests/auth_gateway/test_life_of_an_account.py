"""An account's whole life in any order: what the service lets it do is what a small model of the rules says."""

import datetime as dt
import pathlib
import re
import shutil
import tempfile
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from auth_gateway import erasing
from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.closings import service as closings
from auth_gateway.consents import ConsentKind, DocumentKind
from auth_gateway.consents import service as consents
from auth_gateway.data_rights import service as data_rights
from auth_gateway.data_rights.models import RequestKind
from auth_gateway.members import Person
from auth_gateway.platform.clock import paris_date
from auth_gateway.rights import Level, rights_of
from tests.support.gateway import build_gateway
from tests.support.people import member
from tests.support.redis_server import RedisServer

EMAIL, PASSWORD = "andrea.nouvelle@example.org", "Vélo-Rouge-7!"
DAY = dt.timedelta(days=1)
MONTHS_OF_READING, DAYS_OF_READING, DAYS_BEFORE_ERASURE, LINK_DAYS = 6, 90, 7, 15


def six_months_after(day: dt.date) -> dt.date:
    year, month = day.year + (day.month + 5) // 12, (day.month + 5) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


@dataclass
class Model:
    """The rules in plain words, written again: A1, A2, A12, A32, A45 to A48, A57 to A59, K2, K20, K21."""

    adult_on: dt.date
    struck_off_on: dt.date | None = None
    link_until: dt.datetime | None = None
    lives: bool = False  # there is an account
    suspended: bool = False
    deactivated: bool = False
    restricted: bool = False
    closed_at: dt.datetime | None = None
    erased_at: dt.datetime | None = None

    def of_the_contract(self, now: dt.datetime) -> Level:
        today = paris_date(now)
        if today < self.adult_on:
            return Level.NONE
        if self.struck_off_on is None:
            return Level.FULL
        return Level.READ_ONLY if today < six_months_after(self.struck_off_on) else Level.NONE

    def level(self, now: dt.datetime) -> Level:
        contract = self.of_the_contract(now)
        if self.suspended or self.deactivated or contract is Level.NONE:
            return Level.NONE
        if self.closed_at is not None:
            return Level.READ_ONLY if now < self.closed_at + DAYS_OF_READING * DAY else Level.NONE
        return Level.READ_ONLY if self.restricted else contract

    def ended(self, now: dt.datetime) -> bool:
        """Whether the reading time is over: what deactivates."""
        minor = paris_date(now) < self.adult_on
        return not minor and not self.suspended and self.level(now) is Level.NONE

    def die(self) -> None:
        self.lives = self.suspended = self.deactivated = self.restricted = False
        self.closed_at = self.erased_at = None


class LifeOfAnAccount(RuleBasedStateMachine):
    migrated: pathlib.Path  # given by the test
    redis_url: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="oxyccam-life-"))
        copy = shutil.copy(self.migrated, self.folder / "gateway.sqlite3")
        self.gateway = build_gateway(f"sqlite:///{copy}", self.redis_url, self.folder)
        with self.gateway.services.db.session() as db:
            document = consents.publish(db, DocumentKind.TERMS, "<p>Règles</p>", dt.date(2026, 1, 1), self.now)
            self.terms = document.version
        self.token = ""

    @initialize(days=st.integers(min_value=-2, max_value=2))
    def a_person_near_their_majority(self, days: int) -> None:
        adult_on = paris_date(self.now) + days * DAY
        self.person = member(birth_date=adult_on.replace(year=adult_on.year - 18))
        self.gateway.save(self.person)
        self.model = Model(adult_on)

    def teardown(self) -> None:
        self.gateway.services.close()
        shutil.rmtree(self.folder)

    @property
    def now(self) -> dt.datetime:
        return self.gateway.clock.now()

    def account(self) -> Account | None:
        with self.gateway.services.db.read() as db:
            return db.scalar(select(Account).where(Account.person_id == self.person.id))

    def the_account(self) -> Account:
        account = self.account()
        assert account is not None
        return account

    @rule()
    def register(self) -> None:
        body = {
            "mutuelle": self.person.mutuelle_id,
            "member_number": self.person.member_number,
            "last_name": self.person.last_name,
            "first_name": self.person.first_name,
            "birth_date": self.person.birth_date.isoformat(),
            "email": EMAIL,
        }
        answer = self.gateway.client().post("/api/v1/registrations", json=body)
        sent = self._newest("/activation/")

        if paris_date(self.now) < self.model.adult_on:
            assert answer.json()["code"] == "not_adult"
        elif self.model.of_the_contract(self.now) is Level.FULL and not self.model.lives:
            self.token, self.model.link_until = sent, self.now + LINK_DAYS * DAY
        else:
            assert sent == ""
        self.gateway.clock.advance(hours=6)  # five links a day

    @precondition(lambda self: self.token)
    @rule()
    def follow_the_link(self) -> None:
        agreed = {"adult": True, "terms": self.terms, "personal_data": True, "hosting": True}
        body = {"token": self.token, **agreed, "password": PASSWORD}
        answer = self.gateway.client().post("/api/v1/activations", json=body)

        until, model = self.model.link_until, self.model
        good = until is not None and self.now < until and model.of_the_contract(self.now) is Level.FULL
        if not good:
            assert answer.status_code == 410
            return
        assert answer.status_code == 204, answer.text
        model.die()
        model.lives, model.link_until = True, None

    @rule(days=st.sampled_from([0.5, 1, 6, 7, 15, 89, 91, 170, 190]))
    def wait(self, days: float) -> None:
        self.gateway.clock.advance(days=days)

    @rule()
    def the_feed_strikes_off_or_takes_back(self) -> None:
        self.model.struck_off_on = paris_date(self.now) if self.model.struck_off_on is None else None
        with self.gateway.services.db.session() as db:
            db.get_one(Person, self.person.id).struck_off_on = self.model.struck_off_on

    @precondition(lambda self: self.model.lives)
    @rule(erase=st.booleans())
    def close(self, erase: bool) -> None:  # noqa: FBT001  hypothesis gives arguments by name
        if self.model.closed_at is not None:
            return
        consent = ConsentKind.HOSTING if erase else ConsentKind.PERSONAL_DATA
        with self.gateway.services.db.session() as db:
            closings.withdraw(db, self.gateway.services.outbox, self.the_account().id, consent, self.now)
        self.model.closed_at = self.now
        if erase and self.model.erased_at is None:
            self.model.erased_at = self.now + DAYS_BEFORE_ERASURE * DAY

    @precondition(lambda self: self.model.lives)
    @rule(kind=st.sampled_from([RequestKind.ERASURE, RequestKind.RESTRICTION]))
    def ask_about_ones_data(self, kind: RequestKind) -> None:
        with self.gateway.services.db.session() as db:
            data_rights.ask(db, self.gateway.services.outbox, self.the_account().id, kind, now=self.now)
        if kind is RequestKind.RESTRICTION:
            self.model.restricted = True
        elif self.model.erased_at is None:
            self.model.erased_at = self.now + DAYS_BEFORE_ERASURE * DAY

    @precondition(lambda self: self.model.lives)
    @rule(kind=st.sampled_from([RequestKind.ERASURE, RequestKind.RESTRICTION]))
    def give_up(self, kind: RequestKind) -> None:
        with self.gateway.services.db.session() as db:
            data_rights.cancel(db, self.the_account().id, kind, self.now)
        if kind is RequestKind.RESTRICTION:
            self.model.restricted = False
        else:
            self.model.erased_at = None

    @precondition(lambda self: self.model.lives and not self.model.deactivated)
    @rule()
    def suspend_or_restore(self) -> None:
        self.model.suspended = not self.model.suspended
        with self.gateway.services.db.session() as db:
            status = AccountStatus.SUSPENDED if self.model.suspended else AccountStatus.ACTIVE
            db.get_one(Account, self.the_account().id).status = status

    @rule()
    def the_deadlines_run(self) -> None:
        services = self.gateway.services
        closings.run_deadlines(services.db, services.outbox, services.clock.today(), self.now)
        erasing.run_due(services.db, erasing.Tools(services.outbox, services.storage, None), self.now)

        if self.model.lives and self.model.ended(self.now):
            self.model.deactivated = True
        if self.model.erased_at is not None and self.now >= self.model.erased_at:
            self.model.die()

    @invariant()
    def the_service_allows_what_the_rules_allow(self) -> None:
        account = self.account()
        assert (account is not None) == self.model.lives
        if account is not None:
            with self.gateway.services.db.read() as db:
                level = rights_of(db, account, self.gateway.services.clock.today(), self.now).level
            assert level is self.model.level(self.now)
            assert account.email == EMAIL

    def _newest(self, path: str) -> str:
        """Deliver, and return the last part of the newest link of that path among what has just left."""
        before = len(self.gateway.transport.mails)
        self.gateway.deliver()
        links = [re.search(rf"{path}(\S+)", mail.text) for mail in self.gateway.transport.mails[before:]]
        return next((each.group(1) for each in reversed(links) if each), "")


def test_a45_a46_a47_a48_a57_a58_a59_a_life_in_any_order_is_what_the_rules_say(
    migrated_sqlite: pathlib.Path, redis_server: RedisServer
) -> None:
    facts = {"migrated": migrated_sqlite, "redis_url": redis_server.url}
    run_state_machine_as_test(
        type("LifeOfAnAccount", (LifeOfAnAccount,), facts),
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
