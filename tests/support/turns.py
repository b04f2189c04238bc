"""Sentences of members and what each must do to a quote: read from YAML, said, compared, counted by kind.

`python -m tests.support.turns [FILE…] [--kinds] [--show [KIND]]` prints how many are taken as meant. The sentences of a
held-out file are never shown: whoever writes the grammar must not see them.
"""

from __future__ import annotations

import argparse
import json
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from actions.outcome import TurnOutcome
from actions.turn import take_turn
from quote_draft import SECTOR_2_EITHER, UNKNOWN, Draft, DraftContext, may_be_unknown
from quote_draft.fields.room import NAME as ROOM
from quote_draft.fields.room import whole
from tests.support.told_drafts import Json, place_of, record_of, value_of
from tests.support.turn_changes import DELETED, NO_MORE_LINES, SHARED, Change, Changes, changes_of

FOLDER = pathlib.Path(__file__).parents[1] / "understanding"
DEVELOPMENT = FOLDER / "turns.yml"
HELD_OUT = tuple(FOLDER / f"held_out{what}.yml" for what in ("", "_values", "_emergencies", "_questions"))
BEFORE_THE_STAY = ("describe", "family", "line", "choose_act", "more_lines")
ANY_TEXT = "*"

Intents = Mapping[str, Sequence[tuple[str, float]]]

try:
    from tests.support.intents import intents_of
except ImportError:

    def intents_of(_texts: Sequence[str]) -> Intents:
        return {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold after a turn, in the words of the head of held_out.yml; None or empty: anything.

    `other_kinds` are kinds that the turn must not be of; `same_question` says that the pending question stays, unless it
    was answered; `about` is a field that must be flagged approximate when it is written; `topics` are those of the
    questions file, one of which the answer must be about.
    """

    changes: Mapping[str, Any] | None = None
    may_also: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    other_kinds: frozenset[str] = frozenset()
    to_confirm: str | None = None
    not_placed: tuple[str, ...] = ()
    estimate_compared: bool = False
    same_question: bool = False
    about: str | None = None
    topics: frozenset[str] = frozenset()
    any_of: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence said in a draft, and what it must do; `said_before` are earlier sentences, answered first."""

    kind: str
    say: str
    record: Json
    wanted: Wanted
    said_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a turn went: what does not hold (nothing: taken as meant), and whether something wrong was written."""

    turn: Turn
    problems: tuple[str, ...]
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The verdicts of a file."""

    verdicts: tuple[Verdict, ...]

    @property
    def total(self) -> int:
        return len(self.verdicts)

    @property
    def right(self) -> int:
        return sum(not verdict.problems for verdict in self.verdicts)

    @property
    def wrote(self) -> int:
        """Return how many turns wrote something wrong, the worst that can happen."""
        return sum(verdict.wrote for verdict in self.verdicts)

    @property
    def percent(self) -> float:
        return round(100 * self.right / self.total, 1) if self.total else 0.0

    def by_kind(self) -> dict[str, Score]:
        kinds = dict.fromkeys(verdict.turn.kind for verdict in self.verdicts)
        return {kind: Score(tuple(one for one in self.verdicts if one.turn.kind == kind)) for kind in kinds}

    def __str__(self) -> str:
        return f"{self.right}/{self.total} ({self.percent} %), {self.wrote} wrote something wrong"


# --- reading ------------------------------------------------------------------------------------------------------


def turns_of(path: pathlib.Path) -> list[Turn]:
    """Read a file of turns; each of the held-out files has its own form, said by its head."""
    data = _yaml(path)
    read = _FORMS.get(path.stem, _read_turns)
    return list(read(data))


def _yaml(path: pathlib.Path) -> Json:
    data: Json = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _drafts() -> Json:
    drafts: Json = _yaml(FOLDER / "held_out.yml")["drafts"]
    return drafts


def _read_turns(data: Json) -> Iterator[Turn]:
    """Read turns whose drafts stand in their own file, beside those of held_out.yml."""
    drafts = _drafts() | data.get("drafts", {})
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
    name, line = place_of(asked)
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
        case {**fields}:
            named = {part if "." in part or name != ROOM else f"{ROOM}.{part}": one for part, one in fields.items()}
            return Wanted(changes={part: value_of(part, one) for part, one in named.items()})
        case [first, *others]:
            act = draft["lines"][0]["act"]
            changes = {f"{name} {line}": first}
            for number, one in enumerate(others, start=len(draft["lines"]) + 1):
                changes |= {f"line.act {number}": act, f"{name} {number}": one}
            return Wanted(changes=changes)
        case _:
            return Wanted(changes={asked: value_of(name, value)})


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


_FORMS: dict[str, Callable[[Json], Iterator[Turn]]] = {
    "held_out_values": _read_values,
    "held_out_emergencies": _read_emergencies,
    "held_out_questions": _read_questions,
}


# --- saying -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn carried out: the draft before it, the question that was pending, what came of it."""

    before: Draft
    asked: Json | None
    outcome: TurnOutcome
    changes: Changes = field(repr=False)


def taken(turn: Turn, intents: Intents) -> Taken:
    """Say the sentences of a turn in its draft."""
    record = json.loads(json.dumps(turn.record))
    for said in turn.said_before:
        written = json.loads(json.dumps(take_turn(record, {"text": said}, intents.get(said, ())).to_json()))
        if written["events"]:
            record["log"].append({"turn": f"said {len(record['log'])}", "events": written["events"]})
        record["asked"] = written["asking"]
    before = Draft.replay(record["log"])
    outcome = take_turn(record, {"text": turn.say}, intents.get(turn.say, ()))
    after = Draft.replay([*record["log"], {"turn": "now", "events": json.loads(json.dumps(list(outcome.events)))}])
    return Taken(before, record["asked"], outcome, changes_of(before, outcome.events, after))


def score(turns: Sequence[Turn]) -> Score:
    """Say every turn and judge what came of it."""
    intents = intents_of([text for turn in turns for text in (*turn.said_before, turn.say)])
    return Score(tuple(_verdict(turn, intents) for turn in turns))


def _verdict(turn: Turn, intents: Intents) -> Verdict:
    try:
        came = taken(turn, intents)
    except Exception as error:  # noqa: BLE001  whatever a sentence breaks, the others are counted
        return Verdict(turn, (f"raised {type(error).__name__}: {error}",))
    if not came.outcome.said:
        return Verdict(turn, ("said nothing",))
    problems = _problems(turn.wanted, came)
    return Verdict(turn, tuple(problems), wrote=bool(problems) and _wrote(turn.wanted, came))


def _wrote(wanted: Wanted, came: Taken) -> bool:
    """Say whether the turn wrote something that no accepted outcome has."""
    options = wanted.any_of or (wanted,)
    return all(option.changes is not None and bool(list(_unwanted(option, came))) for option in options)


# --- comparing ----------------------------------------------------------------------------------------------------


def _problems(wanted: Wanted, came: Taken) -> list[str]:
    found = [*_wrong_changes(wanted, came), *_wrong_answers(wanted, came)]
    if wanted.any_of:
        each = [_problems(one, came) for one in wanted.any_of]
        found += [] if [] in each else [" / ".join("; ".join(one) for one in each)]
    return found


def _wrong_changes(wanted: Wanted, came: Taken) -> Iterator[str]:
    if wanted.changes is None:
        return
    yield from _unwanted(wanted, came)
    for name, value in wanted.changes.items():
        change = came.changes.fields.get(name)
        if change is None and not _held_already(name, value, came):
            yield f"{name}: nothing, wanted {value!r}"


def _unwanted(wanted: Wanted, came: Taken) -> Iterator[str]:
    """Yield what was written and is not what was wanted."""
    for name, change in came.changes.fields.items():
        if wanted.changes is not None and name in wanted.changes:
            if not _is_as_wanted(wanted.changes[name], change, came):
                yield f"{name}: {change.now!r}, wanted {wanted.changes[name]!r}"
        elif not _may_change(name, change, wanted):
            yield f"{name}: {change.before!r} → {change.now!r}, not wanted"
        if name == wanted.about and not change.approximate:
            yield f"{name}: not flagged approximate"


def _is_as_wanted(value: Any, change: Change, came: Taken) -> bool:
    if value == ANY_TEXT:
        return change.now is not None
    if value == SECTOR_2_EITHER:
        return change.now == value or (change.now == UNKNOWN and _asks_optam(came))
    return bool(change.now == value)


def _held_already(name: str, value: Any, came: Taken) -> bool:
    """Say whether a value is there though nothing changed: it was, or « secteur 2 » alone is asked further."""
    if value == SECTOR_2_EITHER:
        return _asks_optam(came)
    if name in (DELETED, SHARED, NO_MORE_LINES) or name.startswith("charges."):
        return name == NO_MORE_LINES and came.before.no_more_lines
    field_name, line = place_of(name)
    return whole(field_name, None)[0] in came.before.table and bool(came.before.get(field_name, line) == value)


def _asks_optam(came: Taken) -> bool:
    asking = came.outcome.asking
    return asking is not None and asking.field == "line.sector"


def _may_change(name: str, change: Change, wanted: Wanted) -> bool:
    """Say whether a change that was not named is no harm.

    It follows from what was given, or it fills in what nobody had said; an estimated bound may be kept, flagged; a line
    more is not the last one any more.
    """
    field_name, line = place_of(name)
    return (
        change.follows
        or name in wanted.may_also
        or (field_name in ("line.label", f"{ROOM}.per") and change.before is None)
        or (field_name == "line.activity" and change.before is None and change.now == 1)
        or (name == NO_MORE_LINES and not change.now)
        or (change.approximate and wanted.to_confirm in (name, ROOM, f"{ROOM}.price") and bool(line or change.now))
    )


def _wrong_answers(wanted: Wanted, came: Taken) -> Iterator[str]:
    outcome = came.outcome
    names = [reply.response for reply in outcome.said]
    if wanted.kinds and not wanted.kinds & set(outcome.kinds):
        yield f"kinds {list(outcome.kinds)}, wanted one of {sorted(wanted.kinds)}"
    if wanted.other_kinds & set(outcome.kinds):
        yield f"kinds {list(outcome.kinds)}"
    if wanted.to_confirm and not _is_asked_back(wanted.to_confirm, came):
        yield f"{wanted.to_confirm} not asked back: {_question(came)}"
    for value in wanted.not_placed:
        if not any(_is_named(value, one) for one in outcome.not_placed):
            yield f"{value} not said to have found no place"
    if wanted.estimate_compared and "utter_what_if" not in names:
        yield f"no second estimate: {names}"
    if wanted.same_question and not came.changes.fields and _place(came.asked) != _question(came):
        yield f"asked {_place(came.asked)} before, {_question(came)} now"
    if wanted.topics and not wanted.topics & topics_said(outcome):
        yield f"topics {sorted(topics_said(outcome))}, wanted one of {sorted(wanted.topics)}"


def _question(came: Taken) -> tuple[str, int | None] | None:
    asking = came.outcome.asking
    return (asking.field, asking.line) if asking else None


def _place(asked: Json | None) -> tuple[str, int | None] | None:
    return (asked["field"], asked["line"]) if asked else None


def _is_asked_back(told: str, came: Taken) -> bool:
    """Say whether a field is asked: its value to be confirmed, the question again, or buttons that answer it."""
    name, line = place_of(told)
    name = whole(name, None)[0]
    place = came.changes.places.get(line, line) if line else None
    if (name, place) in [(one.field, one.line) for one in came.outcome.draft.proposals]:
        return True
    if _question(came) == (name, place) or (name == "line.act" and _question(came) == ("choose_act", place)):
        return True
    payloads = [button.payload for reply in came.outcome.said for button in reply.buttons]
    return any((one.get("field"), one.get("line")) == (name, place) for one in payloads)


def _is_named(value: str, not_placed: Mapping[str, Any]) -> bool:
    text, held = str(not_placed["text"]), not_placed["value"]
    return value in text or value in (str(held), str(value_of("fee", held))) or value_of("fee", value) == held


def topics_said(outcome: TurnOutcome) -> set[str]:
    """Return the topics of the questions file that the answer is about."""
    return set()


# --- telling ------------------------------------------------------------------------------------------------------


def report(path: pathlib.Path, found: Score, *, kinds: bool, show: str | None) -> Iterable[str]:
    """Yield the score of a file, by kind on demand, then the sentences that fail: of one kind, or of all (« »)."""
    yield f"{path.name}: {found}"
    if kinds:
        yield from (f"  {kind:24} {of_kind}" for kind, of_kind in found.by_kind().items())
    if show is None or path in HELD_OUT:
        return
    for verdict in found.verdicts:
        if verdict.problems and show in ("", verdict.turn.kind):
            asked = _place(verdict.turn.record["asked"])
            yield f"  [{verdict.turn.kind}] asked {asked}: « {verdict.turn.say} »"
            yield from (f"      {problem}" for problem in verdict.problems)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.turns", description=__doc__)
    parser.add_argument("files", nargs="*", type=pathlib.Path, default=[DEVELOPMENT, *HELD_OUT])
    parser.add_argument("--kinds", action="store_true", help="the score of each kind")
    parser.add_argument("--show", nargs="?", const="", metavar="KIND", help="the sentences that fail")
    asked = parser.parse_args()
    for path in asked.files:
        found = score(turns_of(path.resolve()))
        print("\n".join(report(path.resolve(), found, kinds=asked.kinds, show=asked.show)))  # noqa: T201


if __name__ == "__main__":
    main()
