"""Values that rest sealed: JSON in one place, and the fields of a row that are read and written like any other.

A model says which of its fields rest sealed:

    class Person(SealedRow, Base):
        first_name = Sealed[str](str)
        phone = Sealed[str | None](str)

They share the row's one column `sealed`, opened when one of them is first read. A query cannot name them: what must be
found has a blind index, a keyed hash in a column of its own that `indexes` computes at each writing (C16).
"""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from sqlalchemy import LargeBinary, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, QueryContext, mapped_column, object_session

from auth_gateway.platform.crypto import Cipher, UnsealError, Vault
from auth_gateway.platform.db import new_id

T = TypeVar("T")

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal_json(cipher: Cipher, value: Any, place: str) -> bytes:
    """Seal one JSON value for one place, written `table.column:row_id`."""
    return cipher.seal_text(_compact(value), place)


def unseal_json(cipher: Cipher, sealed: bytes, place: str) -> Any:
    return json.loads(cipher.unseal_text(sealed, place))


def seal_fields(cipher: Cipher, model: type["SealedRow"], row_id: str, fields: Mapping[str, object]) -> bytes:
    """Return the column `sealed` of a row that is written in bulk, without the mapper."""
    texts = {name: None if value is None else str(value) for name, value in fields.items()}
    return seal_json(cipher, texts, place_of(model.__tablename__, row_id))


def sealed_names(model: type["SealedRow"]) -> tuple[str, ...]:
    """Return the names of a model's sealed fields."""
    return tuple(name for name, value in vars(model).items() if isinstance(value, Sealed))


class ErasedError(UnsealError):
    """The data key was destroyed: what it had sealed opens no more (A58)."""


class Sealed(Generic[T]):
    """One sealed field: a text, or what `read` makes of one and `str` turns back into it (a day); or None."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read
        self._name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: "SealedRow", owner: type) -> T: ...
    def __get__(self, row: "SealedRow | None", owner: type) -> Any:
        if row is None:
            return self
        text = row.opened().get(self._name)
        return None if text is None else self._read(text)

    def __set__(self, row: "SealedRow", value: T) -> None:
        row.opened()[self._name] = None if value is None else str(value)
        row.sealed = None  # sealed again when the row is written


class SealedRow:
    """A row with sealed fields. They rest under the master key, unless the model says which `cipher` is theirs."""

    if TYPE_CHECKING:  # each model's own
        __tablename__: str
        id: Mapped[str]

    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    _vault: Vault | None = None
    _opened: dict[str, str | None] | None = None

    @property
    def vault(self) -> Vault:
        """Return the keys that the row was read or written with; a row that was neither has none yet."""
        assert self._vault is not None  # noqa: S101  the listeners below give it
        return self._vault

    @property
    def cipher(self) -> Cipher:
        return self.vault.master

    def give_key(self) -> None:
        """Make what `cipher` needs, before a new row is written."""

    def indexes(self) -> Mapping[str, str | None]:
        """Return the blind indexes of the sealed fields, by column."""
        return {}

    def opened(self) -> dict[str, str | None]:
        """Return the sealed fields as texts, by name."""
        if self._opened is None:
            place = place_of(self.__tablename__, self.id)
            self._opened = {} if self.sealed is None else unseal_json(self.cipher, self.sealed, place)
        return self._opened


def place_of(table: str, row_id: str) -> str:
    """Name the place of a row's sealed fields."""
    return f"{table}.sealed:{row_id}"


@event.listens_for(SealedRow, "load", propagate=True)
def _loaded(row: SealedRow, context: QueryContext | None) -> None:
    if context is None:  # Session.merge copies columns, and would leave the sealed fields behind
        raise TypeError("a row with sealed fields is added or changed, not merged")
    row._vault, row._opened = context.session.info.get("vault"), None  # noqa: SLF001


@event.listens_for(SealedRow, "refresh", propagate=True)
def _refreshed(row: SealedRow, _context: QueryContext, columns: Any) -> None:
    if columns is None or "sealed" in columns:
        row._opened = None  # noqa: SLF001


@event.listens_for(SealedRow, "before_insert", propagate=True)
def _added(_mapper: Mapper[Any], _connection: Connection, row: SealedRow) -> None:
    row._vault = _vault_of(row)  # noqa: SLF001
    row.id = row.id or new_id()
    row.give_key()
    _seal(row)


@event.listens_for(SealedRow, "before_update", propagate=True)
def _changed(_mapper: Mapper[Any], _connection: Connection, row: SealedRow) -> None:
    if row.sealed is None:
        _seal(row)


def _seal(row: SealedRow) -> None:
    row.sealed = seal_json(row.cipher, row.opened(), place_of(row.__tablename__, row.id))
    for column, value in row.indexes().items():
        setattr(row, column, value)


def _vault_of(row: SealedRow) -> Vault | None:
    session = object_session(row)
    return None if session is None else session.info.get("vault")
