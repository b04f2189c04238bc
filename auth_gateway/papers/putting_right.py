"""What was read of a paper, put right by what the member wrote while it waited: the card and the taking both use it."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, Any]


def put_right(read: Json, changes: Iterable[Mapping[str, Any]]) -> Json:
    """Return the reading with these changes: a value the member gave is no longer doubtful, a line that goes is gone.

    Lines are numbered as they are when each change is made, like those of a draft.
    """
    read = copy.deepcopy(read)
    for change in changes:
        if "delete_line" in change:
            _delete(read, change["delete_line"])
        elif change.get("line") is not None:
            _set_in_line(read, change)
        else:
            _set(read, change["field"], change["value"])
    return read


def _delete(read: Json, number: int) -> None:
    left = [line for line in read["lines"] if line["number"] != number]
    read["lines"] = [{**line, "number": place} for place, line in enumerate(left, start=1)]


def _set_in_line(read: Json, change: Mapping[str, Any]) -> None:
    name = change["field"].removeprefix("line.")
    for line in read["lines"]:
        if line["number"] != change["line"]:
            continue
        if name == "act" and isinstance(change["value"], dict):
            line |= {"act": change["value"]["code"], "label": change["value"].get("label")}
        else:
            line[name] = change["value"]
        line["doubts"] = [one for one in line["doubts"] if one != name]


def _set(read: Json, field: str, value: Any) -> None:
    if field == "care_date":
        read["care_date"], read["care_date_value"] = value, None
        return
    stay = read["stay"]
    if field == "stay.nights":
        stay["nights"] = value
    elif field == "stay.private_room":
        stay["private_room"] |= value
    names = [name for name in stay["doubts"] if f"stay.{name}".startswith(field)]
    stay["doubts"] = [name for name in stay["doubts"] if name not in names]
    stay["values"] = {name: one for name, one in stay["values"].items() if not f"stay.{name}".startswith(field)}
