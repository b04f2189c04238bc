"""What a turn gives back: draft events, replies by response name, what is asked next, how the message was taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quote_draft import Asking, Draft, DraftContext, Event


@dataclass(frozen=True, slots=True)
class Button:
    """A title and what pressing it means, in the turn protocol's words."""

    title: str
    payload: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "payload": dict(self.payload)}


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the assistant: the name of a response of bot/domain, what fills it in, its buttons, its card."""

    response: str
    variables: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """A turn, decided: `said` in order, the question last; `estimate` when this turn gave one (or its refusal)."""

    events: tuple[Event, ...]
    said: tuple[Reply, ...]
    asking: Asking | None
    kinds: tuple[str, ...]
    changes: tuple[Mapping[str, Any], ...]
    not_placed: tuple[Mapping[str, Any], ...]
    estimate: Mapping[str, Any] | None
    draft: Draft
    context: DraftContext

    def to_json(self) -> dict[str, Any]:
        """Return the part of the turn protocol that the gateway writes."""
        return {
            "events": list(self.events),
            "asking": self.asking.to_json() if self.asking else None,
            "understood": {
                "kinds": list(self.kinds),
                "changes": [dict(change) for change in self.changes],
                "not_placed": [dict(one) for one in self.not_placed],
            },
            "estimate": self.estimate,
        }
