"""The demonstration covers of the three mutuelles. They are made up, and every label says so."""

import datetime as dt
import functools
import pathlib
import types
from collections.abc import Mapping
from typing import Any

from quote_engine.contract.guarantee import Guarantee, parse_guarantee
from quote_engine.contract.kinds import joined
from quote_engine.data_files import read_yaml, short_name
from quote_engine.errors import DataFileError, InvalidInputError

FOLDER = pathlib.Path(__file__).parent / "demonstration"
MARK = "(fictive)"


@functools.cache
def guarantees() -> Mapping[str, dict[str, Any]]:
    """Give every known cover, in the contract's form, by its identifier."""
    return types.MappingProxyType(read_folder(FOLDER))


def find_guarantee(guarantee_id: str) -> dict[str, Any] | None:
    """Give a known cover in the contract's form, None when the identifier is not known."""
    return guarantees().get(guarantee_id)


@functools.cache
def known_covers() -> Mapping[str, Guarantee]:
    """Read the known covers once: every quote that names one shares what was read, which nothing changes."""
    return {key: parse_guarantee(raw) for key, raw in guarantees().items()}


def read_folder(folder: pathlib.Path) -> dict[str, dict[str, Any]]:
    """Read each file; a fault names the file, the place and the accepted form."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.yml")):
        name = short_name(file)
        for key, raw in read_yaml(file).items():
            cover = {"id": key, **_as_json(raw)} if isinstance(raw, dict) else raw
            try:
                guarantee = parse_guarantee(cover)
            except InvalidInputError as error:
                raise DataFileError(name, joined(str(key), error.path), error.message) from error
            if not guarantee.fictitious or not guarantee.label.endswith(MARK):
                raise DataFileError(
                    name, str(key), f"a cover of this folder says fictitious: true and ends its label with {MARK}"
                )
            if key in found:
                raise DataFileError(name, str(key), "this identifier is already used")
            found[str(key)] = cover
    return found


def _as_json(value: Any) -> Any:
    """Turn what YAML read (dates) into what JSON carries (text)."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: _as_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_json(v) for v in value]
    return value
