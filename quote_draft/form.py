"""The table of the fields as the browser needs it for its form: plain JSON, without a word of French."""

from __future__ import annotations

from typing import Any

from quote_draft.fields import PERIODS, TABLE, Table
from quote_draft.fields.charges import CHARGES_KIND
from quote_draft.fields.charges import PERIODS as PERIODS_OF_CHARGES
from quote_draft.fields.room import ROOM

_PERIODS = {ROOM.name: PERIODS, CHARGES_KIND.name: PERIODS_OF_CHARGES}
"""What a price of these kinds may be counted by."""


def fields_json(table: Table = TABLE) -> list[dict[str, Any]]:
    """Return the fields in their order.

    Each: `field`, `scope`, `kind` (the input that it needs), `choices`, `when` (other fields with the values beside
    which it is shown, null for one that is not known yet), `unknown` (whether « je ne sais pas » is an answer). Its
    words are those of its name in `wording/fields.yml`; the parts of the private room have their own.
    """
    return [
        {
            "field": row.name,
            "scope": row.scope.value,
            "kind": row.kind.name,
            "choices": list(row.kind.choices),
            "when": {name: list(values) for name, values in row.when.items()},
            "unknown": row.unknown,
            **({"per": list(_PERIODS[row.kind.name])} if row.kind.name in _PERIODS else {}),
        }
        for row in table
    ]
