"""What goes wrong during a turn: an apology with two ways on, nothing half-written, and the retry works."""

import dataclasses
import datetime as dt
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from auth_gateway.app import create_app
from auth_gateway.conversations.models import Conversation, DraftEvent, Message, Turn
from auth_gateway.platform.bot import HttpBot
from ops.stack import free_port
from tests.support.gateway import Gateway
from tests.support.people import member
from tests.support.scripted_bot import Json, ordinary, reply
from tests.support.talks import Talker, Talks

AWAY: dict[str, Callable[[Json], Json]] = {
    "no outcome": lambda _turn: {"error": "incomplete_turn"},
    "no message": lambda _turn: {**reply(), "messages": []},
    "no events": lambda _turn: {name: part for name, part in reply().items() if name != "events"},
    "an unknown event": lambda _turn: reply(events=[{"kind": "empty_the_bank"}]),
    "a list": lambda _turn: [],  # type: ignore[dict-item,return-value]
    "an estimate for a stranger": lambda _turn: reply(
        events=[{"kind": "set", "field": "beneficiary", "line": None, "value": "f" * 32}],
        estimate={"status": "ok", "parameters_version": "1"},
    ),
}


def rows(talks: Talks) -> dict[str, int]:
    with talks.gateway.services.db.read() as db:
        return {table.__name__: len(db.scalars(select(table)).all()) for table in (Turn, Message, DraftEvent)}


@pytest.mark.parametrize("fault", AWAY)
def test_an_answer_that_is_not_whole_is_an_apology_and_leaves_no_trace(talks: Talks, fault: str) -> None:
    talker = talks.member()
    before = rows(talks)

    talks.bot.answer = AWAY[fault]
    refused = talker.post("first", text="850 euros")

    assert (refused.status_code, refused.json()["code"]) == (503, "assistant_unavailable")
    assert int(refused.headers["Retry-After"]) > 0
    (message,) = refused.json()["messages"]
    assert message["buttons"] == [
        {"id": "retry", "title": "Réessayer"},
        {"id": "handover", "title": "Envoyer mon devis"},
    ]
    assert rows(talks) == before


@pytest.mark.parametrize("status", [401, 500, 502])
def test_a_failing_assistant_is_an_apology_and_the_same_message_then_works(each_talks: Talks, status: int) -> None:
    talker = each_talks.member()
    each_talks.bot.status = status
    assert talker.post("first", text="850 euros").status_code == 503

    each_talks.bot.status = 200
    answer = talker.post("first", text="850 euros")

    assert answer.status_code == 200
    assert len(talker.draft()["lines"]) == 1
    assert talker.post("first", text="850 euros").json() == answer.json()


def test_the_retry_button_sends_the_message_that_failed_once(talks: Talks) -> None:
    talker = talks.member()
    talks.bot.status = 502
    talker.post("first", text="850 euros")
    talks.bot.status = 200

    pressed = talker.post("second", button="retry")
    again = talker.post("second", button="retry")
    first = talker.post("first", text="850 euros")

    assert pressed.status_code == 200
    assert pressed.json() == again.json() == first.json()
    assert [each["text"] for each in talker.messages(after=1)] == ["850 euros", "Vous avez dit : 850 euros"]


def test_a_retry_button_without_a_failure_is_no_button(talks: Talks) -> None:
    assert talks.member().post(button="retry").json()["code"] == "button_expired"


def test_the_quote_can_be_handed_over_while_the_assistant_is_down(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("850 euros")
    each_talks.bot.status = 502
    talker.post(text="encore")

    answer = talker.post(button="handover").json()

    assert answer["messages"][0]["card"] == {"type": "handover_form"}
    assert answer["understood"]["kinds"] == ["handover"]
    assert answer["asking"] == {"field": "line.fee", "line": 1}
    assert talker.messages(after=3)[0]["text"] == "Envoyer mon devis"


def test_an_assistant_away_at_the_opening_leaves_no_empty_conversation(talks: Talks) -> None:
    talker = talks.member(opened=False)
    talks.bot.status = 502

    refused = talker.client.post("/api/v1/conversations", json={})

    assert refused.json()["code"] == "assistant_unavailable"
    with talks.gateway.services.db.read() as db:
        assert db.scalars(select(Conversation)).all() == []


def test_an_assistant_that_is_not_there_at_all_is_an_apology(gateway: Gateway) -> None:
    nobody = HttpBot(f"http://127.0.0.1:{free_port()}", "a secret", gateway.clock)
    services = dataclasses.replace(gateway.services, bot=nobody)
    client = dataclasses.replace(gateway, app=create_app(services.settings, services)).signed_in_member(member())

    assert client.post("/api/v1/conversations", json={}).json()["code"] == "assistant_unavailable"
    nobody.close()


def test_a_second_turn_while_one_is_running_is_told_to_wait(each_talks: Talks) -> None:
    talker = each_talks.member()
    started, go_on = threading.Event(), threading.Event()

    def slow(turn: Json) -> Json:
        started.set()
        go_on.wait(5)
        return ordinary(turn)

    each_talks.bot.answer = slow
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(talker.post, "first", text="un")
        assert started.wait(5)
        second = talker.post("second", text="deux")
        go_on.set()
        assert first.result().status_code == 200

    assert (second.status_code, second.json()["code"]) == (409, "turn_running")
    assert int(second.headers["Retry-After"]) > 0
    assert talker.post("second", text="deux").status_code == 200
    assert len(talker.draft()["lines"]) == 2


def test_no_transaction_is_open_while_the_assistant_works(each_talks: Talks) -> None:
    talker, other = each_talks.member(), each_talks.member()

    def meanwhile(turn: Json) -> Json:
        if turn["message"] == {"text": "un"}:
            assert other.post(text="pendant ce temps").status_code == 200
        return ordinary(turn)

    each_talks.bot.answer = meanwhile
    assert talker.say("un")["draft"]["lines"]


def test_a_change_made_meanwhile_makes_the_turn_run_again_on_the_new_record(each_talks: Talks) -> None:
    """As when Redis has forgotten the locks: the version check alone decides."""
    talker = each_talks.member()
    runs: list[int] = []

    def overtaken(turn: Json) -> Json:
        if turn["message"] == {"text": "lent"}:
            runs.append(len(turn["record"]["log"]))
            if len(runs) == 1:
                each_talks.gateway.services.redis.delete(f"turn:of-member:{talker.person.id}")
                assert talker.post(text="rapide").status_code == 200
        return ordinary(turn)

    each_talks.bot.answer = overtaken
    answer = talker.post("slow", text="lent")

    assert answer.status_code == 200
    assert runs == [0, 1]
    assert len(talker.draft()["lines"]) == 2
    said = [each["text"] for each in talker.messages() if each["from"] == "member"]
    assert said == ["rapide", "lent"]


def test_one_message_sent_many_times_at_once_takes_effect_once(each_talks: Talks) -> None:
    talker = each_talks.member()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: talker.post("same", text="850 euros"), range(10)))

    assert {each.status_code for each in answers} <= {200, 409}
    done = [each.json() for each in answers if each.status_code == 200]
    assert done
    assert all(each == done[0] for each in done)
    assert len(talker.draft()["lines"]) == 1
    assert len(talker.messages()) == 3


def test_one_message_many_times_at_once_takes_effect_once_even_without_the_lock(
    each_talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unique id in the database is the guard; the lock in Redis only spares work."""
    talker = each_talks.member()
    monkeypatch.setattr("redis.lock.Lock.do_acquire", lambda *_: True)
    monkeypatch.setattr("redis.lock.Lock.do_release", lambda *_: None)
    monkeypatch.setattr("auth_gateway.shares.TURNS_AT_ONCE", 8)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: talker.post("same", text="850 euros"), range(8)))

    assert [each.status_code for each in answers] == [200] * 8
    assert len({each.text for each in answers}) == 1
    assert len(talker.draft()["lines"]) == 1


def _until_taken(talker: Talker, number: int) -> Any:
    """Send as a client does: again, with the same id, as long as a turn is running."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        answer = talker.post(f"parallel-{number}", text=f"ligne {number}")
        if answer.status_code != 409:
            return answer
        time.sleep(0.02)
    return answer


def test_twenty_messages_at_once_are_each_taken_once_in_one_order(each_talks: Talks) -> None:
    talker = each_talks.member()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda number: _until_taken(talker, number), range(20)))

    assert [each.status_code for each in answers] == [200] * 20
    assert len(talker.draft()["lines"]) == 20
    messages = talker.messages()
    assert [each["seq"] for each in messages] == list(range(1, 42))
    assert sorted(each["text"] for each in messages if each["from"] == "member") == sorted(
        f"ligne {number}" for number in range(20)
    )
    for asked, answered in zip(messages[1::2], messages[2::2], strict=True):
        assert answered["text"] == f"Vous avez dit : {asked['text']}"


KILLED = """
import os, signal, sys
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from auth_gateway.accounts import Account
from auth_gateway.conversations.routes import tools_of
from auth_gateway.conversations.schemas import NewMessage
from auth_gateway.conversations.service import Caller, take_message
from auth_gateway.members import Person
from auth_gateway.platform.settings import Settings
from auth_gateway.rights import rights_of
from auth_gateway.services import build_services

settings, person, conversation = Settings.model_validate_json(sys.argv[1]), sys.argv[2], sys.argv[3]
services = build_services(settings)

@event.listens_for(Engine, "after_cursor_execute")
def die(_connection, _cursor, statement, *_):
    if statement.startswith("INSERT INTO {table} "):
        os.kill(os.getpid(), signal.SIGKILL)

today, now = services.clock.today(), services.clock.now()
with services.db.read() as db:
    row = db.get_one(Person, person)
    account = db.scalars(select(Account).where(Account.person_id == person)).one()
    caller = Caller(row, rights_of(db, account, today, now), account.cipher, today, now)
take_message(tools_of(services), caller, conversation, NewMessage(client_message_id="killed", text="850 euros"))
"""


@pytest.mark.parametrize("table", ["turns", "messages"])
def test_a_gateway_killed_in_the_middle_of_its_writing_leaves_nothing(
    each_talks: Talks, repository: pathlib.Path, table: str
) -> None:
    talker, services = each_talks.member(), each_talks.gateway.services
    before = rows(each_talks)
    settings = services.settings
    values = {
        **settings.model_dump(mode="json"),
        "secret_key": settings.secret_key.get_secret_value(),
        "index_key": settings.index_key.get_secret_value(),
        "turn_secret": settings.turn_secret.get_secret_value(),
        "bot_url": each_talks.bot.url,
    }
    each_talks.bot.now = lambda: dt.datetime.now(dt.UTC)  # the killed process has the real clock
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.replace("{table}", table), json.dumps(values), talker.person.id, talker.id],
        cwd=repository,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert rows(each_talks) == before
    each_talks.bot.now = each_talks.gateway.clock.now
    services.redis.delete(f"turn:of-member:{talker.person.id}")  # held by the dead process for a minute at most
    answer = talker.post("killed", text="850 euros")
    assert answer.status_code == 200
    assert len(talker.draft()["lines"]) == 1


def test_redis_emptied_during_a_turn_loses_nothing(talks: Talks) -> None:
    talker = talks.member()

    def emptying(turn: Json) -> Json:
        talks.gateway.services.redis.flushall()
        return ordinary(turn)

    talks.bot.answer = emptying
    answer = talker.post("first", text="850 euros")

    assert answer.status_code == 200
    assert rows(talks) == {"Turn": 2, "Message": 3, "DraftEvent": 1}


def test_two_tabs_that_open_at_once_share_one_conversation(each_talks: Talks) -> None:
    talker = each_talks.member(opened=False)

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: talker.client.post("/api/v1/conversations", json={}), range(3)))

    assert [each.status_code for each in answers] == [201] * 3
    assert len({each.json()["id"] for each in answers}) == 1


def test_nothing_that_was_typed_reaches_the_logs(talks: Talks, capfd: pytest.CaptureFixture[str]) -> None:
    talker = talks.member()

    talker.say("CANARI une prothèse")
    talks.bot.answer = lambda _turn: reply("CANARI", events=[{"kind": "CANARI"}])
    talker.post(text="CANARI encore")
    talks.bot.status = 502
    talker.post(text="CANARI toujours")
    talker.post(text="CANARI" * 400)

    written = "".join(capfd.readouterr())
    assert "assistant_unavailable" in written
    assert "CANARI" not in written
