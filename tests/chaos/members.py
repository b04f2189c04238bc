"""Members who insist: each message is sent under one id until it is acknowledged, twice, late and in disorder too."""

import random
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.client import Client

Json = dict[str, Any]
Script = list[tuple[str, str]]

PAUSE = 0.25
INSISTS = 240.0  # seconds; a lease that a dead process holds is over long before
WAIT = {409, 429, 502, 503}  # « try again »; everything else that is no answer is a broken promise
HUNG_UP = httpx.Timeout(5, read=0.03)


@dataclass
class Acknowledged:
    """A message and the answer that acknowledged it."""

    body: Json
    answer: Json


@dataclass
class Told:
    """One conversation as its member remembers it."""

    conversation: str
    opening: Json
    kept: list[Acknowledged] = field(default_factory=list)

    @property
    def answers(self) -> list[Json]:
        return [self.opening, *(each.answer for each in self.kept)]

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.conversation}"


class Member:
    """One member on one client. Whatever happens they sign in again, send again, and note what was acknowledged."""

    def __init__(self, base_url: str, account: Json, chance: random.Random) -> None:
        self.client = Client(base_url)
        self.client.http.timeout = httpx.Timeout(20)
        self._account = account
        self._chance = chance
        self._signing_in = threading.Lock()

    def follow(self, script: Script, step: Callable[[], None]) -> Told:
        """Have one conversation from its opening to its estimate, telling of each step."""
        opening = self._insist("/api/v1/conversations", {"fresh": True})
        told = Told(opening["id"], opening)
        for asked, text in script:
            asking = told.answers[-1]["asking"]
            if asking is None or asking["field"] != asked:
                continue  # not every member is asked everything
            self._say(told, {"client_message_id": str(uuid.uuid4()), "text": text})
            step()
        return told

    def _say(self, told: Told, body: Json) -> None:
        path = f"{told.path}/messages"
        how = self._chance.choice(["once", "once", "twice at once", "hung up", "an old one again"])
        if how == "twice at once":
            with ThreadPoolExecutor(2) as both:
                first, second = both.map(lambda _: self._insist(path, body), range(2))
            assert first == second, f"one message, two answers: {body}"
        if how == "hung up":
            self._hang_up(path, body)
        if how == "an old one again" and told.kept:
            old = self._chance.choice(told.kept)
            assert self._insist(path, old.body) == old.answer, f"a late duplicate had another answer: {old.body}"
        told.kept.append(Acknowledged(body, self._insist(path, body)))

    def _hang_up(self, path: str, body: Json) -> None:
        """Send, and be gone before the answer."""
        try:
            self.client.post(path, json=body, timeout=HUNG_UP)
        except httpx.TransportError:
            return

    def _insist(self, path: str, body: Json) -> Json:
        until = time.monotonic() + INSISTS
        last = "nothing"
        while time.monotonic() < until:
            session = self.client.csrf
            try:
                sent = self.client.post(path, json=body)
            except httpx.TransportError as error:
                last = type(error).__name__
            else:
                if sent.is_success:
                    return dict(sent.json())
                last = f"{sent.status_code} {sent.text[:300]}"
                if sent.status_code == httpx.codes.UNAUTHORIZED:
                    self.sign_in(session)
                else:
                    assert sent.status_code in WAIT, f"{path}: {last}"
            time.sleep(PAUSE)
        message = f"not acknowledged within {INSISTS} s: {path}, {body}; the last answer was {last}"
        raise AssertionError(message)

    def sign_in(self, ended: str = "") -> None:
        """Sign in, again after the session that ended; of two messages on their way one does it for both."""
        with self._signing_in:
            if self.client.csrf == ended:
                self._sign_in()

    def _sign_in(self) -> None:
        until = time.monotonic() + INSISTS
        while True:
            try:
                self.client.sign_in(self._account["email"], self._account["password"])
            except (AssertionError, httpx.TransportError, ValueError):  # away, or a code that was late
                if time.monotonic() > until:
                    raise
                time.sleep(4 * PAUSE)
            else:
                return
