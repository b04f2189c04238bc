"""A score in words."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable

from tests.support.turns.comparing import place_asked
from tests.support.turns.files import HELD_OUT
from tests.support.turns.scoring import Score


def report(path: pathlib.Path, found: Score, *, kinds: bool, show: str | None) -> Iterable[str]:
    """Yield the score of a file, by kind on demand, then the sentences that fail: of one kind, or of all (« »)."""
    yield f"{path.name}: {found}"
    if kinds:
        yield from (f"  {kind:24} {of_kind}" for kind, of_kind in found.by_kind().items())
    if show is None or path in HELD_OUT:
        return
    for verdict in found.verdicts:
        if verdict.problems and show in ("", verdict.turn.kind):
            asked = place_asked(verdict.turn.record["asked"])
            yield f"  [{verdict.turn.kind}] asked {asked}: « {verdict.turn.say} »"
            yield from (f"      {problem}" for problem in verdict.problems)
