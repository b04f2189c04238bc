"""How many whole quotes, typed as members would, leave the draft that the paper says: the head of quotes_next.yml.

The score is told at the end of the run, and never which quotes fail: whoever writes the grammar must not see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from quote_draft import Draft, draft_view
from quote_draft.fields.kinds import cents
from tests.support.talk import SELF, Talk
from tests.support.turns import FOLDER
from wording.yaml_text import load_yaml

FLOORS = {
    "quotes_next": 19,
    "quotes_dental": 29,
    "quotes_medical": 29,
    "quotes_medical_fresh": 28,
    "quotes_medical_voices": 31,
    "quotes_medical_apart": 21,
    "quotes_medical_aside": 19,
    "quotes_dental_apart": 13,
    "quotes_dental_once_apart": 7,
    "quotes_medical_once_apart": 9,
    "quotes_dental_third": 11,
    "quotes_medical_third": 12,
    "quotes_dental_untouched": 4,
    "quotes_medical_untouched": 7,
}
MONEY = ("fee", "base", "overrun", "price", "amount", "stay_cost")
LISTS = ("charges", "shared_fees")


@pytest.mark.parametrize("name", FLOORS)
def test_whole_quotes_leave_the_draft_of_the_paper(name: str, record_property: Callable[[str, str], None]) -> None:
    quotes = load_yaml((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))["quotes"]

    right = sum(is_right(quote) for quote in quotes)

    record_property("score", f"{name}.yml: {right}/{len(quotes)}")
    assert right >= FLOORS[name]


def is_right(quote: Mapping[str, Any]) -> bool:
    """Say whether a quote leaves the draft told, or one of those that say as much."""
    draft = typed(quote)
    return any(is_as_told(draft, told) for told in quote.get("any_of") or [quote["draft"]])


def typed(quote: Mapping[str, Any]) -> Draft:
    people = [{**one, "birth_date": str(one["birth_date"])} for one in quote.get("beneficiaries", ())]
    talk = Talk(SELF, *people, today=str(quote["today"]))
    for message in quote["messages"]:
        talk.say(message)
    return talk.draft


def is_as_told(draft: Draft, wanted: Mapping[str, Any]) -> bool:
    held = dict(_held(draft))
    told = {"charges": [], "shared_fees": [], **wanted}
    lines = told.pop("lines")
    of_lines = zip(held["lines"], lines, strict=False)
    return len(held["lines"]) == len(lines) and all(_holds(*pair) for pair in of_lines) and _holds(held, told)


def _held(draft: Draft) -> Iterator[tuple[str, Any]]:
    """Yield what a draft holds under the names of the file."""
    view = draft_view(draft)
    yield from view.items()
    yield "nights", draft.get("stay.nights")
    yield "stay_cost", (draft.get("stay.cost") or {}).get("amount")
    yield "room", view["stay"]["private_room"] if view.get("stay") else None
    yield "lines", [{**line, "activity": line.get("activity") or 1} for line in view["lines"]]
    yield "charges", view.get("charges") or []
    shared = [{**one, "lines": [int(line) for line in one["lines"]]} for one in view.get("shared_fees") or []]
    yield "shared_fees", shared


def _holds(held: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return all(_is_the_same(name, held.get(name), value) for name, value in told.items())


def _is_the_same(name: str, held: Any, told: Any) -> bool:
    if name == "act" and isinstance(told, list):
        return held in told
    if isinstance(told, Mapping):
        return held is not None and _holds(held, told)
    if name in LISTS:
        return len(held) == len(told) and all(_holds(*pair) for pair in zip(held, told, strict=True))
    if name in MONEY and told is not None:
        return held not in (None, "unknown") and cents(held) == (cents(told) if isinstance(told, str) else told)
    return bool(held == (str(told) if name == "care_date" else told))
