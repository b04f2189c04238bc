"""Conversations without servers: the log kept as the gateway does, the assistant's words rendered from their YAML."""

from __future__ import annotations

import functools
import json
import pathlib
import re
from typing import Any

from actions.answering import without_supposed
from actions.outcome import Button, Reply, TurnOutcome
from actions.turn import take_turn
from quote_draft import Draft
from wording.yaml_text import load_yaml

ROOT = pathlib.Path(__file__).parents[2]
COVER: dict[str, Any] = {
    "guarantee_id": "mnh-confort",
    "label": "MNH Confort (fictive)",
    "top_up_id": None,
    "valid_from": "2026-01-01",
    "valid_until": None,
    "consumed": {},
}
SELF = {"id": "self", "relation": "self", "birth_date": "1980-04-02"}
DAUGHTER = {"id": "b1f", "relation": "child", "birth_date": "2015-05-01"}
SON = {"id": "c2a", "relation": "child", "birth_date": "2018-05-01"}
_VARIABLE = re.compile(r"\{([^\n{}]+?)\}")


@functools.cache
def responses() -> dict[str, list[dict[str, Any]]]:
    """Return every response of the domain by its name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        found |= load_yaml(file.read_text(encoding="utf-8")).get("responses") or {}
    return found


def render(reply: Reply) -> str:
    """Return a reply's text as Rasa would say it; KeyError when the response or a variable is missing."""
    text: str = responses()[reply.response][0]["text"]
    return _VARIABLE.sub(lambda match: reply.variables[match[1]], text)


class Talk:
    """A conversation: what was said and asked, and the draft that it made."""

    def __init__(
        self, *people: dict[str, str], today: str = "2026-11-21", family: str | None = None, **record: Any
    ) -> None:
        self.log: list[dict[str, Any]] = []
        self.asked: dict[str, Any] | None = None
        self.turns = 0
        self.record = {
            "conversation": "c",
            "today": today,
            "beneficiaries": list(people or (SELF,)),
            "may_estimate": True,
            "scheme": "general",
            "cover": COVER,
            **record,
        }
        self.last = self._turn({"open": {"family": family, "resumed": False}})

    def say(self, text: str, intents: tuple[tuple[str, float], ...] = ()) -> TurnOutcome:
        return self._turn({"text": text}, intents)

    def press(self, button: Button | dict[str, Any]) -> TurnOutcome:
        payload = button.payload if isinstance(button, Button) else button
        return self._turn({"button": dict(payload)})

    def undo(self) -> TurnOutcome:
        return self._turn({"undo": True})

    def edit(self, events: list[Any]) -> TurnOutcome:
        return self._turn({"edit": {"events": events}})

    def read_paper(self, paper: dict[str, Any]) -> TurnOutcome:
        return self._turn({"paper": paper})

    def resume(self) -> TurnOutcome:
        return self._turn({"open": {"family": None, "resumed": True}})

    def _turn(self, message: dict[str, Any], intents: tuple[tuple[str, float], ...] = ()) -> TurnOutcome:
        self.turns += 1
        record = {**self.record, "log": self.log, "asked": self.asked}
        outcome = take_turn(json.loads(json.dumps(record)), message, intents)
        written = json.loads(json.dumps(outcome.to_json()))
        if written["events"]:
            self.log.append({"turn": f"t{self.turns}", "events": written["events"]})
        self.asked = written["asking"]
        self.last = outcome
        return outcome

    @property
    def draft(self) -> Draft:
        return Draft.replay(self.log)

    @property
    def asking(self) -> str | None:
        """The field asked; None where only what was supposed waits for a word that keeps it."""
        asked = without_supposed(self.last.asking)[0]
        return asked.field if asked else None

    @property
    def said(self) -> list[Reply]:
        return list(self.last.said)

    @property
    def names(self) -> list[str]:
        return [reply.response for reply in self.said]

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.said for button in reply.buttons]

    @property
    def text(self) -> str:
        return "\n".join(render(reply) for reply in self.said)

    def describe(self, *answers: str) -> Talk:
        """Say several things in a row."""
        for answer in answers:
            self.say(answer)
        return self


def hip_replacement() -> Talk:
    """Return a surgeon's line described up to « une autre ligne ? »."""
    return Talk().describe("NEKA020", "1200", "secteur 2 optam")


def two_crowns() -> Talk:
    """Return a dental quote of two crowns, described up to « une autre ligne ? »."""
    return Talk(family="dental").describe("HBLD038", "26 et 27", "298,70 par dent")
