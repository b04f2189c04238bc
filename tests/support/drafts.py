"""Drafts for tests, made of events as the service writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from quote_draft import TEETH, Draft, DraftContext, act_value, euros
from quote_draft.fields import TABLE, Field
from quote_engine import CHARGES

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


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["unknown", "1.00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
"""Whatever JSON can carry."""

_MONEY = st.one_of(st.integers(0, 500_000), st.integers(0, 999_999_999)).map(euros)
_CODES = ["NEKA020", "NFKA007", "BFGA427", "LFQK002", "HBLD038", "HBLD634", "HBGD038"]
_OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "money": _MONEY,
    "date": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    "tooth": st.sampled_from(sorted(TEETH)),
    "count": st.integers(1, 20),
    "words": st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())),
    "act_words": st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())),
    "person": st.sampled_from(["self", "b1f"]),
    "act": st.one_of(st.sampled_from(_CODES).map(act), st.just({"code": "ZZZZ999", "label": "gone"})),
    "teeth": st.lists(st.sampled_from(sorted(TEETH)), min_size=1, max_size=6, unique=True),
    "letters": st.lists(st.sampled_from("JKT37"), min_size=1, max_size=4, unique=True),
    "shared_fees": st.one_of(
        st.just([]), _MONEY.map(lambda fee: [{"lines": ["1", "2"], "fee": fee}]),
        _MONEY.map(lambda fee: [{"lines": ["3", "1"], "fee": fee}]),
    ),
    "stay_cost": st.fixed_dictionaries({"amount": _MONEY}, optional={"per": st.sampled_from(["stay", "day"])}),
    "charges": st.lists(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(CHARGES), "amount": _MONEY},
            optional={"per": st.sampled_from(["stay", "day", "night"]), "days": st.none() | st.integers(1, 30),
                      "label": st.none() | st.sampled_from(["Wifi", "Attelle"])},
        ), max_size=3),
    "room": st.dictionaries(st.just("wanted"), st.sampled_from([True, False, "unknown"]), min_size=1).flatmap(
        lambda room: st.fixed_dictionaries(
            {}, optional={"wanted": st.just(room["wanted"]), "price": _MONEY | st.just("unknown"),
                          "per": st.sampled_from(["day", "night"])}
        ).filter(bool)
    ),
}  # fmt: skip


def _values_of(row: Field) -> st.SearchStrategy[tuple[str, Any]]:
    value = st.sampled_from(row.kind.choices) if row.kind.name == "choice" else _OF_KIND[row.kind.name]
    unknown: st.SearchStrategy[Any] = st.just("unknown") if row.unknown else st.nothing()
    return st.tuples(st.just(row.name), st.none() | unknown | value)


well_typed = st.one_of([_values_of(row) for row in TABLE])
"""A field of the table with a value that it accepts."""
