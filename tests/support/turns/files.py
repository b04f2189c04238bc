"""Turns read from YAML; what each file holds is said by its head."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from quote_draft import UNKNOWN, may_be_unknown
from quote_draft.fields.room import NAME as ROOM
from tests.support.turns.told_drafts import Json, place_of, record_of, value_of
from tests.support.turns.wanted import Turn, Wanted
from wording.yaml_text import load_yaml

FOLDER = pathlib.Path(__file__).parents[2] / "understanding"
_LOOKED_AT = (
    "turns", "turns_seen", "turns_seen_later", "turns_written_apart", "turns_corrections", "turns_aside",
    "turns_of_many", "turns_in_rows", "turns_typed", "turns_once_held_out", "turns_fresh_once_held_out",
    "turns_other_people", "values_seen", "values_once_held_out",
    "questions_seen", "questions_once_held_out", "questions_short_once_held_out", "questions_fresh_once_held_out",
    "emergencies_seen", "emergencies_fresh_once_held_out",
    "values_harder", "values_plainer", "values_of_people", "values_of_another", "turns_of_another", "turns_of_a_third",
)  # fmt: skip
DEVELOPMENT = tuple(FOLDER / f"{name}.yml" for name in _LOOKED_AT)
_NOT_LOOKED_AT = (
    "_next",
    "_emergencies",
    "_emergencies_again",
    "_emergencies_next",
    "_emergencies_later",
    "_questions_next",
    "_values",
)
HELD_OUT = tuple(FOLDER / f"held_out{what}.yml" for what in _NOT_LOOKED_AT)
BEFORE_THE_STAY = ("describe", "family", "line", "choose_act", "more_lines")


def turns_of(path: pathlib.Path) -> list[Turn]:
    """Read a file of turns; each of the held-out files has its own form, said by its head."""
    data = _yaml(path)
    read = _FORMS.get(path.stem, _read_turns)
    return list(read(data))


def _yaml(path: pathlib.Path) -> Json:
    data: Json = load_yaml(path.read_text(encoding="utf-8"))
    return data


def _drafts() -> Json:
    drafts: Json = _yaml(FOLDER / "turns_seen_later.yml")["drafts"]
    return drafts


def _read_turns(data: Json) -> Iterator[Turn]:
    drafts = data["drafts"]
    for told in data["turns"]:
        record = record_of(drafts[told["draft"]], told.get("asked"), told.get("options", ()), told.get("proposed"))
        yield Turn(told["kind"], told["say"], record, _wanted(told["then"]), tuple(told.get("said_before", ())))


def _wanted(then: Mapping[str, Any]) -> Wanted:
    changes = then.get("changes")
    return Wanted(
        changes=None
        if changes is None
        else {name: value_of(place_of(name)[0], value) for name, value in changes.items()},
        may_also=frozenset(then.get("may_also", ())),
        kinds=frozenset(then.get("kinds", ())),
        other_kinds=frozenset(then.get("not_kinds", ())),
        to_confirm=then.get("to_confirm"),
        not_placed=tuple(str(value) for value in then.get("not_placed", ())),
        estimate_compared=bool(then.get("estimate_compared")),
        any_of=tuple(_wanted(one) for one in then.get("any_of", ())),
    )


def _read_values(data: Json) -> Iterator[Turn]:
    for question in data["questions"]:
        asked, told = question["asked"], dict(question["draft"])
        lines = told.pop("lines", [])
        values = {"beneficiary": "self", **told}
        draft: Json = {"values": values, "lines": lines, "no_more_lines": not asked.startswith(BEFORE_THE_STAY)}
        if "today" in question:
            draft["today"] = question["today"]
        record = record_of(draft, asked)
        for phrase, value in question["phrases"].items():
            yield Turn(place_of(asked)[0], str(phrase), record, _answer(asked, value, draft))


def _answer(asked: str, value: Any, draft: Json) -> Wanted:
    """Return what an answer must do: write the value, ask back, or one of several of these."""
    name, _ = place_of(asked)
    match value:
        case {"any_of": several}:
            return Wanted(any_of=tuple(_answer(asked, one, draft) for one in several))
        case {"about": about}:
            stored = replace(_answer(asked, about, draft), about=asked)
            return Wanted(any_of=(stored, _answer(asked, "asked_back", draft)))
        case "asked_back":
            return Wanted(changes={}, to_confirm=asked)
        case "unknown" if name == ROOM:
            part = "price" if draft["values"].get(ROOM) else "wanted"
            return Wanted(changes={f"{ROOM}.{part}": UNKNOWN})
        case "unknown" if not may_be_unknown(name):
            return Wanted(changes={}, kinds=frozenset({"dont_know"}))
        case _:
            return Wanted(changes=_stored(asked, value, draft["lines"]))


def _stored(asked: str, value: Any, lines: list[Json]) -> Json:
    """Return the changes that a value makes: a map is of several fields, a list a line for each."""
    name, line = place_of(asked)
    if isinstance(value, dict):
        fields = {f"{ROOM}.{part}" if name == ROOM else part: one for part, one in value.items()}
        return {part: value_of(part, one) for part, one in fields.items()}
    if isinstance(value, list):
        changes = {f"{name} {line}": value[0]}
        for number, one in enumerate(value[1:], start=len(lines) + 1):
            changes |= {f"line.act {number}": lines[0]["act"], f"{name} {number}": one}
        return changes
    return {asked: value_of(name, value)}


def _read_emergencies(data: Json) -> Iterator[Turn]:
    drafts, emergency = _drafts(), frozenset({"emergency"})
    for group in data["turns"]:
        asked = group["asked"]
        record = record_of(drafts[group["draft"]], asked)
        in_danger = Wanted(
            changes={}, may_also=frozenset({asked} if asked else ()), kinds=emergency, same_question=True
        )
        for say in group["emergencies"]:
            yield Turn("emergency", say, record, in_danger)
        for say in group["others"]:
            yield Turn("not_an_emergency", say, record, Wanted(other_kinds=emergency))


def _read_questions(data: Json) -> Iterator[Turn]:
    drafts = _drafts()
    for told in data["questions"]:
        topics = [told["topic"]] if isinstance(told["topic"], str) else told["topic"]
        record = record_of(drafts[told["draft"]], told["asked"])
        kinds = frozenset({"question", "why"} | ({"handover"} if "human" in topics else set()))
        wanted = Wanted(changes={}, kinds=kinds, same_question=True, topics=frozenset(topics))
        yield Turn(topics[0], told["say"], record, wanted)


def _read_short_questions(data: Json) -> Iterator[Turn]:
    drafts = _drafts()
    for told in data["questions"]:
        topics = [told["topic"]] if isinstance(told["topic"], str) else told["topic"]
        record = record_of(drafts[told["draft"]], told["asked"])
        yield Turn("question", told["say"], record, Wanted(changes={}, same_question=True, topics=frozenset(topics)))
    for told in data["answers"]:
        record = record_of(drafts[told["draft"]], told["asked"])
        changes = {name: value_of(place_of(name)[0], value) for name, value in told["changes"].items()}
        yield Turn("answer", told["say"], record, Wanted(changes=changes, topics=frozenset(told.get("topic", ()))))


_FORMS: dict[str, Callable[[Json], Iterator[Turn]]] = {
    "values_seen": _read_values,
    "values_once_held_out": _read_values,
    "held_out_emergencies": _read_emergencies,
    "emergencies_seen": _read_emergencies,
    "held_out_emergencies_again": _read_emergencies,
    "emergencies_fresh_once_held_out": _read_emergencies,
    "held_out_emergencies_next": _read_emergencies,
    "held_out_emergencies_later": _read_emergencies,
    "questions_once_held_out": _read_questions,
    "questions_seen": _read_short_questions,
    "questions_short_once_held_out": _read_short_questions,
    "questions_fresh_once_held_out": _read_short_questions,
    "held_out_questions_next": _read_short_questions,
}
