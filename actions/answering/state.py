"""A turn while it is being carried out: the draft as it becomes, and what will be said and asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.answering import wording
from actions.answering.echo import Noted, echo_of
from actions.answering.questions import ask, asked_again
from actions.answering.wording import button, piece, plain_button
from actions.outcome import Reply, TurnOutcome
from actions.situation import Situation
from quote_draft import CHARGES, Asking, Draft, Event, next_question

HANDOVER_CARD = {"type": "handover_form"}


class TurnState:
    """Collects events, echoes and replies; `situation` stays what it was when the message came."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.draft = situation.draft
        self.context = situation.context
        self.events: list[Event] = []
        self.replies: list[Reply] = []
        self.kinds: list[str] = []
        self.changes: list[dict[str, Any]] = []
        self.noted: list[Noted] = []
        self.corrected: list[str] = []
        self.not_placed: list[dict[str, Any]] = []
        self.asking: Asking | None = None  # when something else than the next question is asked
        self.later = _put_off(situation)  # what is still to be narrowed down once the question asked is answered
        self.missed = False
        self.asks_in_full = False  # whoever comes back is asked as if for the first time
        self.ask_nothing_now = False
        self.pressed = False
        self.supposed: dict[str, Any] | None = None  # what the member may still keep, in the message after this one
        self.confirmed = False  # the summary was said to be right
        self.amount_waits = False  # an amount told found no place, or waits to replace another
        self.estimate: dict[str, Any] | None = None
        self._about_the_act: int | None = None

    def narrow_down(self, asking: Asking) -> None:
        """Ask which of several values is meant; where another is asked already, once that is answered."""
        if self.asking is None or (self.asking.field, self.asking.line) == (asking.field, asking.line):
            self.asking = asking
        else:
            self.later.append(asking)

    def say(self, response: str, *buttons: Any, card: dict[str, Any] | None = None, **variables: str) -> None:
        self.replies.append(Reply(response, variables, tuple(buttons), card))

    def take(self, kind: str) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)

    def apply(self, *events: Event) -> None:
        self.events += events
        self.draft = self.draft.after(events)

    def change(self, field: str, line: int | None, before: Any, after: Any) -> None:
        self.changes.append({"line": line, "field": field.removeprefix("line."), "from": before, "to": after})

    def set(
        self, field: str, line: int | None, value: Any, *, understood: str | None = None, approximate: bool = False
    ) -> None:
        """Set a field and keep what changed for the echo: what was there, what is there now."""
        before, before_shown = self.draft.get(field, line), self.shown(field, line)
        event: Event = {"kind": "set", "field": field, "line": line, "value": value, "understood": understood}
        if approximate:
            event["approximate"] = True
        self.apply(event)
        after = self.draft.get(field, line)
        self.change(field, line, before, after)
        if field == CHARGES:
            self._echo_charges(before or [], after or [])
            return
        now = wording.written(field, value, approximate=approximate)
        told_now = [one for one in self.noted if (one.field, one.line) == (field, line)]
        self.noted = [one for one in self.noted if one not in told_now]  # « à droite, non, à gauche » notes the last
        completes = told_now or wording.only_completes(field, before, after)
        if before is not None and before != after and not completes:
            label = wording.label(field, line if len(self.draft.lines) > 1 else None)
            self.corrected.append(piece("change", label=label, before=before_shown, after=now))
            self.take("correct")
        else:
            noted = Noted(field, line, wording.label(field), now)
            if noted not in self.noted:
                self.noted.append(noted)
            self.take("answer")
        if field == "line.act" and understood:
            self._about_the_act = line

    def _echo_charges(self, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
        corrected, added = wording.charges_put_right(before, after), wording.charges_added(before, after)
        self.corrected += corrected
        self.noted += [Noted(CHARGES, None, name, price) for name, price in added]
        self.take("correct" if corrected else "answer")

    def shown(self, field: str, line: int | None, draft: Draft | None = None) -> str:
        """Write the value that a field holds."""
        draft = draft or self.draft
        value = draft.get(field, line)
        if field == "line.act" and value is not None and line is not None:
            value = {"code": value, "label": draft.lines[line - 1].label or ""}
        return wording.written(field, value)

    def outcome(self) -> TurnOutcome:
        asking = self._next_asking()
        replies = [*self._echo(), *self.replies]
        question = None if asking is None or self.ask_nothing_now else ask(asking, self.draft, self.context)
        if question is not None and self._was_asked_just_before(question):
            question = asked_again(question)
        return TurnOutcome(
            events=tuple(self.events),
            said=(*_without_the_buttons_of(question, replies), *([question] if question else [])),
            asking=_with_supposed(asking, self.supposed),
            kinds=tuple(self.kinds) or ("none",),
            changes=tuple(self.changes),
            not_placed=tuple(self.not_placed),
            estimate=self.estimate,
            draft=self.draft,
            context=self.context,
        )

    def _was_asked_just_before(self, question: Reply) -> bool:
        """Say whether the member was asked this already and turned to something else; a summary must be the new one."""
        before = self.situation.asking
        if before is None or self.asks_in_full or self.missed or (self.events and before.field == "confirm"):
            return False
        return ask(before, self.situation.draft, self.context).response == question.response

    def _echo(self) -> list[Reply]:
        join = piece("summary", "and").join
        echoes = []
        if self.corrected:
            echoes.append(Reply("utter_corrected", {"changes": join(self.corrected)}, (plain_button("undo"),)))
        if self.noted and not (self.pressed and self._about_the_act is None and len(self.noted) == 1):
            other: tuple[Any, ...] = ()
            if self._about_the_act and not self.pressed:
                payload = {"intent": "correct", "field": "line.act", "line": self._about_the_act}
                other = (button("other_act", payload=payload),)
            echoes.append(echo_of(self.noted, self.draft, other))
        return echoes

    def following(self) -> Asking | None:
        """Return what is asked next when nothing else is, as far as the draft goes."""
        return next_question(self.draft, self.context)

    def still_asked(self) -> Asking | None:
        """Return the pending question as far as it still stands, else what follows."""
        before = self.situation.asking
        return before if before is not None and self._still_asked(before) else self.following()

    def _next_asking(self) -> Asking | None:
        """Return the question to ask, which keeps those that wait for their turn."""
        asking = self._first_asked()
        waiting = [one for one in self.later if self._is_still_open(one)]
        if asking is not None and asking == self.following() and asking.field != "confirm_value" and waiting:
            asking, *waiting = waiting
        if asking is None or not waiting:
            return asking
        options = asking.options if isinstance(asking.options, dict) else {}
        return replace(asking, options={**options, "later": [one.to_json() for one in waiting]})

    def _is_still_open(self, asking: Asking) -> bool:
        field = "line.act" if asking.field == "choose_act" else asking.field
        return self._still_asked(asking) and self.draft.get(field, asking.line) is None

    def _first_asked(self) -> Asking | None:
        before = self.situation.asking
        if self.draft.to_confirm is not None and self.events:
            return self.following()
        if self.asking is not None:
            return self.asking
        following = self.following()
        if before is None or self.estimate is not None:
            return following
        if self.events or not self._still_asked(before):
            return self._kept(before, following) or following
        return Asking(before.field, before.line, before.misses + self.missed, before.options)

    def _still_asked(self, before: Asking) -> bool:
        if before.field == "confirm_value":
            return self.draft.to_confirm is not None
        return before.line is None or before.line <= max(len(self.draft.lines), 1)

    def _kept(self, before: Asking, following: Asking | None) -> Asking | None:
        """Keep a question that was narrowed down while other things of the draft change."""
        if following is None or any(event["kind"] in ("delete_line", "undo") for event in self.events):
            return None
        options = before.options if isinstance(before.options, dict) else {}
        choosing = before.field == "choose_act" and following.field == "line.act"
        narrowed = before.field == following.field and options.keys() & {"choices", "lines"}
        if before.line == following.line and (choosing or narrowed):
            return Asking(before.field, before.line, 0, before.options)
        return None


def _put_off(situation: Situation) -> list[Asking]:
    waiting = (Asking.from_json(one) for one in situation.options.get("later") or ())
    return [one for one in waiting if one is not None]


_SUPPOSED = "supposed"
"""Where nothing is asked, the field under which what was supposed waits; beside a question, the name of its option."""


def _with_supposed(asking: Asking | None, supposed: dict[str, Any] | None) -> Asking | None:
    if supposed is None:
        return asking
    asking = asking or Asking(_SUPPOSED)
    return replace(asking, options={**(asking.options or {}), _SUPPOSED: supposed})


def without_supposed(asking: Asking | None) -> tuple[Asking | None, dict[str, Any]]:
    """Return what is asked, and apart what was supposed: it is remembered for one turn."""
    if asking is None or not isinstance(asking.options, dict) or _SUPPOSED not in asking.options:
        return asking, {}
    options = {name: value for name, value in asking.options.items() if name != _SUPPOSED}
    return (None if asking.field == _SUPPOSED else replace(asking, options=options or None)), asking.options[_SUPPOSED]


def _without_the_buttons_of(question: Reply | None, replies: list[Reply]) -> list[Reply]:
    """Offer each button once: with the question when it has it too."""
    offered = [button.payload for button in question.buttons] if question else []
    return [
        replace(reply, buttons=tuple(one for one in reply.buttons if one.payload not in offered)) for reply in replies
    ]
