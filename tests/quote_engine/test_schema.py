"""The published JSON Schema and the engine say the same: what one refuses as a form, the other does too."""

import copy
import datetime as dt
import functools
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator

from quote_engine import estimate
from tests.support.engine_cases import engine_cases
from tests.support.engine_quotes import line, outpatient
from tests.support.engine_strategies import Json, json_values, money, quotes

SOME = settings(max_examples=200, deadline=None)
ALL_SECTORS = ("sector_1", "sector_2_optam", "sector_2", "not_conventioned", None)
NEAR_MISSES: st.SearchStrategy[Any] = st.sampled_from(
    ["", " ", "1", "1.0", "1.00", "-1.00", "01.00", "2026-06-01", "2026-02-30", "20260601", "x" * 201, "J", " j ",
     -1, 0, 1, 12, 400, 10**6, 1.5, True, False, None, [], [None], {}, {"x": 1}],
)  # fmt: skip


@functools.cache
def published(side: str) -> Validator:
    """Read the schema as any program does: from the command."""
    shown = subprocess.run([sys.executable, "-m", "quote_engine", "schema"], capture_output=True, check=True, text=True)
    schema = json.loads(shown.stdout)[side]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def faults(side: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:200] for error in published(side).iter_errors(value)]


def places(value: Any, parent: Any = None, key: Any = None) -> Iterator[tuple[Any, Any]]:
    """Give every place of a quote, as the container and the key or position in it."""
    if parent is not None:
        yield parent, key
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in inner:
        yield from places(child, value, name)


RARE_IN_LINES: dict[str, st.SearchStrategy[Any]] = {
    "modifiers": st.lists(st.sampled_from("JKTU7"), max_size=4, unique=True),
    "association": st.none() | st.integers(1, 5),
    "phase": st.integers(0, 1),
    "tooth": st.sampled_from([None, 11, 26, 85]),
    "surgeon_or_obstetrician": st.none() | st.booleans(),
    "sector_among": st.none() | st.lists(st.sampled_from(ALL_SECTORS[:3]), min_size=2, max_size=3, unique=True),
}
RARE_IN_COVERS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just("essai"),
    "label": st.just("Essai (fictive)"),
    "fictitious": st.booleans(),
    "valid_from": st.dates(dt.date(2019, 1, 1), dt.date(2027, 1, 1)).map(dt.date.isoformat),
    "reference_period": st.sampled_from(["calendar_year", "membership_year"]),
}
consumed = st.fixed_dictionaries(
    {},
    optional={
        "participations": st.none() | st.integers(0, 60),
        "ceilings": st.dictionaries(
            st.sampled_from(["a", "days"]),
            st.fixed_dictionaries({}, optional={"amount": money(), "days": st.integers(0, 40)}),
        ),
    },
)


@st.composite
def full_quotes(draw: st.DrawFn) -> Json:
    """Give a quote with keys that few quotes have."""
    quote = copy.deepcopy(draw(quotes(sectors=ALL_SECTORS)))
    quote["consumed"] = draw(st.none() | consumed)
    quote["patient"]["birth_date"] = draw(st.sampled_from([None, "1950-01-31", "2018-12-31"]))
    for asked in quote["lines"]:
        asked.update(draw(st.fixed_dictionaries({}, optional=RARE_IN_LINES)))
    for contract in ("guarantee", "top_up"):
        if quote[contract] is not None:
            quote[contract].update(draw(st.fixed_dictionaries({}, optional=RARE_IN_COVERS)))
    return quote


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """Give a quote with one place changed: another value, a key more or a key less."""
    quote = draw(full_quotes())
    parent, key = draw(st.sampled_from(list(places(quote))))
    damage = draw(st.sampled_from(["value", "near miss", "near miss", "more", "less"]))
    assume((damage, key) != ("less", "base"))  # a nature alone is a question of its own: see test_invalid_input
    if damage == "less":
        del parent[key]
    elif damage == "more" and isinstance(parent, dict):
        parent[draw(st.sampled_from(["unknown", "amount", "per", "percent_of_base", "stay", "code", "nights"]))] = draw(
            NEAR_MISSES
        )
    else:
        parent[key] = draw(NEAR_MISSES if damage == "near miss" else json_values)
    return quote


def as_the_engine_reads(quote: Json) -> Json:
    """Undo the two liberties that the engine takes and the schema does not list.

    Null inside a cover is the same as absent; a modifier may have spaces around it.
    """
    read = {**quote}
    for contract in ("guarantee", "top_up"):
        if contract in read:
            read[contract] = without_nulls(read[contract])
    if isinstance(read.get("lines"), list):
        read["lines"] = [
            {**asked, "modifiers": [m.strip() if isinstance(m, str) else m for m in asked["modifiers"]]}
            if isinstance(asked, dict) and isinstance(asked.get("modifiers"), list)
            else asked
            for asked in read["lines"]
        ]
    return read


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(child) for key, child in value.items() if child is not None}
    return [without_nulls(child) for child in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in engine_cases()])
def test_every_case_has_the_published_form_and_so_has_its_answer(case: Json) -> None:
    assert faults("input", case["quote"]) == []
    assert faults("output", estimate(case["quote"])) == []


@SOME
@given(full_quotes())
def test_every_quote_in_the_published_form_has_an_answer_in_it(quote: Json) -> None:
    assert faults("input", quote) == []
    assert faults("output", estimate(quote)) == []


@SOME
@given(damaged())
def test_what_the_schema_rejects_the_engine_calls_invalid(quote: Json) -> None:
    """And so every quote that the engine estimates or refuses has the published form."""
    result = estimate(quote)

    assert faults("output", result) == []
    if result["status"] != "invalid":
        assert faults("input", as_the_engine_reads(quote)) == []


GOOD = outpatient(line("BFGA427", "600.00", sector="sector_1"))
UNSURE = ["sector_2_optam", "sector_2"]
TWICE = {"benefits": [{"for": "default", "cover": {"none": True}}] * 2}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"lines": [line("BFGA427"), line("BFGA427", activity=4)]}, "lines[1].id"),
        ({"lines": [line("BFGA427", modifiers=["J", "J"])]}, "lines[0].modifiers[1]"),
        ({"lines": [line("BFGA427", id=" ")]}, "lines[0].id"),
        ({"lines": [line("HBLD734", tooth=19)]}, "lines[0].tooth"),
        ({"lines": [line("HBLD734", tooth=11)]}, "lines[0].tooth"),
        ({"lines": [line("BFGA427", sector="sector_1", sector_among=UNSURE)]}, "lines[0].sector_among"),
        ({"patient": {"birth_date": "2026-06-02"}}, "patient.birth_date"),
        ({"stay": {"days": 1}}, "stay"),
        ({"setting": "inpatient"}, "stay"),
        ({"setting": "inpatient", "stay": {}}, "stay.days"),
        ({"setting": "inpatient", "stay": {"days": 1, "nights": 2}}, "stay.nights"),
        ({"setting": "inpatient", "stay": {"days": 1, "private_room_days": 2}}, "stay.private_room_days"),
        ({"guarantee_id": "nobody"}, "guarantee_id"),
        ({"guarantee_id": "mnh-confort", "guarantee": {"benefits": TWICE["benefits"][:1]}}, "guarantee_id"),
        ({"guarantee": TWICE}, "guarantee.benefits[1].for"),
    ],
)
def test_what_several_places_decide_together_only_the_engine_tells(change: Json, path: str) -> None:
    """A schema looks at one place; a program that validates with it alone still has these to expect."""
    quote = {**GOOD, **change}
    assert faults("input", quote) == []

    answer = estimate(quote)

    assert answer["error"]["path"] == path
    assert faults("output", answer) == []


PERCENTAGES = [(0, True), (150, True), (12.5, True), (99.99, True), (10_000, True), (-1, False), (10_001, False)]


@pytest.mark.parametrize("key", ["percent_of_base", "percent_of_amo", "plus_percent_of_base"])
@pytest.mark.parametrize(("percent", "accepted"), [*PERCENTAGES, ("150", False), (True, False)])
def test_a_percentage_of_a_cover_is_the_same_for_both(key: str, percent: Any, accepted: object) -> None:
    cover = {key: percent} | ({"ticket_moderateur": True} if key.startswith("plus") else {})
    quote = {**GOOD, "guarantee": {"benefits": [{"for": "default", "cover": cover}]}}

    assert (estimate(quote)["status"] == "ok", faults("input", quote) == []) == (accepted, accepted)
