"""What was read of a file, for the desk: its lines with their values, and what must be looked at first."""

from typing import Any

from auth_gateway.documents.quote_words import value_in_words
from wording import say

Json = dict[str, Any]


def reading(read: Json | None) -> Json | None:
    """Lay out what was read of a file: its lines with their values, what must be looked at first, or what it is."""
    if read is None:
        return None
    return {
        "lines": [
            {
                "number": line["number"],
                "title": say("paper", "line", number=line["number"]),
                "strip": say("paper", "strip", page=line["where"]["page"], number=line["number"]),
                "values": [_value(line, name) for name in READ if _is_shown(line, name)],
            }
            for line in read["lines"]
        ],
        "why": None if read["lines"] else say("quote_reading", "not_a_quote", read["not_a_quote"] or "other"),
    }


READ = ("act", "tooth", "quantity", "activity", "sector", "covered", "fee", "base")


def _is_shown(line: Json, name: str) -> bool:
    """Tell whether a value was read, or was looked for and not found; an act without a code has its words."""
    return line[name] is not None or name in line["doubts"] or (name == "act" and line["label"] is not None)


def _value(line: Json, name: str) -> Json:
    field, reason = f"line.{name}", line["values"].get(name, {}).get("reason")
    value = _act(line) if name == "act" else line[name]
    return {
        "label": say("fields", "names", field),
        "words": value_in_words(field, value),
        "doubt": say("quote_reading", "doubts", reason) if reason else None,
    }


def _act(line: Json) -> Json | str | None:
    return {"code": line["act"], "label": line["label"]} if line["act"] is not None else line["label"]
