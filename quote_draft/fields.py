"""The fields of a quote and what each may hold, in the form of the contract (JSON values)."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

UNKNOWN = "unknown"
"""The value of a field that the member was asked for and does not know."""

FAMILIES = ("medical", "dental")
SETTINGS = ("inpatient", "day_case", "outpatient")
EXEMPTIONS = ("none", "ald", "maternity", "work_accident", "invalidity_pension", "newborn", "css")
SECTORS = ("sector_1", "sector_2_optam", "sector_2", "not_conventioned")
ACTIVITIES = (1, 4)
PERIODS = ("day", "night")
TEETH = frozenset(10 * quadrant + place for quadrant in (1, 2, 3, 4) for place in range(1, 9))
MOST_NIGHTS = 365
MOST_EUROS_DIGITS = 7

_MONEY = re.compile(rf"\d{{1,{MOST_EUROS_DIGITS}}}\.\d{{2}}")
_CODE = re.compile(r"[A-Z]{4}\d{3}|[A-Z]{1,4}")


class FieldError(ValueError):
    """A value that its field cannot hold; the message says what is accepted."""

    def __init__(self, field: str, value: object, accepted: str) -> None:
        self.field, self.value, self.accepted = field, value, accepted
        super().__init__(f"{field}: {value!r} received; accepted: {accepted}")


def _one_of(*accepted: object) -> Callable[[Any], bool]:
    return lambda value: any(value == one and type(value) is type(one) for one in accepted)


def _is_money(value: Any) -> bool:
    return isinstance(value, str) and _MONEY.fullmatch(value) is not None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_act(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"code", "label"}
        and isinstance(value["label"], str)
        and isinstance(value["code"], str)
        and _CODE.fullmatch(value["code"]) is not None
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_NIGHTS


_or_unknown = _one_of(UNKNOWN)

_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "family": (_one_of(*FAMILIES), "medical, dental"),
    "beneficiary": (lambda value: isinstance(value, str) and bool(value), '"self", "b1f…"'),
    "exemption": (_one_of(*EXEMPTIONS, UNKNOWN), ", ".join((*EXEMPTIONS, UNKNOWN))),
    "care_date": (lambda value: _is_date(value) or _or_unknown(value), '"2026-12-10", "unknown"'),
    "setting": (_one_of(*SETTINGS), ", ".join(SETTINGS)),
    "line.act": (_is_act, '{"code", "label"}'),
    "line.activity": (_one_of(*ACTIVITIES), "1, 4"),
    "line.tooth": (
        lambda value: isinstance(value, int) and value in TEETH,
        "11–18, 21–28, 31–38, 41–48",
    ),
    "line.sector": (_one_of(*SECTORS, UNKNOWN), ", ".join((*SECTORS, UNKNOWN))),
    "line.fee": (_is_money, '"850.00"'),
    "line.base": (lambda value: _is_money(value) or _or_unknown(value), '"850.00", "unknown"'),
    "stay.nights": (lambda value: _is_count(value) or _or_unknown(value), f'0–{MOST_NIGHTS}, "unknown"'),
    "stay.private_room.wanted": (_one_of(True, False, UNKNOWN), "true, false, unknown"),
    "stay.private_room.price": (
        lambda value: _is_money(value) or _or_unknown(value),
        '"850.00", "unknown"',
    ),
    "stay.private_room.per": (_one_of(*PERIODS), "day, night"),
}

FIELDS: tuple[str, ...] = tuple(_CHECKS)
LINE_FIELDS: frozenset[str] = frozenset(field for field in FIELDS if field.startswith("line."))


def check_value(field: str, value: Any) -> Any:
    """Return `value` when `field` may hold it (None clears a field), else raise FieldError."""
    if field not in _CHECKS:
        raise FieldError("field", field, ", ".join(FIELDS))
    is_right, accepted = _CHECKS[field]
    if value is not None and not is_right(value):
        raise FieldError(field, value, accepted)
    return value


def may_be_unknown(field: str) -> bool:
    """Say whether « je ne sais pas » is an answer to this field: an estimate can be made without it."""
    return _CHECKS[field][0](UNKNOWN) and field != "beneficiary"


def euros(cents: int) -> str:
    """Return cents as the contract's money: `85000` is `"850.00"`."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents(money: str) -> int:
    """Return the contract's money as cents: `"850.00"` is `85000`."""
    whole, _, decimals = money.partition(".")
    return int(whole) * 100 + int(decimals)
