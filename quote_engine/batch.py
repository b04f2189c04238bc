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
AS_THEY_ARE = frozenset({"id", "label", "steps"})
"""The keys of a share whose values come ready: escaped, or written already."""


def as_line(answer: dict[str, Any]) -> str:
    """Give the JSON of an answer of `estimate` on one line, and use the answer up."""
    if answer["status"] != "ok":
        return ENCODER.encode(answer) + "\n"
    bodies: Sequence[dict[str, Any]] = (answer, *answer.get("hypotheses", ()))
    written = [f'"lines": [{_shares(body["lines"])}], "stay": [{_shares(body["stay"])}]' for body in bodies]
    for body in bodies:
        body["lines"] = body["stay"] = 0
    parts = ENCODER.encode(answer).split(PLACE)
    return "".join([text for pair in zip(parts, [*written, "\n"], strict=True) for text in pair])


def _shares(shares: Sequence[dict[str, Any]]) -> str:
    for share in shares:
        share["id"], share["label"] = quoted(share["id"]), quoted(share["label"])
        share["steps"] = ", ".join([_step(step) for step in share["steps"]])
    return ", ".join([_form(tuple(share)) % tuple(share.values()) for share in shares])


@functools.cache
def _form(keys: Sequence[str]) -> str:
    """Give the JSON of a share with a place for each value."""
    pairs = [f'"{key}": %s' if key in AS_THEY_ARE else f'"{key}": "%s"' for key in keys]
    return "{" + ", ".join(pairs).replace('"steps": %s', '"steps": [%s]') + "}"


def _step(step: Step) -> str:
    rule, text, amount, source = step["rule"], step["text"], step["amount"], quoted(step["source"])
    return f'{{"rule": "{rule}", "text": "{text}", "amount": "{amount}", "source": {source}}}'
