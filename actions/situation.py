"""Where a turn stands: the draft as it is, what was asked, what was answered last, what the intent model advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from quote_draft import UNKNOWN, Asking, Draft, DraftContext, Event, last_undoable_turn, next_question


@dataclass(frozen=True, slots=True)
class Situation:
    """What the reading of a message depends on; `paper` is the one that waits, if it is kept.

    `supposed` is what was only supposed the turn before, as the button that keeps it has it.
    """

    draft: Draft
    asking: Asking | None
    context: DraftContext
    log: tuple[Mapping[str, Any], ...] = ()
    intents: tuple[tuple[str, float], ...] = ()
    paper: Mapping[str, Any] = field(default_factory=dict)
    supposed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> str | None:
        """The field asked; for a value to confirm or candidates to choose from, that question itself."""
        return self.asking.field if self.asking else None

    @property
    def options(self) -> Mapping[str, Any]:
        options = self.asking.options if self.asking else None
        return options if isinstance(options, dict) else {}

    @property
    def names_freely(self) -> bool:
        """Say whether an act may be named without a word more."""
        return self.asked in ("describe", "line.act", "more_lines")

    @property
    def is_correcting(self) -> bool:
        """Say whether « que faut-il corriger ? » is waiting for its answer."""
        return "correcting" in self.options

    @property
    def tooth(self) -> int | None:
        """The tooth of the line asked about, which the acts offered must fit."""
        line = self.asking.line if self.asking else None
        tooth = self.draft.get("line.tooth", line) if line else None
        return tooth if isinstance(tooth, int) else None

    @property
    def day_of_care(self) -> date:
        return self.draft.date_of_care or self.context.today

    def after_undo(self) -> Situation:
        """Return where the turn stands once its « annule » has been carried out."""
        turn = last_undoable_turn(self.log)
        if turn is None:
            return self
        undone = _given(next(one["events"] for one in self.log if one["turn"] == turn))
        log = (*self.log, {"turn": f"undo of {turn}", "events": [{"kind": "undo", "turn": turn}]})
        draft = Draft.replay(log)
        field = (undone[-1]["field"], undone[-1].get("line")) if undone else None
        asking = Asking(*field) if field and (field[1] is None or draft.has_line(field[1])) else None
        return replace(self, draft=draft, asking=asking or next_question(draft, self.context), log=log)

    def last_answered(self) -> tuple[str, int | None] | None:
        """Return the field that the member gave last and that still holds a value."""
        undone = {event["turn"] for turn in self.log for event in turn["events"] if event["kind"] == "undo"}
        for turn in reversed(self.log):
            if turn["turn"] in undone:
                continue
            for event in reversed(_given(turn["events"])):
                field, line = event["field"], event.get("line")
                if self.draft.get(field, line) not in (None, UNKNOWN):
                    return field, line
        return None


def _given(events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event["kind"] == "set" and not event.get("preset")]
