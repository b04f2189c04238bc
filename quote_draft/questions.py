"""Which question comes next: the first thing that an estimate needs and the draft does not hold, in table order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import SECTOR_2_EITHER, Field, Place, Scope
from quote_draft.fields.field import never

SURGEON = 1


@dataclass(frozen=True, slots=True)
class Asking:
    """A question: its field in the contract's words, its line, how often it was missed, what narrows it down.

    Of the questions asked here, `line.fee` may have `{"activity": 1}` as its options: it names the surgeon, so its
    answer is the surgeon's fee. `stay.nights` and `setting` may have `{"proposed_setting": …}`: where the act is
    usually done, proposed in the question and never taken for granted.
    """

    field: str
    line: int | None = None
    misses: int = 0
    options: Any = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Asking | None:
        if not data or not data.get("field"):
            return None
        return cls(data["field"], data.get("line"), data.get("misses") or 0, data.get("options"))

    def to_json(self) -> dict[str, Any]:
        return {"field": self.field, "line": self.line, "misses": self.misses, "options": self.options}


def next_question(draft: Draft, context: DraftContext) -> Asking | None:
    """Return what to ask next, None when the estimate can be made: confirmed, or with nothing doubtful in it."""
    pending = draft.to_confirm
    if pending is not None:
        return Asking("confirm_value", pending.line)
    if draft.paper is not None:
        return Asking("confirm_read")
    missing = next(_missing(draft, context), None)
    if missing is not None:
        return missing
    return Asking("confirm") if is_doubtful(draft) and not draft.confirmed else None


def is_complete(draft: Draft, context: DraftContext | None = None) -> bool:
    """Say whether nothing is left to ask but the confirmation."""
    return draft.to_confirm is None and draft.paper is None and next(_missing(draft, context), None) is None


def is_asked(draft: Draft, context: DraftContext, name: str, line: int | None = None) -> bool:
    """Say whether a field is one that this draft needs, known or not."""
    return _is_asked(draft.table[name], Place(draft, line, context))


def is_missing(draft: Draft, context: DraftContext, name: str, line: int | None = None) -> bool:
    """Say whether a field that this draft needs is still to be told."""
    return _is_missing(draft.table[name], Place(draft, line, context))


def missing_fields(draft: Draft, context: DraftContext | None = None) -> list[tuple[str, int | None]]:
    """Return the fields still to be told, each with its line."""
    return [(one.field, one.line) for one in _missing(draft, context) if one.field in draft.table]


def is_doubtful(draft: Draft) -> bool:
    """Say whether the member should look at the whole before the estimate: some of it was not said exactly."""
    return bool(draft.approximate) or any(line.approximate for line in draft.lines)


def _missing(draft: Draft, context: DraftContext | None) -> Iterator[Asking]:
    if draft.is_empty:
        yield Asking("describe")
    if not draft.lines and not draft.no_more_lines:
        yield Asking("line.act", 1)
    for of_lines, rows in groupby(draft.table, key=lambda row: row.scope is Scope.LINE):
        ever_asked = [row for row in rows if row.asked is not never]  # half of them, looked at for each line
        if not of_lines:
            yield from _missing_at(Place(draft, None, context), ever_asked)
            continue
        for number in range(1, len(draft.lines) + 1):
            yield from _missing_at(Place(draft, number, context), ever_asked)
        if not draft.no_more_lines:
            yield Asking("more_lines")


def _missing_at(place: Place, rows: list[Field]) -> Iterator[Asking]:
    for row in rows:
        if _is_missing(row, place):
            yield Asking(row.name, place.line, options=_options(row.name, place))


def _is_asked(row: Field, place: Place) -> bool:
    return row.makes_sense(place) and row.asked(place)


def _is_missing(row: Field, place: Place) -> bool:
    value = place.known(row.name)
    return _is_asked(row, place) and (not row.is_told(value) or _is_half_told(row, place, value))


def _is_half_told(row: Field, place: Place, value: Any) -> bool:
    """« secteur 2 » still has OPTAM to be asked, until the member says that they do not know."""
    return value == SECTOR_2_EITHER and place.draft.is_approximate(row.name, place.line)


def _options(name: str, place: Place) -> dict[str, Any] | None:
    act, usual = place.act, place.draft.usual_setting
    if name == "line.fee" and act and act.has_anaesthesia and place.known("line.activity") is None:
        return {"activity": SURGEON}
    if name == "line.sector" and place.known(name) == SECTOR_2_EITHER:
        return {"narrow": "optam_needed"}
    if name in ("setting", "stay.nights") and usual and place.known("setting") is None:
        return {"proposed_setting": usual}
    return None
