"""The state of a quote being described: the replay of its events, frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from quote_draft import acts
from quote_draft.events import Event, TurnLog, parse_event
from quote_draft.fields import UNKNOWN


@dataclass(frozen=True, slots=True)
class Line:
    """One act of one practitioner. Every value is the contract's, None when not known yet."""

    code: str | None = None
    label: str | None = None
    activity: int | None = None
    tooth: int | str | None = None
    sector: str | None = None
    fee: str | None = None
    base: str | None = None
    understood: Mapping[str, str] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stay:
    """The stay in hospital; the private room's `wanted` is None until it is answered."""

    nights: int | str | None = None
    wanted: bool | str | None = None
    price: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that was read but has to be confirmed before it takes its place."""

    field: str
    line: int | None
    value: Any
    reason: str
    understood: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote, as far as it is described."""

    family: str | None = None
    beneficiary: str | None = None
    exemption: str | None = None
    care_date: str | None = None
    setting: str | None = None
    lines: tuple[Line, ...] = ()
    stay: Stay = Stay()
    no_more_lines: bool = False
    to_confirm: Proposal | None = None
    confirmed: bool = False
    understood: Mapping[str, str] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()

    @classmethod
    def replay(cls, log: Iterable[TurnLog | Mapping[str, Any]]) -> Draft:
        """Return the state that a log of turns makes; a turn that was undone counts for nothing."""
        turns = [(turn["turn"], [parse_event(event) for event in turn["events"]]) for turn in log]
        undone = {event["turn"] for _, events in turns for event in events if event["kind"] == "undo"}
        draft = cls()
        for turn, events in turns:
            if turn not in undone:
                draft = draft.after(events)
        return draft

    def after(self, events: Iterable[Event]) -> Draft:
        """Return the draft with these events applied; those of a line that is not there do nothing."""
        draft = self
        for event in events:
            draft = draft._after_one(event)
        return draft

    def get(self, name: str, line: int | None = None) -> Any:
        """Return the value of a field of the contract, None when it is not known yet."""
        if name.startswith("line."):
            if line is None or not 1 <= line <= len(self.lines):
                return None
            attribute = name.removeprefix("line.")
            return getattr(self.lines[line - 1], "code" if attribute == "act" else attribute)
        if name.startswith("stay."):
            return getattr(self.stay, name.rpartition(".")[2])
        return getattr(self, name)

    def act_of(self, line: int) -> acts.ActFacts | None:
        """Return what the nomenclature says of the act of a line on the day of care."""
        code = self.lines[line - 1].code
        return acts.facts(code, self.date_of_care) if code else None

    @property
    def date_of_care(self) -> date | None:
        return date.fromisoformat(self.care_date) if self.care_date and self.care_date != UNKNOWN else None

    @property
    def has_stay(self) -> bool:
        return self.family != "dental" and self.setting in ("inpatient", "day_case")

    def _after_one(self, event: Event) -> Draft:  # noqa: PLR0911  one return a case
        match event["kind"]:
            case "set":
                return self._after_set(event)
            case "add_line":
                return replace(self, lines=(*self.lines, Line()), no_more_lines=False, confirmed=False)
            case "delete_line":
                return self._after_delete(event["line"] or 0)
            case "no_more_lines":
                return replace(self, no_more_lines=True)
            case "confirm":
                return replace(self, confirmed=True)
            case "propose":
                return replace(self, to_confirm=_proposal(event))
            case "drop_proposal":
                return replace(self, to_confirm=None)
            case "undo" | "estimated":
                return self

    def _after_set(self, event: Event) -> Draft:
        name, value, line = event["field"], event["value"], event.get("line")
        kept = (
            self.to_confirm
            if self.to_confirm and (self.to_confirm.field, self.to_confirm.line) != (name, line)
            else None
        )
        if name.startswith("line."):
            if line is None or line > len(self.lines):
                return self
            lines = list(self.lines)
            lines[line - 1] = _set_in_line(lines[line - 1], name.removeprefix("line."), event)
            return replace(self, lines=tuple(lines), confirmed=False, to_confirm=kept)
        understood = _with(self.understood, name, event.get("understood"))
        approximate = self.approximate - {name} | ({name} if event.get("approximate") else set())
        draft = replace(self, confirmed=False, to_confirm=kept, understood=understood, approximate=approximate)
        if name.startswith("stay."):
            stay = replace(self.stay, **{name.rpartition(".")[2]: value})
            if stay.wanted is not True:
                stay = replace(stay, price=None, per=None)
            return replace(draft, stay=stay)
        return replace(draft, **{name: value})

    def _after_delete(self, number: int) -> Draft:
        if not 1 <= number <= len(self.lines):
            return self
        lines = self.lines[: number - 1] + self.lines[number:]
        pending = self.to_confirm
        if pending and pending.line is not None and pending.line >= number:
            pending = None if pending.line == number else replace(pending, line=pending.line - 1)
        return replace(
            self,
            lines=lines,
            to_confirm=pending,
            no_more_lines=self.no_more_lines and bool(lines),
            confirmed=False,
        )


def _proposal(event: Event) -> Proposal:
    return Proposal(
        field=event["field"],
        line=event.get("line"),
        value=event["value"],
        reason=event["reason"],
        understood=event.get("understood"),
        approximate=bool(event.get("approximate")),
    )


def _set_in_line(line: Line, name: str, event: Event) -> Line:
    value = event["value"]
    approximate = line.approximate - {name} | ({name} if event.get("approximate") else set())
    marked = replace(line, understood=_with(line.understood, name, event.get("understood")), approximate=approximate)
    if name != "act":
        return replace(marked, **{name: value})
    if value is None:
        return replace(marked, code=None, label=None, activity=None, tooth=None)
    if value["code"] == line.code:
        return replace(marked, label=value["label"])
    facts = acts.facts(value["code"], None)
    return replace(
        marked,
        code=value["code"],
        label=value["label"],
        activity=line.activity if facts is None or facts.has_anaesthesia else None,
        tooth=line.tooth if facts is None or facts.needs_tooth else None,
        base=None,
    )


def _with(said: Mapping[str, str], name: str, words: str | None) -> dict[str, str]:
    rest = {key: value for key, value in said.items() if key != name}
    return {**rest, name: words} if words else rest
