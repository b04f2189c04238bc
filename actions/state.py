"""A turn while it is being carried out: the draft as it becomes, and what will be said and asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import wording
from actions.outcome import Reply, TurnOutcome
from actions.questions import ask
from actions.situation import Situation
from actions.wording import button, piece, plain_button
from quote_draft import MOST_LINES, Asking, Event, next_question


class TurnState:
    """Collects events, echoes and replies; `situation` stays what it was when the message came."""

    def __init__(self, situation: Situation, text: str = "") -> None:
        self.situation = situation
        self.text = text
        self.draft = situation.draft
        self.context = situation.context
        self.events: list[Event] = []
        self.replies: list[Reply] = []
        self.kinds: list[str] = []
        self.changes: list[dict[str, Any]] = []
        self.noted: list[str] = []
        self.corrected: list[str] = []
        self.asking: Asking | None = None  # when something else than the next question is asked
        self.sectors_to_narrow: dict[int, str] = {}
        self.missed = False
        self.ask_nothing_now = False
        self.new_line: int | None = None
        self.pressed = False
        self._about_the_act: tuple[int, str] | None = None

    def say(self, response: str, *buttons: Any, card: dict[str, Any] | None = None, **variables: str) -> None:
        self.replies.append(Reply(response, variables, tuple(buttons), card))

    def take(self, kind: str) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)

    def apply(self, *events: Event) -> None:
        self.events += events
        self.draft = self.draft.after(events)

    def change(self, field: str, line: int | None, before: Any, after: Any) -> None:
        name = field.removeprefix("line.")
        self.changes.append({"line": line, "field": name, "from": before, "to": after})

    def set(
        self, field: str, line: int | None, value: Any, *, understood: str | None = None, approximate: bool = False
    ) -> None:
        """Set a field and keep what changed for the echo: what was there, what is there now."""
        before, before_shown = self.draft.get(field, line), self._shown(field, line)
        event: Event = {"kind": "set", "field": field, "line": line, "value": value, "understood": understood}
        if approximate:
            event["approximate"] = True
        self.apply(event)
        after = self.draft.get(field, line)
        self.change(field, line, before, after)
        shown_line = line if len(self.draft.lines) > 1 else None
        label = wording.label(field, shown_line)
        now = wording.written(field, value, approximate=approximate)
        if before is not None and before != after:
            self.corrected.append(piece("change", label=label, before=before_shown, after=now))
            self.take("correct")
        else:
            self.noted.append(piece("value", label=label, value=now))
            self.take("answer")
        if field == "line.act" and line is not None and understood:
            self._about_the_act = (line, understood)

    def _shown(self, field: str, line: int | None) -> str:
        value = self.draft.get(field, line)
        if field == "line.act" and value is not None and line is not None:
            value = {"code": value, "label": self.draft.lines[line - 1].label or ""}
        return wording.written(field, value)

    def add_line(self) -> int:
        """Return a line to describe: an empty last one when there is one, so that no line is there twice."""
        lines = self.draft.lines
        if (
            not (lines and lines[-1].code is None and lines[-1].fee is None and lines[-1].tooth is None)
            and len(lines) < MOST_LINES
        ):
            self.apply({"kind": "add_line"})
        self.new_line = len(self.draft.lines)
        return self.new_line

    def reach_line(self, line: int) -> None:
        while len(self.draft.lines) < min(line, MOST_LINES):
            self.apply({"kind": "add_line"})

    def delete_line(self, line: int) -> None:
        code = self.draft.get("line.act", line)
        if code is not None:
            self.change("line.act", line, code, None)
        self.apply({"kind": "delete_line", "line": line})

    def outcome(self) -> TurnOutcome:
        asking = self._next_asking()
        replies = [*self._echo(), *self.replies]
        question = None if asking is None or self.ask_nothing_now else ask(asking, self.draft, self.context)
        replies = _without_the_buttons_of(question, replies)
        described_now = asking is None and bool(self.events) and self.context.may_estimate
        return TurnOutcome(
            events=tuple(self.events),
            replies=tuple(replies),
            question=question,
            asking=asking,
            kinds=tuple(self.kinds),
            changes=tuple(self.changes),
            complete=described_now,
            draft=self.draft,
            context=self.context,
        )

    def _echo(self) -> list[Reply]:
        join = piece("summary", "and").join
        echoes = []
        if self.corrected:
            echoes.append(Reply("utter_corrected", {"changes": join(self.corrected)}, (plain_button("undo"),)))
        if self.noted and not (self.pressed and self._about_the_act is None and len(self.noted) == 1):
            other: tuple[Any, ...] = ()
            if self._about_the_act and not self.pressed:
                payload = {"intent": "correct", "field": "line.act", "line": self._about_the_act[0]}
                other = (button("other_act", payload=payload),)
            echoes.append(Reply("utter_noted", {"values": join(self.noted)}, other))
        return echoes

    def _next_asking(self) -> Asking | None:
        before = self.situation.asking
        if self.draft.to_confirm is not None and self.events:
            return next_question(self.draft, self.context)
        if self.asking is not None:
            return self.asking
        following = next_question(self.draft, self.context)
        if before is None:
            return following
        if self.events or not self._still_asked(before):
            return self._kept(before, following) or self._narrowed(following)
        return Asking(before.field, before.line, before.misses + self.missed, before.options)

    def _still_asked(self, before: Asking) -> bool:
        if before.field == "confirm_value":
            return self.draft.to_confirm is not None
        return before.line is None or before.line <= max(len(self.draft.lines), 1)

    def _kept(self, before: Asking, following: Asking | None) -> Asking | None:
        """Keep a question that was narrowed down while other things of the draft change."""
        if following is None or any(event["kind"] == "delete_line" for event in self.events):
            return None
        options = before.options if isinstance(before.options, dict) else {}
        choosing = before.field == "choose_act" and following.field == "line.act"
        if before.line == following.line and (choosing or (before.field == following.field and options)):
            return Asking(before.field, before.line, 0, before.options)
        return None

    def _narrowed(self, following: Asking | None) -> Asking | None:
        if following and following.field == "line.sector" and following.line in self.sectors_to_narrow:
            return Asking("line.sector", following.line, 0, {"narrow": self.sectors_to_narrow[following.line]})
        return following


def _without_the_buttons_of(question: Reply | None, replies: list[Reply]) -> list[Reply]:
    """Offer each button once: with the question when it has it too."""
    offered = [button.payload for button in question.buttons] if question else []
    return [
        replace(reply, buttons=tuple(one for one in reply.buttons if one.payload not in offered)) for reply in replies
    ]
