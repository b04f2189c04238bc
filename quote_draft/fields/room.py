"""The private room: one field whose value says whether it is wanted, at what price, and what the price counts."""

from collections.abc import Mapping
from typing import Any

from quote_draft.fields.kinds import MONEY, PERIODS, UNKNOWN, Kind, Part, choice

NAME = "stay.private_room"
PARTS = {
    "wanted": Part(choice(True, False, hypotheses=(UNKNOWN,))),
    "price": Part(MONEY, needed=False),
    "per": Part(choice(*PERIODS), needed=False),
}
NOTHING_SAID: Mapping[str, Any] = dict.fromkeys(PARTS)


def _is_right(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(_part_is_right(*part) for part in value.items())


def _part_is_right(name: Any, value: Any) -> bool:
    if name not in PARTS:
        return False
    return value is None or PARTS[name].kind.is_right(value) or (name == "price" and value == UNKNOWN)


def _merged(before: Any, value: Any) -> Any:
    """Return the room with what is said of it now.

    « je ne sais pas » is said of what is asked; a room that is given a price is wanted, one not wanted has none.
    """
    if value is None:
        return None
    if value == UNKNOWN:
        value = {"price": UNKNOWN} if before and before["wanted"] is True else {"wanted": UNKNOWN}
    elif value.get("price") not in (None, UNKNOWN):
        value = {"wanted": True, **value}
    room = {**NOTHING_SAID, **(before or {}), **value}
    if room["wanted"] is None:
        return None
    return room if room["wanted"] is True else {**NOTHING_SAID, "wanted": room["wanted"]}


def _is_complete(room: Any) -> bool:
    return room["wanted"] is not True or room["price"] is not None


ROOM = Kind(
    "room",
    _is_right,
    '{"wanted": true, "price": "85.00", "per": "day"}',
    merge=_merged,
    is_complete=_is_complete,
    parts=PARTS,
)


def whole(name: str, value: Any) -> tuple[str, Any]:
    """Return a field and its value for the name of a part: `stay.private_room.price` is a room with that price."""
    parent, _, part = name.rpartition(".")
    return (NAME, {part: value}) if parent == NAME and part in PARTS else (name, value)
