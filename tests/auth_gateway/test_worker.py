"""The outbox and its worker: nothing lost, nothing late, nothing kept."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes

import pytest
from sqlalchemy import select

from auth_gateway.platform.mail import Mail
from auth_gateway.platform.outbox import OutboxMessage
from auth_gateway.platform.settings import SmtpSecurity
from auth_gateway.platform.transports import SmtpRelay
from auth_gateway.services import build_services
from auth_gateway.signin.models import Challenge, PasswordTries
from auth_gateway.worker import LEASE, LONGEST_BACKOFF, TRIED_FOR, Worker
from tests.support.gateway import Gateway, KeptMails
from tests.support.people import member
from tests.support.redis_server import RedisServer
from tests.support.smtp_relay import running_relay

MAIL = Mail("zoe@example.org", "Sujet", "Texte secret\n")


def post(gateway: Gateway, *, expires_at: dt.datetime | None = None) -> None:
    with gateway.services.db.session() as session:
        gateway.services.outbox.post(session, "test", MAIL, expires_at=expires_at)


def rows(gateway: Gateway) -> list[OutboxMessage]:
    with gateway.services.db.read() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at)))


def test_an_e_mail_leaves_once_and_its_body_is_erased(each_gateway: Gateway) -> None:
    post(each_gateway)
    before = rows(each_gateway)[0].body_sealed

    each_gateway.deliver()
    each_gateway.deliver()

    row = rows(each_gateway)[0]
    assert each_gateway.transport.mails == [MAIL]
    assert each_gateway.transport.message_ids == [row.id]
    assert (row.outcome, row.tries, row.body_sealed) == ("sent", 1, None)
    assert before is not None
    assert b"Texte secret" not in before


def test_an_e_mail_of_a_transaction_that_failed_never_leaves(each_gateway: Gateway) -> None:
    def fail() -> None:
        with each_gateway.services.db.session() as session:
            each_gateway.services.outbox.post(session, "test", MAIL)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    each_gateway.deliver()

    assert each_gateway.transport.mails == []
    assert each_gateway.services.redis.llen("outbox:nudges") == 0


def test_the_hand_over_starts_the_five_minutes_of_a_code(each_gateway: Gateway) -> None:
    each_gateway.log_in(each_gateway.client(), each_gateway.save_with_account(member()))
    each_gateway.clock.advance(seconds=12)
    each_gateway.deliver()

    with each_gateway.services.db.read() as session:
        challenge = session.scalars(select(Challenge)).one()
    assert challenge.handed_over_at == each_gateway.clock.now()


def test_a_refused_e_mail_is_tried_again_later_and_given_up_after_a_day(gateway: Gateway) -> None:
    gateway.transport.broken = True
    post(gateway)
    waits, begun = [], gateway.clock.now()
    while rows(gateway)[0].closed_at is None:
        assert gateway.worker.send_one()
        assert not gateway.worker.send_one()
        waits.append((rows(gateway)[0].next_try_at - gateway.clock.now()).total_seconds())
        gateway.clock.at = max(gateway.clock.at, rows(gateway)[0].next_try_at)
    gateway.transport.broken = False
    gateway.deliver()

    row = rows(gateway)[0]
    assert waits[:4] == [5, 10, 20, 40]
    assert max(waits) == LONGEST_BACKOFF.total_seconds()
    assert row.closed_at is not None
    assert row.closed_at - begun >= TRIED_FOR
    assert (row.outcome, row.body_sealed) == ("dead", None)
    assert gateway.transport.mails == []


def test_a_relay_that_was_away_refused_and_died_gets_each_e_mail_under_the_same_id(gateway: Gateway) -> None:
    """Once in effect: what died before it said yes is sent again, and can be known by its Message-ID."""
    with running_relay() as relay:
        settings = gateway.services.settings.model_copy(
            update={"smtp_host": "127.0.0.1", "smtp_port": relay.server_address[1], "smtp_security": SmtpSecurity.NONE}
        )
        worker = Worker(gateway.services, SmtpRelay(settings))
        post(gateway)
        for trouble in ("greylisting", "died", ""):
            relay.refuse_with = b"451 later\r\n" if trouble == "greylisting" else None
            relay.dies_before_yes = trouble == "died"
            assert worker.send_one()
            gateway.clock.advance(minutes=1)
        assert not worker.send_one()

    ids = {message_from_bytes(each)["Message-ID"].strip("<>").partition("@")[0] for each in relay.messages}
    assert len(relay.messages) == 2
    assert ids == {rows(gateway)[0].id}
    assert (rows(gateway)[0].outcome, rows(gateway)[0].tries) == ("sent", 3)


def test_a_relay_that_comes_back_gets_the_e_mail(gateway: Gateway) -> None:
    gateway.transport.broken = True
    post(gateway)
    gateway.deliver()
    gateway.transport.broken = False
    gateway.clock.advance(seconds=5)

    gateway.deliver()

    assert gateway.transport.mails == [MAIL]


def test_an_expired_e_mail_is_dropped_not_sent_late(gateway: Gateway) -> None:
    post(gateway, expires_at=gateway.clock.now() + dt.timedelta(seconds=60))
    gateway.clock.advance(seconds=60)

    gateway.deliver()

    assert gateway.transport.mails == []
    assert (rows(gateway)[0].outcome, rows(gateway)[0].body_sealed) == ("expired", None)


def test_a_worker_that_dies_while_sending_leaves_the_e_mail_to_the_next(each_gateway: Gateway) -> None:
    post(each_gateway)
    dead = Worker(each_gateway.services, each_gateway.transport)
    assert dead._lease(OutboxMessage) is not None  # noqa: SLF001  it dies here, before the hand-over

    each_gateway.deliver()
    too_early = list(each_gateway.transport.mails)
    each_gateway.clock.at += LEASE
    each_gateway.deliver()

    assert too_early == []
    assert each_gateway.transport.mails == [MAIL]


def test_four_workers_send_each_of_forty_e_mails_once(each_gateway: Gateway) -> None:
    for _ in range(40):
        post(each_gateway)
    workers = [Worker(each_gateway.services, each_gateway.transport) for _ in range(4)]

    def drain(worker: Worker) -> None:
        idle = 0
        while idle < 3:
            idle = 0 if worker.send_one() else idle + 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(drain, workers))

    assert len(each_gateway.transport.message_ids) == len(set(each_gateway.transport.message_ids)) == 40


def wait_for(transport: KeptMails, how_many: int, within: float) -> float:
    started = time.monotonic()
    while len(transport.mails) < how_many:
        assert time.monotonic() - started < within, "the e-mail did not come"
        time.sleep(0.01)
    return time.monotonic() - started


def test_the_running_worker_is_woken_by_a_nudge_and_stops_when_asked(gateway: Gateway) -> None:
    thread = threading.Thread(target=gateway.worker.run)
    thread.start()
    time.sleep(0.2)

    post(gateway)
    wait_for(gateway.transport, 1, within=5)
    gateway.services.redis.delete("outbox:nudges")
    post(gateway)
    wait_for(gateway.transport, 2, within=5)
    gateway.worker.stop()
    thread.join(timeout=5)

    assert not thread.is_alive()


def test_without_redis_e_mails_still_leave(sqlite_url: str, gateway: Gateway) -> None:
    settings = gateway.services.settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    lonely = build_services(settings, gateway.clock, gateway.bot)
    worker = Worker(lonely, gateway.transport)
    with lonely.db.session() as session:
        lonely.outbox.post(session, "test", MAIL)
    thread = threading.Thread(target=worker.run)
    thread.start()

    wait_for(gateway.transport, 1, within=10)
    worker.stop()
    thread.join(timeout=10)
    lonely.close()

    assert sqlite_url == settings.database_url
    assert not thread.is_alive()


def test_housekeeping_forgets_old_sign_ins_and_e_mails_long_gone(gateway: Gateway) -> None:
    gateway.log_in(gateway.client(), gateway.save_with_account(member()))
    gateway.deliver()
    gateway.clock.advance(days=30)
    post(gateway)

    gateway.worker._tidy()  # noqa: SLF001  what the loop does once an hour

    with gateway.services.db.read() as session:
        assert list(session.scalars(select(Challenge))) == []
    assert [row.outcome for row in rows(gateway)] == [None]


def test_housekeeping_forgets_the_password_tries_of_yesterday(gateway: Gateway) -> None:
    client = gateway.client()
    client.post("/api/v1/auth/login", json={"email": "a@example.org", "password": "x"})
    gateway.clock.advance(hours=24)
    client.post("/api/v1/auth/login", json={"email": "b@example.org", "password": "x"})

    gateway.worker._tidy()  # noqa: SLF001  what the loop does once an hour

    with gateway.services.db.read() as session:
        assert len(list(session.scalars(select(PasswordTries)))) == 1


def test_one_worker_at_a_time_does_what_is_due_each_hour(gateway: Gateway) -> None:
    gateway.log_in(gateway.client(), gateway.save_with_account(member()))
    gateway.clock.advance(days=30)
    workers = [Worker(gateway.services, gateway.transport) for _ in range(2)]
    left = []

    with gateway.services.redis.lock("scheduler", timeout=60):
        workers[0]._tidy()  # noqa: SLF001  what the loop does once an hour
        left.append(challenges(gateway))
    workers[1]._tidy()  # noqa: SLF001
    left.append(challenges(gateway))

    assert left == [1, 0]


def challenges(gateway: Gateway) -> int:
    with gateway.services.db.read() as session:
        return len(list(session.scalars(select(Challenge))))


def test_redis_may_restart_under_the_worker(redis_server: RedisServer, gateway: Gateway) -> None:
    thread = threading.Thread(target=gateway.worker.run)
    thread.start()
    redis_server.stop()
    try:
        post(gateway)
        wait_for(gateway.transport, 1, within=10)
    finally:
        redis_server.start()
        gateway.worker.stop()
        thread.join(timeout=10)

    assert gateway.transport.mails == [MAIL]
