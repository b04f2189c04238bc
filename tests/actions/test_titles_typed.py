"""Whoever types the title of a button presses it, at every question, with a slip or without accents."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Iterator

import pytest

from actions.outcome import Button
from tests.support.talk import DAUGHTER, SELF, Talk

HIP = "NEKA020 chirurgien 1200 € secteur 1, c'est tout"
CROWN = "HBLD734 26 650 €"
STORIES: tuple[tuple[str, ...], ...] = (
    (),
    ("NEKA020",),
    ("NEKA020 1200 €",),
    ("NEKA020 chirurgien 1200 € secteur 2",),
    (HIP,),
    (HIP, "hospitalisation"),
    (HIP, "2 nuits"),
    (HIP, "2 nuits", "chambre seule"),
    (HIP, "2 nuits", "non"),
    (HIP, "2 nuits", "non", "le 14 janvier"),
    (f"{HIP}, on arrête tout et on recommence",),
    ("NEKA020 12 €",),
    ("800 ou 900 pour NEKA020",),
    ("canal carpien des deux mains 300 €",),
    ("gastroscopie et coloscopie 400 €, c'est tout",),
    ("couronne sur la 26 à 650 €",),
    ("une couronne",),
    ("couronne céramo-métallique 26 et 27 650 €",),
    (CROWN,),
    (CROWN, "inlay-core 26 150 €"),
    ("zorglubectomie 300 €",),
    ("HBLD999 650 €",),
)


def talk_after(story: tuple[str, ...]) -> Talk:
    return Talk(SELF, DAUGHTER, today="2026-11-29").describe(*story)


def as_typed(title: str) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", title.lower()) if not unicodedata.combining(c))
    longest = max((word for word in title.split() if not any(map(str.isdigit, word))), key=len)
    yield title
    yield plain.replace("’", "'")
    yield title.replace(longest, longest[:3] + longest[4:])


def after(talk: Talk, does: Callable[[Talk], object]) -> tuple[list[object], str | None]:
    """Give what a turn writes, the words of the member aside, and what is asked then."""
    one = copy.copy(talk)
    one.log, one.asked = copy.deepcopy(talk.log), copy.deepcopy(talk.asked)
    does(one)
    written = [event for turn in one.log[len(talk.log) :] for event in turn["events"]]
    return [{key: held for key, held in event.items() if key != "understood"} for event in written], one.asking


def offered(talk: Talk) -> list[Button]:
    return [button for button in talk.buttons if len(button.title) > len("Oui, ici")]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: " / ".join(story) or "at the beginning")
def test_a_title_that_is_typed_is_its_button(story: tuple[str, ...]) -> None:
    talk = talk_after(story)
    assert offered(talk)

    for button in offered(talk):
        pressed = after(talk, lambda one, button=button: one.press(button))  # type: ignore[misc]
        for words in as_typed(button.title):
            assert after(talk, lambda one, words=words: one.say(words)) == pressed, words  # type: ignore[misc]


@pytest.mark.parametrize("said", ["continuer", "Garder", "non, continuer", "continuez"])
def test_a_quote_is_kept_where_it_was_asked_whether_to_begin_anew(said: str) -> None:
    talk = talk_after((CROWN, "on arrête tout et on recommence"))

    talk.say(said)

    assert [line.code for line in talk.draft.lines] == ["HBLD734"]


def test_a_figure_with_a_slip_is_another_figure() -> None:
    talk = talk_after(("800 ou 900 pour NEKA020",))

    talk.say("801,00 €")

    assert talk.draft.lines[0].fee == "801.00"
