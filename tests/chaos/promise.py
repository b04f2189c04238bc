"""The delivery promise of docs/operations.md: in peace, through faults, and what must be equal then."""

import mailbox
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from ops.stack import Stack
from tests.chaos.faults import Fault, Site
from tests.chaos.members import Json, Member, Script, Told
from tests.support.client import Client

ACTIVE = ("Adhérent", "Ayant droit")  # of the demonstration's people, those who may describe a quote
BUSINESS_DATE = "2026-11-21"


def hold(
    site: Site, faults: Mapping[str, Fault], scripts: list[Script], *, members: int, seed: int, longest: float
) -> None:
    """Hold the conversations in peace, then again with the faults, and assert the promise for each."""
    say(f"CHAOS_SEED={seed}")
    chance = random.Random(seed)  # noqa: S311  a plan that can be made again, no secret
    accounts = active_accounts(site.stack)[:members]
    crowd = [Member(site.stack.base_url, account, random.Random(chance.random())) for account in accounts]  # noqa: S311
    for each in crowd:
        each.sign_in()
    calm = [[each.follow(script, lambda: None) for script in scripts] for each in crowd]
    steps = Steps(sum(len(told.kept) for every in calm for told in every))
    plan = [(chance.randrange(steps.total), name, chance.uniform(0.2, longest)) for name in faults]
    with ThreadPoolExecutor(len(crowd) + 1) as pool:
        trouble = pool.submit(make_trouble, site, faults, sorted(plan), steps)
        stormy = list(pool.map(lambda each: [each.follow(script, steps.one_more) for script in scripts], crowd))
        steps.finish()
        trouble.result()
    for member, before, after in zip(crowd, calm, stormy, strict=True):
        member.sign_in(member.client.csrf)  # the last fault may have signed everybody out
        for peaceful, told in zip(before, after, strict=True):
            assert_promise(member.client, told, peaceful)
    assert_mails(site)
    site.stack.run_once("audit", "verify")


class Steps:
    """How far all conversations together have come."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._done = 0
        self._moved = threading.Condition()

    def one_more(self) -> None:
        with self._moved:
            self._done += 1
            self._moved.notify_all()

    def finish(self) -> None:
        with self._moved:
            self._done = max(self._done, self.total)
            self._moved.notify_all()

    def wait_for(self, step: int) -> None:
        with self._moved:
            self._moved.wait_for(lambda: self._done >= step)


def make_trouble(site: Site, faults: Mapping[str, Fault], plan: list[tuple[int, str, float]], steps: Steps) -> None:
    for step, name, seconds in plan:
        steps.wait_for(step)
        say(f"step {step}: {name}, {seconds:.1f} s")
        faults[name](site, seconds)


def active_accounts(stack: Stack) -> list[Json]:
    client = Client(stack.base_url)
    accounts = client.http.get("/demo/accounts.json").json()
    return [
        each
        for each in accounts
        if each["role"] == "member" and each["about"].startswith(ACTIVE) and "suspendu" not in each["about"]
    ]


def assert_promise(client: Client, told: Told, peaceful: Told) -> None:
    """Nothing acknowledged is lost, nothing is doubled, and what came out is what comes out in peace."""
    transcript = client.get(f"{told.path}/messages?after=0").json()["messages"]
    numbers = [each["seq"] for each in transcript]
    assert numbers == list(range(1, len(numbers) + 1))
    for after in range(len(numbers) + 1):
        if after % 7 == 0:
            tail = client.get(f"{told.path}/messages?after={after}").json()["messages"]
            assert tail == transcript[after:]

    kept = {each["id"]: (each["seq"], each["text"]) for each in transcript}
    for answer in told.answers:
        for message in answer["messages"]:
            assert kept[message["id"]] == (message["seq"], message["text"])
    said = [each["text"] for each in transcript if each["from"] == "member"]
    assert said == [each.body["text"] for each in told.kept]
    for each in told.kept:
        assert client.post(f"{told.path}/messages", json=each.body).json() == each.answer

    draft = client.get(f"{told.path}/draft").json()  # the replay of the log
    assert draft == told.answers[-1]["draft"]
    assert draft == peaceful.answers[-1]["draft"]
    words = [(each["from"], each["text"]) for each in transcript]
    assert words == [(each["from"], each["text"]) for each in peaceful_transcript(client, peaceful)]
    assert_totals(client, told, transcript)


def peaceful_transcript(client: Client, peaceful: Told) -> list[Json]:
    return list(client.get(f"{peaceful.path}/messages?after=0").json()["messages"])


def assert_totals(client: Client, told: Told, transcript: list[Json]) -> None:
    """The engine's record is one, and the figures shown in the conversation are its own."""
    records = [each for each in client.get("/api/v1/analyses").json() if each["conversation_id"] == told.conversation]
    cards = [each["card"]["estimate"] for each in transcript if (each["card"] or {}).get("type") == "estimate"]
    assert len(records) == len(cards) == 1
    record = client.get(f"/api/v1/analyses/{records[0]['id']}").json()
    assert record["estimate"] == cards[0] == told.answers[-1]["estimate"]


def assert_mails(site: Site) -> None:
    """An e-mail leaves at most as often as the worker took it up, always under the same Message-ID."""
    sent = Counter(
        str(mail["Message-ID"]).strip("<>").partition("@")[0]
        for mail in mailbox.Maildir(site.stack.settings["OXYCCAM_MAIL_SINK_DIR"])
    )
    rows = site.postgresql.query(site.database, "SELECT id, tries, outcome FROM outbox_messages")
    tries = {str(row[0]): int(str(row[1])) for row in rows}
    assert all(times <= tries[message] for message, times in sent.items())
    assert {str(row[0]) for row in rows if row[2] == "sent"} <= set(sent)


def say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
