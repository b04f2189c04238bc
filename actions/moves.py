"""What a member does in a message, as the interpreter reads it and the turn carries it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Given:
    """A value read for a field; with a `doubt` it is asked back, `alternatives` being what it could be."""

    field: str
    value: Any
    understood: str | None = None
    line: int | None = None
    approximate: bool = False
    doubt: str | None = None
    alternatives: tuple[Any, ...] = ()
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Move:
    """One thing done: `kind` with what it applies to.

    `give` and `fix` carry a value, new or instead of another; `ask_again` a field; `delete_line` a line; `term` the
    response that explains a word. The others say it all by their kind.
    """

    kind: str
    given: Given | None = None
    field: str | None = None
    line: int | None = None
    response: str | None = None
