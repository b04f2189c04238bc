"""What Rasa needs of the assistant's words beyond their French (tests/actions/test_wording.py)."""

from typing import Any

import pytest

from ops.stack import ROOT
from wording.yaml_text import load_yaml


@pytest.fixture(scope="module")
def responses() -> dict[str, list[dict[str, Any]]]:
    """Return the responses of all the files of bot/domain."""
    whole: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        part = load_yaml(path.read_text(encoding="utf-8")).get("responses", {})
        assert not whole.keys() & part.keys(), path.name
        whole.update(part)
    return whole


def test_a_response_has_one_wording_so_that_a_turn_run_again_says_the_same(
    responses: dict[str, list[dict[str, Any]]],
) -> None:
    assert [name for name, wordings in responses.items() if len(wordings) != 1] == []


def test_a_button_in_the_domain_has_a_payload_that_rasa_leaves_alone(
    responses: dict[str, list[dict[str, Any]]],
) -> None:
    wordings = [wording for alternatives in responses.values() for wording in alternatives]
    payloads = [button["payload"] for wording in wordings for button in wording.get("buttons", [])]

    assert [payload for payload in payloads if "{" in payload or len(payload.split()) not in {1, 3}] == []
