"""The quote in words, as the member confirms it."""

from __future__ import annotations

from actions.wording import act_of, label, piece, written
from quote_draft import UNKNOWN, Draft


def summarise(draft: Draft) -> str:
    """Return the summary, one item a line; what is not known yet is left out."""
    dental = draft.family == "dental"
    head = ("beneficiary", "family", "care_date") + (() if dental else ("setting", "exemption"))
    rows = [_row("head", field, draft.get(field), field in draft.approximate) for field in head if draft.get(field)]
    for number in range(1, len(draft.lines) + 1):
        rows += _line(draft, number, dental=dental)
    if draft.has_stay:
        rows += _stay(draft)
    return "\n".join(rows)


def _row(kind: str, field: str, value: object, approximate: bool = False) -> str:  # noqa: FBT001, FBT002  a flag of the value
    return piece("summary", kind, label=label(field), value=written(field, value, approximate=approximate))


def _line(draft: Draft, number: int, *, dental: bool) -> list[str]:
    line = draft.lines[number - 1]
    rows = [piece("summary", "line", line=number, act=act_of(draft, number, with_code=True))]
    shown = {"fee": line.fee} if dental else {"sector": line.sector, "fee": line.fee, "base": line.base}
    return rows + [
        _row("detail", f"line.{name}", value, name in line.approximate or f"line.{name}" in line.approximate)
        for name, value in shown.items()
        if value is not None
    ]


def _stay(draft: Draft) -> list[str]:
    rows = []
    if draft.setting == "inpatient" and draft.stay.nights is not None:
        rows.append(_row("head", "stay.nights", draft.stay.nights, "stay.nights" in draft.approximate))
    if draft.stay.wanted is not None:
        rows.append(piece("summary", "head", label=label("stay.private_room"), value=room(draft)))
    return rows


def room(draft: Draft) -> str:
    """Write the private room: wanted or not, and at what price."""
    stay = draft.stay
    if stay.wanted is not True or stay.price is None:
        return written("stay.private_room.wanted", stay.wanted)
    if stay.price == UNKNOWN:
        return piece("summary", "room_price_unknown")
    per = written("stay.private_room.per", stay.per or "day")
    return piece("summary", "room", price=written("stay.private_room.price", stay.price), per=per)
