"""Drafts for tests, made of events as the service writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from quote_draft import Draft, DraftContext, act_value

TODAY = date(2026, 11, 21)
CONTEXT = DraftContext(TODAY)


def act(code: str) -> dict[str, Any]:
    """Return a known act as an event carries it."""
    value = act_value(code, TODAY)
    assert value is not None, code
    return value


def set_(field: str, value: Any, line: int | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "set", "field": field, "line": line, "value": value, **more}


def log(*turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"turn": f"t{number}", "events": events} for number, events in enumerate(turns, start=1)]


def drafted(*events: Any) -> Draft:
    """Return the draft that these events make in one turn."""
    return Draft.replay(log(list(events)))


def lines(*codes: str) -> list[dict[str, Any]]:
    """Return the events of as many lines, each with its act."""
    return [
        event
        for number, code in enumerate(codes, start=1)
        for event in ({"kind": "add_line"}, set_("line.act", act(code), number))
    ]


HIP_TURNS = (
    [set_("beneficiary", "self", preset=True)],
    lines("NEKA020"),
    [
        set_("line.fee", "1200.00", 1, understood="mille deux cents euros"),
        set_("line.activity", 1, 1),
    ],
    [set_("line.sector", "sector_2", 1)],
    [{"kind": "no_more_lines"}],
    [set_("stay.nights", 3)],
    [set_("stay.private_room", {"wanted": True})],
    [set_("stay.private_room", {"price": "85.00"})],
    [set_("care_date", "2026-12-10")],
    [set_("exemption", "none")],
)


def hip() -> Draft:
    """Return a hip replacement, described whole: one fee, three nights, a private room."""
    return Draft.replay(log(*HIP_TURNS))
