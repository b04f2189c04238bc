"""What a member does in a message, as understood: small typed moves that the turn carries out in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Give:
    """This field is that value (the contract's). `corrects`: said to put right what the draft holds."""

    field: str
    line: int | None
    value: Any
    understood: str | None = None
    approximate: bool = False
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class AskBack:
    """A value that was read but cannot be taken: `alternatives` (the contract's values) are what it could be."""

    field: str
    line: int | None
    doubt: str
    alternatives: tuple[Any, ...] = ()
    understood: str | None = None


@dataclass(frozen=True, slots=True)
class ChooseAct:
    """The act of a line among `candidates` ({"code", "label"}); `why`: `candidates`, `closed_code`, `unknown_code`.

    `alike` are the other lines that are told to have the same act.
    """

    line: int
    candidates: tuple[Mapping[str, str], ...]
    why: str = "candidates"
    code: str = ""
    understood: str | None = None
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLine:
    """Line `line` is added; `like` is the line whose act it repeats."""

    line: int
    like: int | None = None


@dataclass(frozen=True, slots=True)
class DeleteLine:
    """Line `line` goes; None when it was not said which."""

    line: int | None


@dataclass(frozen=True, slots=True)
class ShareFee:
    """One amount (the contract's money) for several lines: for each, for all together, or not said (`scope` None)."""

    lines: tuple[int, ...]
    amount: str
    scope: str | None = None
    understood: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Instead:
    """A value for a field that holds another one, where nothing said that it was wrong: offered, not written."""

    field: str
    line: int | None
    value: Any
    understood: str | None = None


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """A figure that no field took: said back. `why` names what is known of it (« overrun », « amo », « too_large »)."""

    text: str
    kind: str
    value: Any
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """Everything else: `kind` is a dialogue act, `field` and `line` what it is about, `topic` the subject asked.

    `near` are the topics that a question may have meant instead, the nearest first.
    """

    kind: str
    field: str | None = None
    line: int | None = None
    topic: str | None = None
    amount: int | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Changes that the member only supposes; where the line was not said, `among` holds one for each it could be."""

    moves: tuple[Move, ...]
    among: tuple[Give, ...] = ()


@dataclass(frozen=True, slots=True)
class PutRight:
    """Moves on what was read of a paper that waits: they put it right there, and nothing enters the draft.

    `among`: one value that several of its lines could have, each time the same; the member is asked which.
    """

    moves: tuple[Move, ...]
    among: tuple[Give, ...] = ()


Move = Give | AskBack | ChooseAct | NewLine | DeleteLine | ShareFee | Instead | NotPlaced | Do | WhatIf | PutRight
