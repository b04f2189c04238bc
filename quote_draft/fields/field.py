"""The shape of a row of the table: all that the product knows of one field of a quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.fields.act import ActFacts
from quote_draft.fields.described import DescribedLine, DescribedQuote
from quote_draft.fields.kinds import UNKNOWN, Kind
from quote_draft.fields.room import whole
from quote_draft.fields.shared_fees import NAME as SHARED_FEES
from quote_draft.fields.shared_fees import shared_by

Json = dict[str, Any]


class Scope(StrEnum):
    """What a value is said of."""

    QUOTE = "quote"
    LINE = "line"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field is looked at: a draft, a line of it (None outside lines), the record around it when it is known."""

    draft: DescribedQuote
    line: int | None = None
    context: DraftContext | None = None

    def known(self, name: str) -> Any:
        return self.draft.get(name, self.line)

    @property
    def act(self) -> ActFacts | None:
        return self.draft.act_of(self.line) if self.line else None

    @property
    def shared_fee(self) -> Mapping[str, Any] | None:
        """The price that the line has together with others."""
        return shared_by(self.draft.values.get(SHARED_FEES), self.line) if self.line else None


def never(_place: Place) -> bool:
    return False


def always(_place: Place) -> bool:
    return True


def as_given(_place: Place, given: Any) -> Any:
    return given


def nothing(_place: Place, _value: Any) -> None:
    return None


def not_for_the_engine(_place: Place, _value: Any) -> Json:
    return {}


def stays(_before: DescribedLine, _after: DescribedLine) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Its `name` is the contract's; the words that show it are found by it (`wording/fields.yml`).

    | column | what it says |
    |---|---|
    | `kind` | what it may hold |
    | `when` | other fields with the values beside which it makes sense (None: not known yet); the browser has it too |
    | `asked` | it is asked when it makes sense, is not known and this holds |
    | `unknown` | « je ne sais pas » is an answer: an estimate can be made without it |
    | `correctable` | it is offered when the member says that something is wrong |
    | `known` | the value that counts, from what was given: an act's only activity, the nights of a day case |
    | `stays` | whether it stays on a line whose act becomes another |
    | `view` | what the draft shows of it; by default its value under its last name |
    | `engine` | what the engine gets of it, to be put in the quote, the line or the stay |
    | `assumed` | the code of what an estimate assumes of it (`wording/assumptions.yml`); beside that it is unknown |
    """

    name: str
    kind: Kind
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    asked: Callable[[Place], bool] = never
    unknown: bool = False
    correctable: bool = True
    known: Callable[[Place, Any], Any] = as_given
    stays: Callable[[DescribedLine, DescribedLine], bool] = stays
    view: Callable[[Place, Any], Json] | None = None
    engine: Callable[[Place, Any], Json] = not_for_the_engine
    assumed: Callable[[Place, Any], str | None] = nothing
    scope: Scope = field(init=False)
    short: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the scope in the name; `short` is the name without it, as it stands in a line or in the stay."""
        first, _, rest = self.name.partition(".")
        scope = Scope(first) if first in (Scope.LINE, Scope.STAY) else Scope.QUOTE
        object.__setattr__(self, "scope", scope)
        object.__setattr__(self, "short", self.name if scope is Scope.QUOTE else rest)

    def makes_sense(self, place: Place) -> bool:
        return all(place.known(name) in values for name, values in self.when.items())

    def is_told(self, value: Any) -> bool:
        return value is not None and self.kind.is_complete(value)

    def assumption(self, place: Place, value: Any) -> str | None:
        """Return the code of what an estimate assumes beside this value, None when nothing."""
        if self.unknown and value == UNKNOWN:
            return f"{self.short}_unknown"
        return self.assumed(place, value)

    def holds(self, value: Any) -> bool:
        """Say whether it may hold this value; None clears it."""
        return value is None or (self.unknown and value == UNKNOWN) or self.kind.is_right(value)

    @property
    def accepted(self) -> str:
        return f"{self.kind.accepted}, {UNKNOWN}" if self.unknown else self.kind.accepted


class FieldError(ValueError):
    """A value that its field cannot hold; the message says what is accepted."""

    def __init__(self, field_name: str, value: object, accepted: str) -> None:
        self.field, self.value, self.accepted = field_name, value, accepted
        super().__init__(f"{field_name}: {value!r} received; accepted: {accepted}")


class Table:
    """The fields of a quote, in the order in which they are asked."""

    def __init__(self, rows: tuple[Field, ...]) -> None:
        self.rows = rows
        self._by_name = {row.name: row for row in rows}
        self._of = {scope: tuple(row for row in rows if row.scope is scope) for scope in Scope}

    def __iter__(self) -> Iterator[Field]:
        return iter(self.rows)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._by_name

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    def of(self, *scopes: Scope) -> list[Field]:
        return [row for scope in scopes for row in self._of[scope]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)

    def check(self, name: Any, value: Any) -> Any:
        """Return `value` when the field may hold it (None clears a field), else raise FieldError."""
        field_name, whole_value = whole(name, value) if isinstance(name, str) else ("", value)
        if field_name not in self:
            raise FieldError("field", name, ", ".join(self.names))
        if not self[field_name].holds(whole_value):
            raise FieldError(field_name, value, self[field_name].accepted)
        return value

    def accepts(self, name: Any, value: Any) -> bool:
        """Say whether this field may hold this value."""
        try:
            self.check(name, value)
        except FieldError:
            return False
        return True
