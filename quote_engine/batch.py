"""Writes the answers of a batch: the JSON that `json` would write, in half its time.

Most of an answer is lines and their steps. Of their texts only three can hold something to escape; the sentences and
the amounts are ours. So they are put in by hand between the rest, which `json` writes. A test holds the two texts
against each other.
"""

import functools
import json
from collections.abc import Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from quote_engine.estimate import Step

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
PLACE = '"lines": 0, "stay": 0'
"""Stands for a body's lines and stay; no text can hold it, as its quotation marks would be escaped."""
ESCAPED = frozenset({"id", "label"})
"""The keys of a share whose values come escaped, within their quotation marks."""
SEPARATOR = ", "


def as_line(answer: dict[str, Any]) -> str:
    """Give the JSON of an answer of `estimate` on one line, and use the answer up."""
    if answer["status"] != "ok":
        return ENCODER.encode(answer) + "\n"
    bodies: Sequence[dict[str, Any]] = (answer, *answer.get("hypotheses", ()))
    shares = [(body["lines"], body["stay"]) for body in bodies]
    for body in bodies:
        body["lines"] = body["stay"] = 0
    first, *others = ENCODER.encode(answer).split(PLACE)
    pieces = [first]
    for (lines, stay), other in zip(shares, others, strict=True):
        pieces.append('"lines": [')
        _add(pieces, lines)
        pieces.append('], "stay": [')
        _add(pieces, stay)
        pieces += ("]", other)
    pieces.append("\n")
    return "".join(pieces)  # once: a long text costs most each time that it is copied


def _add(pieces: list[str], shares: Sequence[dict[str, Any]]) -> None:
    """Write each share, its steps at the end of it."""
    for share in shares:
        steps: Sequence[Step] = share.pop("steps")
        share["id"], share["label"] = quoted(share["id"]), quoted(share["label"])
        pieces.append(_form(tuple(share)) % tuple(share.values()))
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
    """Give the beginning of a share's JSON, up to its steps, with a place for each value."""
    pairs = [f'"{key}": %s' if key in ESCAPED else f'"{key}": "%s"' for key in keys]
    return "{" + SEPARATOR.join(pairs) + ', "steps": ['
