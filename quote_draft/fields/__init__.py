"""The one table of the fields of a quote, and what its columns are made of."""

from collections.abc import Mapping
from typing import Any

from quote_draft.fields.act import ActFacts
from quote_draft.fields.charges import NAME as CHARGES
from quote_draft.fields.charges import charge, with_charge
from quote_draft.fields.field import Field, FieldError, Place, Scope, Table
from quote_draft.fields.kinds import (
    ACTIVITIES,
    EXEMPTIONS,
    FAMILIES,
    PERIODS,
    SECTOR_2_EITHER,
    SECTORS,
    SECTORS_AMONG,
    SETTINGS,
    TEETH,
    UNKNOWN,
    cents,
    euros,
)
from quote_draft.fields.room import whole
from quote_draft.fields.shared_fees import NAME as SHARED_FEES
from quote_draft.fields.shared_fees import shared_fee, without_those_of
from quote_draft.fields.table import TABLE

__all__ = [
    "ACTIVITIES",
    "CHARGES",
    "EXEMPTIONS",
    "FAMILIES",
    "FIELDS",
    "LINE_FIELDS",
    "PERIODS",
    "SECTORS",
    "SECTORS_AMONG",
    "SECTOR_2_EITHER",
    "SETTINGS",
    "SHARED_FEES",
    "TABLE",
    "TEETH",
    "UNKNOWN",
    "ActFacts",
    "Field",
    "FieldError",
    "Place",
    "Scope",
    "Table",
    "accepts",
    "cents",
    "charge",
    "check_value",
    "euros",
    "may_be_unknown",
    "shared_fee",
    "with_charge",
    "without_those_of",
    "wrong_part",
]

FIELDS = TABLE.names
LINE_FIELDS = frozenset(row.name for row in TABLE.of(Scope.LINE))
check_value = TABLE.check
accepts = TABLE.accepts


def may_be_unknown(field: str) -> bool:
    """Say whether « je ne sais pas » is an answer to this field: an estimate can be made without it."""
    name, _ = whole(field, None)
    return name in TABLE and TABLE[name].unknown


def wrong_part(field: str, value: Mapping[str, Any]) -> str | None:
    """Return the first part that a value of several lacks or holds wrongly, None when each is right."""
    parts = TABLE[field].kind.parts
    return next((name for name, part in parts.items() if not part.is_right(value.get(name))), None)
