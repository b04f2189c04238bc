"""What reading a member's words gives: a value with the words it was read from, or a cue about what they are doing."""

from dataclasses import dataclass
from typing import Generic

from typing_extensions import TypeVar

Value_co = TypeVar("Value_co", covariant=True, default=object)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value_co]):
    """One value read from a text.

    `understood` is the slice of the member's own text, `span` its place there. `doubt` names why the value cannot be
    taken as it stands; `value` is then None unless one reading is clearly the likely one, and `alternatives` are the
    values to choose from.
    """

    value: Value_co
    understood: str
    approximate: bool = False
    doubt: str | None = None
    alternatives: tuple[object, ...] = ()
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Cue:
    """What a member is doing besides answering: `kind`, the field and line they name, the `rest` of their words."""

    kind: str
    field: str | None = None
    line: int | None = None
    rest: str = ""
