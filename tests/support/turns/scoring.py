"""Turns said in their drafts, judged and counted by kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.turn import take_turn
from ops.stack import BOT_PYTHON
from quote_draft import Draft
from tests.support.intents import intents_of
from tests.support.turns.changes import changes_of
from tests.support.turns.comparing import Taken, problems_of, wrote
from tests.support.turns.wanted import Turn

Intents = Mapping[str, Sequence[tuple[str, float]]]


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


def score(turns: Sequence[Turn], *, with_model: bool = True) -> Score:
    """Say every turn and judge what came of it; without the intent model where its environment is not made."""
    texts = [text for turn in turns for text in (*turn.said_before, turn.say)]
    intents: Intents = intents_of(texts) if with_model and BOT_PYTHON.exists() else {}
    return Score(tuple(_verdict(turn, intents) for turn in turns))


def _verdict(turn: Turn, intents: Intents) -> Verdict:
    try:
        came = taken(turn, intents)
    except Exception as error:  # noqa: BLE001  whatever a sentence breaks, the others are counted
        return Verdict(turn, (f"raised {type(error).__name__}: {error}",))
    if not came.outcome.said:
        return Verdict(turn, ("said nothing",))
    problems = problems_of(turn.wanted, came)
    return Verdict(turn, tuple(problems), wrote=bool(problems) and wrote(turn.wanted, came))
