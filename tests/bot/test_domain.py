"""The assistant's data agree with the actions that it calls."""

import re
from typing import Any

import pytest
import yaml

from actions.quote_form import all_actions
from ops.stack import ROOT


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    """Return all of bot/domain as one document."""
    whole: dict[str, Any] = {"actions": [], "responses": {}}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        part = yaml.safe_load(path.read_text(encoding="utf-8"))
        whole["actions"] += part.get("actions", [])
        repeated = whole["responses"].keys() & part.get("responses", {}).keys()
        assert not repeated, f"{path.name} repeats {repeated}"
        whole["responses"].update(part.get("responses", {}))
    return whole


def test_the_domain_names_the_actions_that_are_served(domain: dict[str, Any]) -> None:
    named = [next(iter(action)) if isinstance(action, dict) else action for action in domain["actions"]]

    assert sorted(named) == sorted(action.name() for action in all_actions())


def test_every_response_named_in_the_actions_has_its_words(domain: dict[str, Any]) -> None:
    named = set()
    for path in (ROOT / "actions").rglob("*.py"):
        named |= set(re.findall(r'[^f]"(utter_[a-z_]+)"', path.read_text(encoding="utf-8")))

    assert named
    assert named - domain["responses"].keys() == set()


def test_a_response_has_one_wording_so_that_a_turn_run_again_says_the_same(domain: dict[str, Any]) -> None:
    assert [name for name, wordings in domain["responses"].items() if len(wordings) != 1] == []


def test_a_button_in_the_domain_has_a_payload_that_rasa_leaves_alone(domain: dict[str, Any]) -> None:
    payloads = [
        button["payload"]
        for wordings in domain["responses"].values()
        for wording in wordings
        for button in wording.get("buttons", [])
    ]

    assert [payload for payload in payloads if "{" in payload or len(payload.split()) not in {1, 3}] == []
