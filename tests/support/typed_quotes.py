"""A quote typed into the chat in a member's words, estimated with the rules of a day."""

from __future__ import annotations

from typing import Any

from quote_draft import to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT, set_
from tests.support.talk import Talk


def told(family: str, day: str, *said: str) -> dict[str, Any]:
    """Return the estimate of what is said, with the rules of a day."""
    talk = Talk(family=family).describe(*said)
    return estimate(to_quote(talk.draft.after([set_("care_date", day)]), CONTEXT))


def repaid(answer: dict[str, Any]) -> list[str]:
    return [line["amo_gross"] for line in answer["lines"]]
