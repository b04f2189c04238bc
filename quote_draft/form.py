"""The table of the fields as the browser needs it for its form: plain JSON, without a word of French."""

from __future__ import annotations

from typing import Any

from quote_draft.fields import TABLE, Table
from quote_draft.fields.kinds import Kind


def fields_json(table: Table = TABLE) -> list[dict[str, Any]]:
    """Return the fields in their order.

    Each: `field`, `scope`, `kind` (the input that it needs), `choices`, `when` (other fields with the values beside
    which it is shown, null for one that is not known yet), `unknown` (whether « je ne sais pas » is an answer), `parts`
    of a value that has several (`part`, `kind`, `choices`, `needed`), `list` (whether it holds several such values).
    Its words are those of its name in `wording/fields.yml`, those of a part of `<field>.<part>`.
    """
    return [
        {
            "field": row.name,
            "scope": row.scope.value,
            "kind": row.kind.name,
            "choices": list(row.kind.choices),
            "when": {name: list(values) for name, values in row.when.items()},
            "unknown": row.unknown,
            **(_parts(row.kind) if row.kind.parts else {}),
        }
        for row in table
    ]


def _parts(kind: Kind) -> dict[str, Any]:
    parts = [
        {"part": name, "kind": part.kind.name, "choices": list(part.kind.choices), "needed": part.needed}
        for name, part in kind.parts.items()
    ]
    return {"parts": parts, "list": kind.is_list}
