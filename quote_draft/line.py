"""One line of a quote, and what a value given to it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quote_draft.events import Event
from quote_draft.fields import ActFacts, Scope, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One act of one practitioner. `values` are those given, by their last name; None is not known yet.

    `facts` is what the events say of the act; None too for one of which nothing is known any more.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    understood: Mapping[str, str] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()
    facts: ActFacts | None = None

    @property
    def code(self) -> str | None:
        act = self.values.get("act")
        return act["code"] if act else None

    @property
    def label(self) -> str | None:
        """The words kept for an act that is not known, else the act's own."""
        act = self.values.get("act")
        return self.values.get("label") or (act["label"] if act else None)

    @property
    def activity(self) -> int | None:
        return self.values.get("activity")

    @property
    def tooth(self) -> int | None:
        return self.values.get("tooth")

    @property
    def sector(self) -> str | None:
        return self.values.get("sector")

    @property
    def fee(self) -> str | None:
        return self.values.get("fee")

    @property
    def is_priced(self) -> bool:
        """Say whether the line has a price of its own."""
        return self.fee is not None or self.values.get("overrun") is not None

    @property
    def base(self) -> str | None:
        return self.values.get("base")

    def allows(self, what: Callable[[ActFacts], bool]) -> bool:
        """Say whether the act admits something; one of which nothing is known does."""
        return self.code is not None and (self.facts is None or what(self.facts))


def set_in_line(line: Line, name: str, event: Event, table: Table) -> Line:
    after = replace(
        line,
        values=with_value(line.values, name, event["value"]),
        understood=with_value(line.understood, name, event.get("understood")),
        approximate=with_mark(line.approximate, name, event.get("approximate")),
    )
    if name != "act":
        return after
    facts = (event["value"] or {}).get("facts")
    after = replace(after, facts=ActFacts.from_json(facts) if facts else None)
    return _without_what_was_the_acts(line, after, table) if after.code != line.code else after


def _without_what_was_the_acts(before: Line, after: Line, table: Table) -> Line:
    gone = {row.short for row in table.of(Scope.LINE) if row.short in after.values and not row.stays(before, after)}
    return replace(
        after,
        values={name: value for name, value in after.values.items() if name not in gone},
        understood={name: words for name, words in after.understood.items() if name not in gone},
        approximate=after.approximate - gone,
    )


def with_value(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return the values with one more, without it when it is None or no words."""
    rest = {key: one for key, one in values.items() if key != name}
    return rest if value in (None, "") else {**rest, name: value}


def with_mark(names: frozenset[str], name: str, marked: bool | None) -> frozenset[str]:  # noqa: FBT001  a flag of the event
    return names | {name} if marked else names - {name}
