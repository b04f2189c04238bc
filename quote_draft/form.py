"""The table of the fields as the browser needs it for its form: plain JSON, without a word of French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quote_draft.fields import TABLE, Field, Table
from quote_draft.fields.kinds import Kind

Json = dict[str, Any]


def fields_json(table: Table = TABLE) -> list[Json]:
    """Return the inputs of the form, in the order of the table; a value of several parts has one for each.

    Each: `field`, `scope`, `row` (the field of the table that it is or is a part of), `kind` (what is typed),
    `choices`, `when` (other fields with the values beside which it makes sense, null for one that is not known yet),
    `unknown` (whether « je ne sais pas » is an answer). Its words are those of its name in `wording/fields.yml`.
    """
    return [one for row in table for one in _inputs(row)]


def _inputs(row: Field) -> list[Json]:
    if not row.kind.parts:
        return [_input(row.name, row, row.kind, row.when, unknown=row.unknown)]
    return [
        _input(
            f"{row.name}.{name}",
            row,
            part.kind,
            {**row.when, **{f"{row.name}.{other}": values for other, values in part.when.items()}},
            unknown=part.unknown,
        )
        for name, part in row.kind.parts.items()
    ]


def _input(name: str, row: Field, kind: Kind, when: Mapping[str, tuple[Any, ...]], *, unknown: bool) -> Json:
    return {
        "field": name,
        "scope": row.scope.value,
        "row": row.name,
        "kind": kind.name,
        "choices": list(kind.choices),
        "when": {other: list(values) for other, values in when.items()},
        "unknown": unknown,
    }
