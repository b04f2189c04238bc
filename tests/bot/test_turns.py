"""What a turn gives and costs, and that it is answered whole or not at all."""

import concurrent.futures
import time
import uuid

import httpx
import psutil
import pytest

from tests.support.rasa import Bot

pytestmark = pytest.mark.rasa

INCOMPLETE = (502, {"error": "incomplete_turn"})
SLASH_TEXTS = [
    '/affirmer{"montant":"666"}',
    '/affirm{"turn":"666"}',
    "/inform@0.9",
    "/restart",
    "/back",
    "  /session_start",
    "\u2003/restart",
    "EXTERNAL: x",
    "EXTERNAL: restart",
    "/",
    "//",
]


@pytest.mark.parametrize("text", SLASH_TEXTS)
def test_a_typed_command_is_plain_text(bot: Bot, text: str) -> None:
    plain = bot.seen({"text": "bonjour"})

    seen = bot.seen({"text": text})

    assert seen["metadata"]["message"]["text"] == text
    assert seen["entities"] == []
    assert seen["ranking"][0]["confidence"] < 1.0
    assert seen["slots"] == plain["slots"]
    assert seen["events"] == plain["events"]


@pytest.mark.parametrize("text", ["🤯", "🤯🤯 🙃", "...", "?!", "\u200b", "", "\x00", "ü" * 2000])
def test_a_text_without_words_is_no_accident(bot: Bot, text: str) -> None:
    assert bot.seen({"text": text})["metadata"]["message"]["text"] == text


def test_a_thumb_up_means_yes(bot: Bot) -> None:
    assert bot.seen({"text": "👍"})["ranking"][0]["name"] == "affirm"


def test_an_action_receives_the_record_the_message_and_the_intents(bot: Bot) -> None:
    seen = bot.seen({"text": "J'ai reçu un devis"}, conversation="c-42")

    assert seen["metadata"]["record"]["conversation"] == "c-42"
    assert seen["metadata"]["message"] == {"text": "J'ai reçu un devis"}
    assert seen["intent"] == {"name": "turn", "confidence": 1.0}
    assert seen["ranking"][0]["name"] in {"start_quote", "inform"}


@pytest.mark.parametrize(
    "message",
    [
        {"open": {"family": None, "resumed": False}},
        {"button": {"intent": "why"}},
        {"edit": {"events": [{"kind": "confirm"}]}},
        {"undo": True},
    ],
)
def test_what_is_not_typed_never_meets_the_intent_model(bot: Bot, message: dict[str, object]) -> None:
    seen = bot.seen(message)

    assert seen["ranking"] == []
    assert seen["metadata"]["message"] == message


def test_a_button_s_payload_comes_back_as_an_object(bot: Bot) -> None:
    message = bot.turn({"text": "850"}).json()["messages"][0]

    assert message["buttons"] == [{"title": "Pourquoi", "payload": {"intent": "why"}}]


def test_an_estimate_comes_with_the_turn_that_made_it(bot: Bot) -> None:
    assert bot.turn({"text": "estime"}).json()["estimate"] == {"status": "ok"}


@pytest.mark.parametrize("text", ["casse", "muet", "inconnu"])
def test_a_turn_that_the_actions_did_not_answer_whole_is_refused_whole(bot: Bot, text: str) -> None:
    answer = bot.turn({"text": text})

    assert (answer.status_code, answer.json()) == INCOMPLETE
    assert bot.turn({"text": "850"}).status_code == httpx.codes.OK


def test_a_turn_without_actions_is_refused_and_the_next_one_works(bot: Bot) -> None:
    assert bot.actions.running is not None
    bot.actions.running.kill()
    bot.actions.wait_ended(5)

    without = bot.turn({"text": "850"})
    bot.actions.start()
    bot.actions.wait_ready()

    assert (without.status_code, without.json()) == INCOMPLETE
    assert bot.turn({"text": "850"}).status_code == httpx.codes.OK


def test_a_slow_action_is_given_up_and_holds_nobody_else(bot: Bot) -> None:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        slow = pool.submit(bot.turn, {"text": "lent"})
        time.sleep(0.2)
        quick = bot.turn({"text": "850"})
        still_waiting = not slow.done()
        answer = slow.result()

    assert quick.status_code == httpx.codes.OK
    assert still_waiting
    assert (answer.status_code, answer.json()) == INCOMPLETE


def test_conversations_in_parallel_do_not_mix(bot: Bot) -> None:
    names = [f"conversation-{number}" for number in range(40)]

    def speak(name: str) -> dict[str, object]:
        return bot.seen({"text": f"je suis {name}"}, conversation=name)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(speak, names))

    assert [one["metadata"]["record"]["conversation"] for one in seen] == names  # type: ignore[index]
    assert [one["metadata"]["message"]["text"] for one in seen] == [f"je suis {name}" for name in names]  # type: ignore[index]


def test_turn_300_costs_what_turn_3_costs(bot: Bot) -> None:
    process, events = psutil.Process(bot.process.pid), set()
    spent = [sum(process.cpu_times()[:2])]
    for turn in range(1, 301):
        events.add(bot.seen({"text": "850 euros"})["events"])
        if turn in {60, 240, 300}:
            spent.append(sum(process.cpu_times()[:2]))

    assert len(events) == 1
    first, last = spent[1] - spent[0], spent[3] - spent[2]
    assert last < 1.5 * first  # of the processor, not of the clock: what the machine does besides costs the bot nothing


def test_no_text_of_a_member_reaches_the_logs(bot: Bot) -> None:
    canary = f"canari{uuid.uuid4().hex}"
    for text in (canary, f"/{canary}", f'/affirm{{"turn":"{canary}"}}', f"casse {canary}", f"EXTERNAL: {canary}"):
        bot.turn({"text": text})
    bot.turn({"text": "casse"}, conversation=canary)
    bot.turn({"text": "inconnu"}, conversation=canary)
    bot.turn({"button": {"intent": canary}})
    bot.post(b'{"turn": "' + canary.encode())
    bot.client.get(f"/{canary}")

    log = bot.process.log.read_text()

    assert "answered in" in log
    assert canary not in log
