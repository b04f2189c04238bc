"""A small assistant over real HTTP that speaks the signed turn protocol, for what the gateway does around a turn.

It checks signatures and instants as the real one does, and keeps every turn that it was sent. A test says how it
answers; unless told otherwise each text adds one line to the draft, so that effects can be counted.
"""

import contextlib
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.support.loopback import QuietHandler, serving

Json = dict[str, Any]
ACCEPTED_SECONDS = 60


def reply(text: str = "D’accord.", **parts: Any) -> Json:
    """Build one whole answer; `buttons`, `card` and `response` go to its only message."""
    message: Json = {"response": "utter_test", "text": text, "buttons": [], "card": None}
    message |= {name: parts.pop(name) for name in ("buttons", "card", "response") if name in parts}
    whole = {
        "messages": [message],
        "events": [],
        "asking": None,
        "understood": {"kinds": ["answer"], "changes": []},
        "estimate": None,
    }
    return {**whole, **parts}


def button(title: str, **payload: Any) -> Json:
    return {"title": title, "payload": payload or {"intent": "dont_know"}}


def ordinary(turn: Json) -> Json:
    """Open with a question and two buttons, add a line for each text, carry out edits and undos."""
    message = turn["message"]
    asked = {"field": "line.fee", "line": 1, "misses": 2, "options": ["kept here"]}
    if "open" in message:
        offered = [button("Un soin médical", intent="answer", field="family", line=None, value="medical")]
        return reply("Bonjour.", buttons=offered, asking={"field": "family", "line": None, "misses": 0})
    if "edit" in message:
        return reply("C’est noté.", events=message["edit"]["events"], asking=asked)
    if "undo" in message:
        last = turn["record"]["log"][-1]["turn"] if turn["record"]["log"] else None
        return reply("C’est annulé.", events=[{"kind": "undo", "turn": last}] if last else [], asking=asked)
    if "button" in message:
        pressed = message["button"]
        event = {"kind": "set", "field": pressed["field"], "line": pressed["line"], "value": pressed["value"]}
        return reply("C’est noté.", events=[event], asking=asked)
    return reply(f"Vous avez dit : {message['text']}", events=[{"kind": "add_line"}], asking=asked)


@dataclass
class ScriptedHttpBot:
    url: str
    secret: str
    now: Callable[[], dt.datetime]
    answer: Callable[[Json], Json] = ordinary
    status: int = 200
    turns: list[Json] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)  # the header `traceparent` of each turn
    refused: int = 0

    def accepts(self, timestamp: str, signature: str, body: bytes) -> bool:
        expected = hmac.new(self.secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        fresh = timestamp.isdecimal() and abs(self.now().timestamp() - int(timestamp)) <= ACCEPTED_SECONDS
        return fresh and hmac.compare_digest(expected, signature)


@contextlib.contextmanager
def running_bot(secret: str, now: Callable[[], dt.datetime]) -> Iterator[ScriptedHttpBot]:
    bot = ScriptedHttpBot("", secret, now)

    class Handler(QuietHandler):
        def do_POST(self) -> None:  # noqa: N802  the base class's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not bot.accepts(self.headers["X-Turn-Timestamp"], self.headers["X-Turn-Signature"], body):
                bot.refused += 1
                self.give(401, {"error": "signature"})
                return
            turn = json.loads(body)
            bot.turns.append(turn)
            bot.spans.append(self.headers.get("traceparent", ""))
            self.give(bot.status, bot.answer(turn))

        def give(self, status: int, answer: Json) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with serving(Handler) as server:
        bot.url = f"http://127.0.0.1:{server.server_port}"
        yield bot
