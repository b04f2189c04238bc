"""A button whose title is typed, whole, without its « oui » or « non », or with a slip, is that button."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz.distance import OSA

from actions.answering.questions import ask
from actions.answering.wording import button
from actions.outcome import Button
from actions.reading import words_of
from actions.situation import Situation

_LEAST_WITH_A_SLIP = 7
"""Letters of a title that may have one wrong: « recomencer »."""
_OPENINGS = frozenset({"oui", "non"})
_CODE = re.compile(r"\([A-Z]{4}\d{3}\)\s*$")


def payload_of(text: str, situation: Situation) -> Mapping[str, Any] | None:
    """Return the payload of the button that is typed; None for a text that is none, or that may be two."""
    said = _normal(text)
    if not said:
        return None
    titles = [(_normal(way), one) for one in _offered(situation) for way in _ways(one.title)]
    for close in (_is_same, _is_a_slip_of):
        found = [one.payload for title, one in titles if close(said, title)]
        if found and all(payload == found[0] for payload in found):
            return found[0]
    return None


def _offered(situation: Situation) -> Iterator[Button]:
    """Yield the buttons of the question that is pending, then those of what was said before it."""
    if situation.asking is not None:
        yield from ask(situation.asking, situation.draft, situation.context).buttons
    if situation.options.get("restart"):
        yield button("keep", payload={"intent": "deny"})
        return
    yield button("keep", payload={"intent": "keep"})
    line = _line_of_the_act_noted(situation)
    if line is not None:
        yield button("other_act", payload={"intent": "correct", "field": "line.act", "line": line})


def _line_of_the_act_noted(situation: Situation) -> int | None:
    """Return the line whose act was given last, in the turn before this one."""
    events = situation.log[-1]["events"] if situation.log else ()
    lines = [one["line"] for one in events if one["kind"] == "set" and one["field"] == "line.act"]
    return lines[-1] if lines and situation.draft.has_line(lines[-1]) else None


def _ways(title: str) -> Iterator[str]:
    """« Oui, un nouveau devis » is « un nouveau devis » as well, « Couronne en zircone (HBLD073) » its words."""
    yield title
    yield _CODE.sub("", title)
    opening, comma, rest = title.partition(",")
    if comma and opening.lower() in _OPENINGS:
        yield rest


def _normal(text: str) -> str:
    return " ".join(words_of(text))


def _is_same(said: str, title: str) -> bool:
    return said == title


def _is_a_slip_of(said: str, title: str) -> bool:
    figures = [one for one in said if one.isdigit()] == [one for one in title if one.isdigit()]
    return figures and len(title) >= _LEAST_WITH_A_SLIP and OSA.distance(said, title, score_cutoff=1) <= 1
