"""A sentence of a member and what must hold after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.turns.told_drafts import Json


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold after a turn, in the words of the head of turns_once_held_out.yml; None or empty: anything.

    `other_kinds` are kinds that the turn must not be of; `same_question`: the pending question stays, unless it was
    answered; `about` is a field that must be flagged approximate when it is written; `topics` are those of the
    questions file, one of which the answer must be about.
    """

    changes: Mapping[str, Any] | None = None
    may_also: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    other_kinds: frozenset[str] = frozenset()
    to_confirm: str | None = None
    not_placed: tuple[str, ...] = ()
    estimate_compared: bool = False
    same_question: bool = False
    about: str | None = None
    topics: frozenset[str] = frozenset()
    any_of: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence said in a draft, and what it must do; `said_before` are earlier sentences, answered first."""

    kind: str
    say: str
    record: Json
    wanted: Wanted
    said_before: tuple[str, ...] = ()
