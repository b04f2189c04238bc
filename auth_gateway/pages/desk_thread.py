"""What was said, as the desk reads it: the conversation with its signals, its routine folded, the case's messages."""

from typing import Any

from wording import say, words

Json = dict[str, Any]


def said(message: Json, changes: list[str]) -> Json:
    card = message["card"]
    return {
        "seq": message["seq"],
        "author": message["from"],
        "name": say("pages", "console", "authors", message["from"]),
        "at": message["at"],
        "text": message["text"],
        "card": words("pages", "console", "cards").get(card["type"]) if card else None,
        "choices": [button["title"] for button in message["buttons"]],
        "changes": changes,
        "files": [],
        "signals": [say("desk", "signals", name) for name in message["signals"]],
        "routine": message["routine"],
    }


def exchanges(messages: list[Json]) -> list[Json]:
    """Group the messages in runs, those of routine folded under their number."""
    runs: list[Json] = []
    for each in messages:
        if not runs or runs[-1]["routine"] != each["routine"]:
            runs.append({"routine": each["routine"], "messages": []})
        runs[-1]["messages"].append(each)
    for run in runs:
        run["title"] = say("desk", "routine", count=len(run["messages"]))
    return runs


def message(message: Json, files: list[Json]) -> Json:
    return {
        "author": message["from"],
        "name": message["name"] or say("pages", "console", "authors", message["from"]),
        "at": message["at"],
        "text": message["text"],
        "files": [file for file in files if file["message_id"] == message["id"]],
        **dict.fromkeys(("seq", "signals", "card", "changes", "choices")),  # those of the conversation
    }
