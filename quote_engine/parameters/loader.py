"""Reads the parameter files. A name is the file's path: `flat_fee/amount` is flat_fee/amount.yml.

Accepted form of a file: `label`, `unit` (EUR, rate, count, years, flag), `checked` (the day it was last verified),
`values` (each with `from`, `value`, `source`, optionally `to`, `status`, `disputed_until`), optionally `note` and
`status`.
"""

import datetime as dt
import functools
import hashlib
import pathlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quote_engine.data_files import (
    Window,
    as_cents,
    as_count,
    as_date,
    as_flag,
    as_rate,
    check_keys,
    check_windows,
    read_yaml,
    read_yaml_list,
    short_name,
)
from quote_engine.errors import DataFileError, RefusalError
from wording import long_date, say, short_date

FOLDER = pathlib.Path(__file__).parent
IMPORTED = "import"
STATUSES = {"seen", "derived", "conflict", "memory"}


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value with its origin: cents for EUR, Decimal for a rate, a whole number otherwise."""

    amount: int | Decimal
    sources: tuple[str, ...]
    disputed_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    label: str
    unit: str
    checked: dt.date
    note: str | None
    windows: tuple[Window[ParameterValue], ...]

    def find(self, day: dt.date) -> Window[ParameterValue] | None:
        return next((w for w in self.windows if w.covers(day)), None)

    def on(self, day: dt.date) -> Window[ParameterValue]:
        """Give the value in force that day; refuse the quote when there is none."""
        window = self.find(day)
        if window is None:
            message = say("engine", "refusals", "no_value", label=self.label, day=short_date(day))
            raise RefusalError("no_parameter_on_date", message)
        return window


@functools.cache
def all_parameters() -> Mapping[str, Parameter]:
    """Read every parameter file, once."""
    files = sorted(FOLDER.glob("*/*.yml"))
    return {p.name: p for p in (read_parameter(f, FOLDER) for f in files)}


@dataclass(frozen=True, slots=True)
class Source:
    """A place where figures were read: the reference in full, and what a member is shown."""

    reference: str
    shown: str
    version_of: dt.date | None


@functools.cache
def all_sources() -> Mapping[str, Source]:
    """Read sources.yml, once."""
    sources = {}
    for key, raw in read_yaml(FOLDER / "sources.yml").items():
        check_keys("sources.yml", key, raw, {"reference", "shown"}, {"version_of"})
        version = raw.get("version_of")
        day = None if version is None else as_date("sources.yml", f"{key}.version_of", version)
        sources[key] = Source(raw["reference"], raw["shown"], day)
    return sources


def import_source(number: str | None, effective_from: dt.date) -> str:
    """Name an imported version of the nomenclature as a source."""
    return f"{IMPORTED}:{number or ''}:{effective_from.isoformat()}"


def find_source(key: str) -> Source:
    """Give a source of sources.yml, or the imported version that the name tells."""
    if not key.startswith(f"{IMPORTED}:"):
        return all_sources()[key]
    _, number, iso = key.split(":")
    day = dt.date.fromisoformat(iso)
    version = f", version {number}" if number else ""
    return Source(
        f"CCAM{version}, official export of the Assurance Maladie, imported as applicable on {iso}",
        _version_shown(number, day),
        day,
    )


def _version_shown(number: str, day: dt.date) -> str:
    if number:
        return say("estimate", "facts", "numbered_version", number=number, day=long_date(day))
    return say("estimate", "facts", "version", day=long_date(day))


@functools.cache
def shown_name(key: str) -> str:
    """Give what a member is shown for one source of sources.yml."""
    return all_sources()[key].shown


def source_text(key: str) -> str:
    """Give the full reference that a short source name stands for."""
    return find_source(key).reference


def shown_source(keys: Sequence[str], day: dt.date | None = None, window: Window[Any] | None = None) -> str:
    """Give what a member is shown for a value read in these places: one of them, in short.

    Among versions of the nomenclature, the latest one on `day` whose own date lies in the value's `window`; without
    any, the first place that is not such a version.
    """
    sources = [find_source(key) for key in keys]
    versions = {s.version_of: s for s in sources if s.version_of and window is not None and window.covers(s.version_of)}
    if versions:
        past = [version for version in versions if day is None or version <= day]
        return versions[max(past) if past else min(versions)].shown
    return next((s for s in sources if s.version_of is None), sources[0]).shown


@functools.cache
def blind_spots() -> Sequence[tuple[dt.date, str]]:
    """Read blind_spots.yml: since when, and what is known to exist without having been read."""
    file = FOLDER / "blind_spots.yml"
    found = []
    for place, raw in enumerate(read_yaml_list(file)):
        check_keys(short_name(file), f"[{place}]", raw, {"since", "what"}, set())
        found.append((as_date(short_name(file), f"[{place}].since", raw["since"]), raw["what"]))
    return found


@functools.cache
def first_day() -> dt.date:
    """Give the first day whose rules are known: that of the flat fee, which every estimate asks for."""
    return all_parameters()["flat_fee/threshold"].windows[0].start


@functools.cache
def last_check() -> dt.date:
    """Give the last day by which every parameter had been checked."""
    return min(p.checked for p in all_parameters().values())


@functools.cache
def parameters_version() -> str:
    """Name the set of values: the last day it was checked and a fingerprint of the files."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*.yml")):
        digest.update(file.read_bytes())
    return f"{last_check().isoformat()}-{digest.hexdigest()[:8]}"


def read_parameter(file: pathlib.Path, folder: pathlib.Path) -> Parameter:
    """Read one file; any fault stops with the file, the key and the accepted form."""
    raw = read_yaml(file)
    name = short_name(file)
    check_keys(name, "(file)", raw, {"label", "unit", "checked", "values"}, {"note", "status"})
    reader = _READERS.get(raw["unit"])
    if reader is None:
        raise DataFileError(name, "unit", f"{raw['unit']!r} is unknown; accepted: {', '.join(sorted(_READERS))}")
    if not isinstance(raw["values"], list) or not raw["values"]:
        raise DataFileError(name, "values", "a list of dated values is expected")
    windows = tuple(_window(name, f"values[{n}]", item, reader) for n, item in enumerate(raw["values"]))
    check_windows(name, "values", windows)
    key = file.relative_to(folder).with_suffix("").as_posix()
    return Parameter(key, raw["label"], raw["unit"], as_date(name, "checked", raw["checked"]), raw.get("note"), windows)


_Reader = Callable[[str, str, object], int | Decimal]
_READERS: Mapping[str, _Reader] = {
    "EUR": as_cents, "rate": as_rate, "count": as_count, "years": as_count,
    "flag": as_flag,
}  # fmt: skip


def _window(file: str, key: str, item: Any, reader: _Reader) -> Window[ParameterValue]:
    if not isinstance(item, dict):
        raise DataFileError(file, key, "a mapping with from, value, source is expected")
    check_keys(file, key, item, {"from", "value", "source"}, {"to", "status", "disputed_until"})
    sources = item["source"]
    if not isinstance(sources, list) or not sources:
        raise DataFileError(file, f"{key}.source", "a list of source names is expected; see sources.yml")
    for source in sources:
        if source not in all_sources():
            raise DataFileError(file, f"{key}.source", f"{source!r} is not in sources.yml")
    status = item.get("status", "seen")
    if status not in STATUSES:
        raise DataFileError(file, f"{key}.status", f"{status!r} is unknown; accepted: {', '.join(sorted(STATUSES))}")
    disputed = item.get("disputed_until")
    value = ParameterValue(
        reader(file, f"{key}.value", item["value"]),
        tuple(sources),
        None if disputed is None else as_date(file, f"{key}.disputed_until", disputed),
    )
    to = item.get("to")
    start = as_date(file, f"{key}.from", item["from"])
    return Window(start, None if to is None else as_date(file, f"{key}.to", to), value, status)
