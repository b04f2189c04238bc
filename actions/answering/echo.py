"""« C’est noté »: a few values in a sentence, many one under the other, those of a line of the quote after its act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.answering.summary import IN_THE_TITLE
from actions.answering.wording import act_of, piece
from actions.outcome import Button, Reply
from quote_draft import Draft

MOST_IN_A_SENTENCE = 3


@dataclass(frozen=True, slots=True)
class Noted:
    """A value as it was taken; `name` and `value` as members read them."""

    field: str
    line: int | None
    name: str
    value: str


def echo_of(noted: Sequence[Noted], draft: Draft, buttons: tuple[Button, ...]) -> Reply:
    """Return what is said of the values taken."""
    several = len(draft.lines) > 1
    of_lines = [one.line for one in noted if one.line and several]
    if len(noted) <= MOST_IN_A_SENTENCE and len(set(of_lines)) == len(of_lines):
        values = [_told(one, of_line=several) for one in noted]
        return Reply("utter_noted", {"values": piece("summary", "and").join(values)}, buttons)
    lines = dict.fromkeys(one.line for one in noted if one.line)
    rows = [_row(number, [one for one in noted if one.line == number], draft) for number in lines]
    rows += [_told(one, of_line=False) for one in noted if not one.line]
    return Reply("utter_noted_rows", {"rows": "\n".join(rows)}, buttons)


def _told(one: Noted, *, of_line: bool) -> str:
    name = piece("of_line", label=one.name, line=one.line) if of_line and one.line else one.name
    return piece("value", label=name, value=one.value)


def _row(number: int, noted: Sequence[Noted], draft: Draft) -> str:
    title = piece("summary", "line", line=number, act=act_of(draft, number, with_code=True))
    told = [_told(one, of_line=False) for one in noted if one.field not in IN_THE_TITLE]
    return piece("summary", "and").join([title, *told])
