"""What differs between two drafts: for the sentence that says what an undo or a change of the panel did."""

from __future__ import annotations

from typing import Any

from quote_draft.draft import Draft
from quote_draft.fields import Scope

Difference = tuple[str, int | None, Any, Any]
"""A field of the contract, its line, what was there and what is there now."""


def difference(before: Draft, after: Draft) -> list[Difference]:
    """Return the fields given differently, lines compared by their place; what follows from them is not repeated."""
    lines = range(1, max(len(before.lines), len(after.lines)) + 1)
    places: list[tuple[str, int | None]] = [(row.name, None) for row in after.table.of(Scope.QUOTE, Scope.STAY)]
    places += [(row.name, number) for number in lines for row in after.table.of(Scope.LINE)]
    return [
        (name, line, was, now)
        for name, line in places
        if before.given(name, line) != after.given(name, line)
        and (was := before.get(name, line)) != (now := after.get(name, line))
    ]
