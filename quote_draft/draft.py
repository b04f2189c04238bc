"""The state of a quote being described: the replay of its events, frozen. A function of the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from quote_draft.events import Event, TurnLog, parse_event
from quote_draft.fields import TABLE, UNKNOWN, ActFacts, Place, Scope, Table
from quote_draft.fields.charges import NAME as CHARGES
from quote_draft.fields.room import NAME as PRIVATE_ROOM
from quote_draft.fields.room import NOTHING_SAID, whole
from quote_draft.fields.shared_fees import NAME as SHARED_FEES
from quote_draft.fields.shared_fees import after_deletion
from quote_draft.fields.stay_cost import NAME as STAY_COST
from quote_draft.line import Line, set_in_line, with_mark, with_value

MOST_LINES = 40


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
    """A quote, as far as it is described. `values` are those given outside lines, by the field's name.

    `preset` are the fields that the service filled in by itself, `proposals` the values to confirm, the next one last,
    `paper` the document that was read and whose lines wait for the member's word, `paper_changes` what puts them right.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    no_more_lines: bool = False
    proposals: tuple[Proposal, ...] = ()
    paper: str | None = None
    paper_changes: tuple[Mapping[str, Any], ...] = ()
    confirmed: bool = False
    understood: Mapping[str, str] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()
    preset: frozenset[str] = frozenset()
    table: Table = field(default=TABLE, repr=False, compare=False)

    @classmethod
    def replay(cls, log: Iterable[TurnLog | Mapping[str, Any]], table: Table = TABLE) -> Draft:
        """Return the state that a log of turns makes; a turn that was undone counts for nothing."""
        turns = [(turn["turn"], [parse_event(event, table) for event in turn["events"]]) for turn in log]
        undone = {event["turn"] for _, events in turns for event in events if event["kind"] == "undo"}
        draft = cls(table=table)
        for turn, events in turns:
            if turn not in undone:
                draft = draft._after_all(events)
        return draft

    def after(self, events: Iterable[Event | Mapping[str, Any]]) -> Draft:
        """Return the draft with these events applied; those of a line that is not there do nothing."""
        return self._after_all([parse_event(event, self.table) for event in events])

    def given(self, name: str, line: int | None = None) -> Any:
        """Return the value that was given for a field, None when there is none."""
        row = self.table[name]
        if row.scope is not Scope.LINE:
            return self.values.get(name)
        return self.lines[line - 1].values.get(row.short) if self.has_line(line) and line else None

    def get(self, name: str, line: int | None = None) -> Any:
        """Return the value that counts for a field of the contract, given or following from others; None: not known.

        A part of a field (`stay.private_room.price`) has its name too; an act is its code.
        """
        field_name, part = (name, None) if name in self.table else whole(name, None)
        row = self.table[field_name]
        if row.scope is Scope.LINE and not self.has_line(line):
            return None
        value = row.known(Place(self, line), self.given(field_name, line))
        return value if part is None or value is None else value[next(iter(part))]

    def has_line(self, line: int | None) -> bool:
        return line is not None and 1 <= line <= len(self.lines)

    def act_of(self, line: int) -> ActFacts | None:
        """Return what the events say of the act of a line."""
        return self.lines[line - 1].facts if self.has_line(line) else None

    def is_approximate(self, name: str, line: int | None = None) -> bool:
        """Say whether the value of a field was not said exactly."""
        if self.table[name].scope is not Scope.LINE:
            return name in self.approximate
        return line is not None and self.has_line(line) and self.table[name].short in self.lines[line - 1].approximate

    @property
    def to_confirm(self) -> Proposal | None:
        return self.proposals[-1] if self.proposals else None

    @property
    def family(self) -> str | None:
        family: str | None = self.get("family")
        return family

    @property
    def beneficiary(self) -> str | None:
        return self.values.get("beneficiary")

    @property
    def exemption(self) -> str | None:
        return self.values.get("exemption")

    @property
    def care_date(self) -> str | None:
        return self.values.get("care_date")

    @property
    def setting(self) -> str | None:
        setting: str | None = self.get("setting")
        return setting

    @property
    def stay(self) -> Stay:
        room = self.values.get(PRIVATE_ROOM) or NOTHING_SAID
        return Stay(nights=self.values.get("stay.nights"), **room)

    @property
    def date_of_care(self) -> date | None:
        return date.fromisoformat(self.care_date) if self.care_date and self.care_date != UNKNOWN else None

    @property
    def has_stay(self) -> bool:
        return self.family != "dental" and self.setting in ("inpatient", "day_case")

    @property
    def costs_without_acts(self) -> bool:
        """Say whether something is to be paid beside acts: a quote may be of a stay or of charges alone.

        Nights in hospital have their daily fee.
        """
        nights = self.given("stay.nights")
        has_nights = isinstance(nights, int) and nights > 0
        return has_nights or bool(self.values.get(CHARGES)) or self.values.get(STAY_COST) is not None

    @property
    def usual_setting(self) -> str | None:
        """Where the acts are usually done, when that is known of one done in hospital, or of all."""
        usual = [line.facts.usual_setting if line.facts else None for line in self.lines]
        for setting in ("inpatient", "day_case"):
            if setting in usual:
                return setting
        return "outpatient" if usual and None not in usual else None

    @property
    def counted_setting(self) -> str:
        """The setting that an estimate counts before it is known: the usual one."""
        return "outpatient" if self.family == "dental" else self.setting or self.usual_setting or "outpatient"

    @property
    def is_empty(self) -> bool:
        """Say whether the member has described nothing yet."""
        return not self.lines and not set(self.values) - self.preset

    def _after_all(self, events: Iterable[Event]) -> Draft:
        draft = self
        for event in events:
            draft = draft._after_one(event)
        return draft

    def _after_one(self, event: Event) -> Draft:  # noqa: C901, PLR0911  one return a case
        match event["kind"]:
            case "set":
                return self._after_set(event)
            case "add_line" if len(self.lines) < MOST_LINES:
                return replace(self, lines=(*self.lines, Line()), no_more_lines=False, confirmed=False)
            case "delete_line":
                return self._after_delete(event["line"] or 0)
            case "no_more_lines":
                return replace(self, no_more_lines=True)
            case "confirm":
                return replace(self, confirmed=True)
            case "propose":
                return self._after_propose(_proposal(event))
            case "paper":
                return replace(self, paper=event["document"], paper_changes=())
            case "paper_put_right":
                return replace(self, paper_changes=(*self.paper_changes, *event["changes"]))
            case "paper_settled":
                return replace(self, paper=None, paper_changes=())
            case "drop_proposal":
                return replace(self, proposals=self.proposals[:-1])
            case _:  # an undo and an estimate change nothing by themselves; a line too many is not there
                return self

    def _after_propose(self, pending: Proposal) -> Draft:
        if pending.line is not None and not self.has_line(pending.line):
            return self
        return replace(self, proposals=(*self._proposals_but(pending.field, pending.line), pending))

    def _proposals_but(self, name: str, line: int | None) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if (one.field, one.line) != (name, line))

    def _after_set(self, event: Event) -> Draft:
        name, line = event["field"], event.get("line")
        row = self.table[name]
        draft = replace(self, confirmed=False, proposals=self._proposals_but(name, line))
        if row.scope is Scope.LINE:
            if not self.has_line(line) or line is None:
                return self
            lines = list(self.lines)
            lines[line - 1] = set_in_line(lines[line - 1], row.short, event, self.table)
            return replace(draft, lines=tuple(lines))
        return replace(
            draft,
            values=with_value(self.values, name, row.kind.merge(self.values.get(name), event["value"])),
            understood=with_value(self.understood, name, event.get("understood")),
            approximate=with_mark(self.approximate, name, event.get("approximate")),
            preset=with_mark(self.preset, name, event.get("preset")),
        )

    def _after_delete(self, number: int) -> Draft:
        if not self.has_line(number):
            return self
        lines = self.lines[: number - 1] + self.lines[number:]
        kept = [one for one in self.proposals if one.line != number]
        moved = [replace(one, line=one.line - 1) if one.line and one.line > number else one for one in kept]
        shared = after_deletion(self.values.get(SHARED_FEES), number)
        return replace(
            self,
            values=with_value(self.values, SHARED_FEES, shared),
            lines=lines,
            proposals=tuple(moved),
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
