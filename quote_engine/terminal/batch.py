"""Writes the answers of a batch: the JSON that `json` would write, in half its time.

Most of an answer is lines and their steps. Of their texts only three can hold something to escape; the sentences and
the amounts are ours. So an estimate is put together by hand, and a test holds it against what `json` writes.
"""

import functools
import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from quote_engine.contract.answer import Step
from quote_engine.money import REMEMBERED

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
RARE = frozenset({"hypotheses", "charges"})
"""What only some answers have: they are left to `json`."""
ESCAPED = frozenset({"id", "label"})
"""The keys of a share whose values come escaped, within their quotation marks."""
SEPARATOR = ", "
quoted = functools.lru_cache(REMEMBERED)(encode_basestring)
"""A text between quotation marks, escaped; the same sources and labels come again and again."""


def as_line(answer: dict[str, Any]) -> str:
    """Give the JSON of an answer of `estimate` on one line, and use the answer up."""
    if answer["status"] != "ok" or not RARE.isdisjoint(answer) or any("covered" in line for line in answer["lines"]):
        return ENCODER.encode(answer) + "\n"
    pieces = [_head(answer["date"], answer["parameters_version"])]
    _add(pieces, answer["lines"])
    pieces.append('], "stay": [')
    _add(pieces, answer["stay"])
    total = answer["total"]
    pieces.append('], "total": ' + _form(tuple(total)) % tuple(total.values()) + '}, "warnings": [')
    pieces.append(SEPARATOR.join([_warning(warning) for warning in answer["warnings"]]))
    pieces.append("]}\n")
    return "".join(pieces)  # once: a long text costs most each time that it is copied


@functools.lru_cache
def _head(date: str, version: str) -> str:
    return f'{{"status": "ok", "date": "{date}", "indicative": true, "parameters_version": "{version}", "lines": ['


def _warning(warning: dict[str, str]) -> str:
    return "{" + SEPARATOR.join([f'"{key}": {quoted(value)}' for key, value in warning.items()]) + "}"


def _add(pieces: list[str], shares: Sequence[dict[str, Any]]) -> None:
    """Write each share, its steps at the end of it."""
    for share in shares:
        steps: Sequence[Step] = share.pop("steps")
        share["id"], share["label"] = quoted(share["id"]), quoted(share["label"])
        pieces.append(_form(tuple(share)) % tuple(share.values()) + ', "steps": [')
        pieces += [
            f'{{"rule": "{step["rule"]}", "text": "{step["text"]}", "amount": "{step["amount"]}", '
            f'"source": {quoted(step["source"])}}}, '
            for step in steps
        ]
        pieces[-1] = pieces[-1].removesuffix(SEPARATOR)
        pieces.append("]}, ")
    if shares:
        pieces[-1] = pieces[-1].removesuffix(SEPARATOR)


@functools.cache
def _form(keys: Sequence[str]) -> str:
    """Give the JSON of an object that begins with these keys, with a place for each value, left open."""
    return "{" + SEPARATOR.join([f'"{key}": %s' if key in ESCAPED else f'"{key}": "%s"' for key in keys])
