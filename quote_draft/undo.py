"""Which turn « annuler » takes back: the last one whose loss changes the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from quote_draft.draft import Draft


def last_undoable_turn(log: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the id of the last turn that changed the draft and was not taken back, None when there is none.

    What the service set by itself (`preset`: the only person possible, the family chosen on the page before) is not
    the member's to undo, and an undo is not undone: it goes one step further back instead.
    """
    undone = {event["turn"] for turn in log for event in turn["events"] if event["kind"] == "undo"}
    now = Draft.replay(log)
    for turn in reversed(log):
        if turn["turn"] in undone or not _is_the_members(turn["events"]):
            continue
        undo = {"turn": f"undo of {turn['turn']}", "events": [{"kind": "undo", "turn": turn["turn"]}]}
        before = Draft.replay([*log, undo])
        if replace(before, understood={}) != replace(now, understood={}):
            return str(turn["turn"])
    return None


def _is_the_members(events: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether a turn did something that is the member's; the estimate that follows an undo is not."""
    kinds = {event["kind"] for event in events if not event.get("preset")}
    return bool(kinds - ({"undo", "confirm", "estimated"} if "undo" in kinds else {"estimated"}))
