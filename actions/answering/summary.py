"""The quote in words, as the member confirms it: the fields of the table that are known, in its order."""

from __future__ import annotations

from actions.answering.wording import act_of, label, piece, written
from quote_draft import Draft
from quote_draft.fields import Place, Scope

IN_THE_TITLE = ("line.act", "line.label", "line.activity", "line.tooth")
"""Fields of a line that its title says."""


def summarise(draft: Draft) -> str:
    """Return the summary, one item a line; what is not known yet is left out."""
    rows = [_row("head", draft, row.name, None) for row in draft.table.of(Scope.QUOTE) if _is_shown(draft, row.name)]
    for number in range(1, len(draft.lines) + 1):
        rows.append(piece("summary", "line", line=number, act=act_of(draft, number, with_code=True)))
        rows += [
            _row("detail", draft, row.name, number)
            for row in draft.table.of(Scope.LINE)
            if row.name not in IN_THE_TITLE and _is_shown(draft, row.name, number)
        ]
    rows += [_row("head", draft, row.name, None) for row in draft.table.of(Scope.STAY) if _is_shown(draft, row.name)]
    return "\n".join(rows)


def _is_shown(draft: Draft, field: str, line: int | None = None) -> bool:
    return draft.table[field].makes_sense(Place(draft, line)) and draft.get(field, line) is not None


def _row(kind: str, draft: Draft, field: str, line: int | None) -> str:
    marked = draft.lines[line - 1].approximate if line else draft.approximate
    approximate = field in marked or field.removeprefix("line.") in marked
    value = written(field, draft.get(field, line), approximate=approximate)
    return piece("summary", kind, label=label(field), value=value)
