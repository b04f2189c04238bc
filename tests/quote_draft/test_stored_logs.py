"""Logs that were written by earlier versions make the view that they made then, for ever."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Mapping
from typing import Any

import pytest

from quote_draft import Draft, draft_view

LOGS = sorted((pathlib.Path(__file__).parent / "stored_logs").glob("*.json"))


def of_what_is_there(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view without the words of values that are no longer there, and of the room, now one field."""
    lines = [
        {**line, "understood": {name: said for name, said in line["understood"].items() if line[name] is not None}}
        for line in view["lines"]
    ]
    said = {name: words for name, words in view["understood"].items() if not name.startswith("stay.private_room")}
    return {**view, "lines": lines, "understood": said}


def as_far_as(stored: Any, view: Any) -> Any:
    """Return a view with the keys that the stored one has: later versions show more."""
    if isinstance(stored, dict) and isinstance(view, dict):
        return {key: as_far_as(value, view[key]) for key, value in stored.items() if key in view}
    if isinstance(stored, list) and isinstance(view, list) and len(stored) == len(view):
        return [as_far_as(*pair) for pair in zip(stored, view, strict=True)]
    return view


@pytest.mark.parametrize("file", LOGS, ids=[file.stem for file in LOGS])
def test_a_stored_log_makes_the_view_that_it_made(file: pathlib.Path) -> None:
    stored = json.loads(file.read_text(encoding="utf-8"))
    expected = of_what_is_there(stored["view"])

    view = draft_view(Draft.replay(stored["log"]))

    assert as_far_as(expected, of_what_is_there(json.loads(json.dumps(view)))) == expected
