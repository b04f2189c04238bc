"""From a draft to the engine's input, in the form of the estimate's contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import Field, Place, Scope

Json = dict[str, Any]
A_DAY = {"nights": 0, "days": 1}
"""The stay of a day case; nights that are spent take its place."""


def to_quote(draft: Draft, context: DraftContext, lines: Iterable[int] | None = None) -> Json:
    """Return the engine's input, with all lines or some; a date that is not known is today, other values are left out.

    Each row of the table says what it puts there.
    """
    place = Place(draft, None, context)
    numbers = range(1, len(draft.lines) + 1) if lines is None else lines
    quote: Json = {
        "date": context.today.isoformat(),
        "patient": {"scheme": context.scheme},
        "setting": draft.counted_setting,
    }
    for key, value in _put(place, draft.table.of(Scope.QUOTE)):
        quote[key] = {**quote.get(key, {}), **value} if isinstance(value, dict) else value
    quote["lines"] = [
        {"id": str(number), **dict(_put(Place(draft, number, context), draft.table.of(Scope.LINE)))}
        for number in numbers
    ]
    ids = {line["id"] for line in quote["lines"]}
    if whole := [one for one in quote.pop("shared_fees", ()) if ids.issuperset(one["lines"])]:
        quote["shared_fees"] = whole
    if draft.counted_setting != "outpatient":
        quote["stay"] = {**A_DAY, **dict(_put(place, draft.table.of(Scope.STAY)))}
    cover = context.cover or {}
    quote |= {key: cover[key] for key in ("guarantee_id", "top_up_id") if cover.get(key)}
    if cover.get("consumed"):
        quote["consumed"] = cover["consumed"]
    return quote


def _put(place: Place, rows: Iterable[Field]) -> Iterable[tuple[str, Any]]:
    for row in rows:
        if row.makes_sense(place):
            yield from row.engine(place, place.known(row.name)).items()
