"""Strict reading of the contract's objects: every key has its kind, which reads a value and says its JSON Schema.

A reader takes a JSON value and gives ours, or raises InvalidInputError. It does not know where the value stands: each
object or list that holds it puts its own key before the path, on the way up. Nothing is built for what is right.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from quote_engine.errors import InvalidInputError
from quote_engine.money import to_cents
from wording import say

LONGEST_TEXT = 200
SHOWN = 60
HUGE_BITS = 200
DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

OBJECTS, LISTS = (dict, Mapping), (list, tuple)
"""Named once: `dict | Mapping` in a test would be built at each call."""

Reader = Callable[[Any], Any]
Schema = dict[str, Any]

fault = partial(say, "engine", "input")
accepted = partial(say, "engine", "accepted")
"""Say what is wrong, and the form that is accepted instead."""
_shown = partial(say, "engine", "shown")


class Described(Protocol):
    """What reads a value and describes it: a kind, or a whole object."""

    @property
    def read(self) -> Reader: ...
    @property
    def schema(self) -> Schema: ...


class Kind(NamedTuple):
    """A kind of value: its reader, and the JSON Schema that tells the same to other programs."""

    read: Reader
    schema: Schema


class Shape:
    """An object of the contract: its keys with their kinds. Null counts as absent.

    `more` is what its schema says besides, of several keys together.
    """

    def __init__(self, kinds: Mapping[str, Described], required: Sequence[str] = (), **more: Any) -> None:
        self._readers = {key: kind.read for key, kind in kinds.items()}
        self._required = required
        self.schema = {**object_schema({key: kind.schema for key, kind in kinds.items()}, required), **more}

    def read(self, raw: object) -> dict[str, Any]:
        """Give the values of the keys that are there."""
        if not isinstance(raw, OBJECTS):
            raise InvalidInputError("wrong_type", fault("not_an_object", value=shown(raw)), "")
        readers, found, key = self._readers, {}, ""
        try:
            for key, value in raw.items():
                if key not in readers:
                    raise self._unknown(key)
                if value is not None:
                    found[key] = readers[key](value)
        except InvalidInputError as error:
            error.path = joined(str(key)[:SHOWN], error.path)
            raise
        for key in self._required:
            if key not in found:
                raise missing(key)
        return found

    def into(self, build: Callable[..., Any]) -> Kind:
        """Give the kind whose value is built from what is read, by the names of the keys."""
        return Kind(lambda raw: build(**self.read(raw)), self.schema)

    def _unknown(self, key: object) -> InvalidInputError:
        message = fault("unknown_key", key=shown(key), accepted=", ".join(sorted(self._readers)))
        return InvalidInputError("unknown_key", message, "")


def object_schema(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """Describe an object: a key that is not required may be null, and no other key is known."""
    told = {key: one if key in required else {"anyOf": [one, {"type": "null"}]} for key, one in properties.items()}
    return {"type": "object", "properties": told, "required": list(required), "additionalProperties": False}


def joined(before: str, path: str) -> str:
    """Put a key before a path: "lines" and "[0].fee", "stay" and "days"."""
    return f"{before}.{path}" if before and path and not path.startswith("[") else before + path


def missing(key: str) -> InvalidInputError:
    return InvalidInputError("missing", fault("missing", key=key), key)


def wrong(value: object, form: str, path: str = "") -> InvalidInputError:
    """Refuse a value; `form` says the accepted one."""
    return InvalidInputError("invalid_value", fault("refused", value=shown(value), accepted=form), path)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT or value.isspace():
        raise wrong(value, accepted("text", most=LONGEST_TEXT))
    return value


def _money(value: Any) -> int:
    if isinstance(value, str):
        try:
            return to_cents(value)
        except ValueError:
            pass  # told below, as anything else that is not an amount
    raise wrong(value, accepted("money"))


def _day(value: Any) -> dt.date:
    if not isinstance(value, str) or not DAY_FORM.fullmatch(value):
        raise wrong(value, accepted("day"))
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise wrong(value, accepted("existing_day")) from error


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong(value, accepted("flag"))
    return value


def _true(value: Any) -> bool:
    if value is not True:
        raise wrong(value, "true")
    return True


text = Kind(_text, {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT})
money = Kind(_money, {"type": "string", "pattern": r"^[0-9]{1,7}\.[0-9]{2}$"})
"""An amount, in cents once read."""
day = Kind(_day, {"type": "string", "format": "date"})
flag = Kind(_flag, {"type": "boolean"})
true = Kind(_true, {"const": True})
"""A key that is there or not: only true may follow it."""


def one_of(values: Collection[str]) -> Kind:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise wrong(value, accepted("one_of", values=", ".join(values)))
        return value

    return Kind(read, {"enum": list(values)})


def number(least: int, most: int) -> Kind:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:  # a bool is an int for isinstance
            raise wrong(value, accepted("number", least=least, most=most))
        return value

    return Kind(read, {"type": "integer", "minimum": least, "maximum": most})


def several(kind: Described, most: int, **more: Any) -> Kind:
    """Read a list, each element of the same kind; `more` is what its schema says besides."""
    reader = kind.read

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, LISTS) or len(value) > most:
            raise wrong(value, accepted("list", most=most))
        found = []
        for place, item in enumerate(value):
            try:
                found.append(reader(item))
            except InvalidInputError as error:
                error.path = joined(f"[{place}]", error.path)
                raise
        return tuple(found)

    return Kind(read, {"type": "array", "maxItems": most, "items": kind.schema, **more})


def shown(value: object) -> str:
    """Repeat what was received, shortened: it goes into a message."""
    if isinstance(value, Mapping):
        return _shown("object")
    if isinstance(value, LISTS):
        return _shown("list", count=len(value))
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > HUGE_BITS:
        return _shown("huge")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    written = repr(value)[1:-1] if isinstance(value, str) else repr(value)
    written = written if len(written) <= SHOWN else written[:SHOWN] + "…"
    return _shown("text", text=written) if isinstance(value, str) else written
