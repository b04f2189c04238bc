"""Which question comes next: the first thing that an estimate needs and the draft does not hold, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft, Line


@dataclass(frozen=True, slots=True)
class Asking:
    """A question: its field in the contract's words, its line, how often it was missed, what narrows it down."""

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
    """Return what to ask next, None when the quote is described and confirmed."""
    pending = draft.to_confirm
    if pending is not None:
        return Asking("confirm_value", pending.line)
    for asking in _missing(draft):
        if asking.field != "beneficiary" or not context.only_self:
            return asking
    return None if draft.confirmed else Asking("confirm")


def is_complete(draft: Draft) -> bool:
    """Say whether nothing is left to ask but the confirmation."""
    return draft.to_confirm is None and next(_missing(draft), None) is None


def _missing(draft: Draft) -> Iterator[Asking]:
    dental = draft.family == "dental"
    asked_first = ("beneficiary", "family", "care_date") + (() if dental else ("setting", "exemption"))
    yield from (Asking(field) for field in asked_first if draft.get(field) is None)
    for number, line in enumerate(draft.lines, start=1):
        yield from (Asking(field, number) for field in _missing_in_line(draft, number, line))
    if not draft.lines:
        yield Asking("line.act", 1)
    elif not draft.no_more_lines:
        yield Asking("more_lines")
    if not draft.has_stay:
        return
    if draft.setting == "inpatient" and draft.stay.nights is None:
        yield Asking("stay.nights")
    if draft.stay.wanted is None or (draft.stay.wanted is True and draft.stay.price is None):
        yield Asking("stay.private_room")


def _missing_in_line(draft: Draft, number: int, line: Line) -> Iterator[str]:
    if line.code is None:
        yield "line.act"
        return
    act, dental = draft.act_of(number), draft.family == "dental"
    if act and act.has_anaesthesia and not dental and line.activity is None:
        yield "line.activity"
    if act and act.needs_tooth and line.tooth is None:
        yield "line.tooth"
    if not dental and line.sector is None:
        yield "line.sector"
    if line.fee is None:
        yield "line.fee"
    if not dental and line.base is None:
        yield "line.base"
