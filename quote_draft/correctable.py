"""What a member can put right: offered when they say that something is wrong without saying what."""

from __future__ import annotations

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import Place, Scope


def correctable_fields(draft: Draft, context: DraftContext) -> list[tuple[str, int | None]]:
    """Return the fields that hold a value and can be put right, those of the lines first, with their line."""
    lines: list[int | None] = [*range(1, len(draft.lines) + 1)]
    rows = [row for row in draft.table if row.correctable]
    places = [(row, line) for line in lines for row in rows if row.scope is Scope.LINE]
    places += [(row, None) for row in rows if row.scope is not Scope.LINE]
    return [
        (row.name, line)
        for row, line in places
        if row.makes_sense(Place(draft, line, context))
        and draft.get(row.name, line) is not None
        and not (row.name == "beneficiary" and context.only_self)
    ]
