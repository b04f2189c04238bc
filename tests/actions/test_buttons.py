"""Free text and buttons mean the same: a button's title, typed, does what pressing it does."""

from __future__ import annotations

import pytest

from actions.outcome import Reply
from tests.support.steps import DENTAL, MEDICAL, talk_at
from tests.support.talk import Talk

ASKED = [*(("medical", field) for field in MEDICAL), *(("dental", field) for field in DENTAL)]


def question(talk: Talk) -> Reply:
    return talk.said[-1]


def buttons_of(family: str, asked: str) -> int:
    return len(question(talk_at(family, asked)).buttons)


CASES = [(family, asked, place) for family, asked in ASKED for place in range(buttons_of(family, asked))]


@pytest.mark.parametrize(("family", "asked", "place"), CASES)
def test_a_buttons_title_typed_does_what_pressing_it_does(family: str, asked: str, place: int) -> None:
    pressed, typed = talk_at(family, asked), talk_at(family, asked)
    button = question(pressed).buttons[place]

    pressed.press(button)
    typed.say(button.title)

    assert "none" not in pressed.last.kinds
    assert values(typed) == values(pressed), button.title
    assert typed.asking == pressed.asking, button.title


def values(talk: Talk) -> tuple[object, ...]:
    draft = talk.draft
    lines = [(line.code, line.activity, line.tooth, line.sector, line.fee, line.base) for line in draft.lines]
    return (
        draft.family,
        draft.beneficiary,
        draft.exemption,
        draft.care_date,
        draft.setting,
        draft.stay,
        draft.confirmed,
        *lines,
    )


@pytest.mark.parametrize("place", [0, 1], ids=["medical", "dental"])
def test_whoever_would_rather_be_led_begins_with_a_button(place: int) -> None:
    talk = Talk()

    talk.press(question(talk).buttons[place])

    assert talk.draft.family == ("medical", "dental")[place]
    assert talk.asking == "line.act"
