"""Strict reading of our own YAML: every fault names the file, the key and the accepted form.

A figure that is written wrongly must stop the engine, not give a wrong answer quietly.
"""

import datetime as dt
import itertools
import pathlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import yaml

from quote_engine.errors import DataFileError
from quote_engine.money import to_cents
from wording.yaml_text import load_yaml

T = TypeVar("T")
RATE_FORM = re.compile(r"[0-9]\.[0-9]{1,4}")
ROOT = pathlib.Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """A value from a day to another, both included; `to` None: still in force."""

    start: dt.date
    to: dt.date | None
    value: T
    status: str = "seen"

    def covers(self, day: dt.date) -> bool:
        return self.start <= day and (self.to is None or day <= self.to)


def value_on(windows: tuple[Window[T], ...], day: dt.date) -> T | None:
    """Give the value in force that day, None when there is none."""
    return next((w.value for w in windows if w.covers(day)), None)


def read_yaml(file: pathlib.Path) -> dict[Any, Any]:
    """Read one file whose top level is a mapping."""
    content = _content(file)
    if not isinstance(content, dict):
        raise DataFileError(short_name(file), "(file)", "a mapping of keys to values is expected")
    return content


def read_yaml_list(file: pathlib.Path) -> list[dict[Any, Any]]:
    """Read one file whose top level is a list of mappings."""
    content = _content(file)
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise DataFileError(short_name(file), "(file)", "a list of mappings is expected")
    return content


def _content(file: pathlib.Path) -> Any:
    try:
        return load_yaml(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DataFileError(short_name(file), "(file)", f"this is not YAML: {error}") from error


def short_name(file: pathlib.Path) -> str:
    """Name a file from the package's folder, or by its name when it lies elsewhere (tests)."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name


def check_keys(file: str, where: str, found: Mapping[Any, Any], required: set[str], optional: set[str]) -> None:
    """Refuse a missing key and an unknown one."""
    if missing := required - set(found):
        raise DataFileError(file, where, f"missing key {min(missing)!r}; required: {', '.join(sorted(required))}")
    if unknown := set(found) - required - optional:
        accepted = ", ".join(sorted(required | optional))
        raise DataFileError(file, where, f"unknown key {min(map(str, unknown))!r}; accepted: {accepted}")


def as_date(file: str, key: str, value: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise DataFileError(file, key, f"{value!r} is not a date; accepted: 2026-01-31, without quotes")
    return value


def as_cents(file: str, key: str, value: object) -> int:
    try:
        return to_cents(value if isinstance(value, str) else "")
    except ValueError as error:
        message = f'{value!r} is not an amount; accepted: text with two decimals, "32.00"'
        raise DataFileError(file, key, message) from error


def as_rate(file: str, key: str, value: object) -> Decimal:
    if not isinstance(value, str) or not RATE_FORM.fullmatch(value):
        raise DataFileError(file, key, f'{value!r} is not a rate; accepted: text between quotes, "0.70" for 70 %')
    return Decimal(value)


def as_count(file: str, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise DataFileError(file, key, f"{value!r} is not a count; accepted: a whole number, 25")
    return value


def as_flag(file: str, key: str, value: object) -> int:
    if not isinstance(value, bool):
        raise DataFileError(file, key, f"{value!r} is not a flag; accepted: true or false")
    return int(value)


def check_windows(file: str, key: str, windows: tuple[Window[Any], ...]) -> None:
    """Refuse windows that go backwards or overlap: two values on one day would be a guess."""
    for window in windows:
        if window.to is not None and window.to < window.start:
            raise DataFileError(file, key, f"ends on {window.to}, before it starts on {window.start}")
    for before, after in itertools.pairwise(windows):
        if before.to is None or after.start <= before.to:
            raise DataFileError(file, key, f"the value from {after.start} overlaps the one from {before.start}")
