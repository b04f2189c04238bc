"""One price for several lines, as one value: the shared fees of the estimate's contract, lines by their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from quote_draft.fields.kinds import MONEY, Kind, Part, has_parts

NAME = "shared_fees"
FEWEST_LINES = 2
MOST_SHARED = 20


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= FEWEST_LINES and all(map(_is_number, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and str(int(value)) == value != "0"


PARTS = {"lines": Part(Kind("lines", _are_lines, '["1", "2"]')), "fee": Part(MONEY)}


def shared_fee(lines: Iterable[int], fee: str) -> dict[str, Any]:
    return {"lines": [str(number) for number in lines], "fee": fee}


def shared_by(shared: Sequence[dict[str, Any]] | None, line: int) -> dict[str, Any] | None:
    """Return the price that a line has together with others."""
    return next((one for one in shared or () if str(line) in one["lines"]), None)


def without_those_of(shared: Sequence[dict[str, Any]] | None, lines: Iterable[int]) -> list[dict[str, Any]]:
    """Return the prices that none of these lines has a part of: what is left of one of them is not known."""
    gone = {str(number) for number in lines}
    return [one for one in shared or () if not gone & set(one["lines"])]


def after_deletion(shared: Sequence[dict[str, Any]] | None, line: int) -> list[dict[str, Any]] | None:
    """Return the prices once a line is deleted and those after it have moved up."""
    kept = without_those_of(shared, [line])
    moved = [[number - (number > line) for number in map(int, one["lines"])] for one in kept]
    return [shared_fee(lines, one["fee"]) for lines, one in zip(moved, kept, strict=True)] or None


def _are_right(value: Any) -> bool:
    if not isinstance(value, list) or len(value) > MOST_SHARED or not all(_is_right(one) for one in value):
        return False
    named = [line for one in value for line in one["lines"]]
    return len(named) == len(set(named))


def _is_right(value: Any) -> bool:
    return has_parts(value, PARTS)


def _whole(_before: Any, value: Any) -> list[dict[str, Any]] | None:
    """Take the prices given for all that there are."""
    return value or None


SHARED_FEES_KIND = Kind(
    "shared_fees",
    _are_right,
    '[{"lines": ["1", "2"], "fee": "1000.00"}, …]',
    merge=_whole,
    parts=PARTS,
    is_list=True,
)
