"""What a question does that holds values or orders, or names no subject: it is answered, and no more."""

from __future__ import annotations

import pytest

from tests.support.steps import talk_at
from tests.support.talk import Talk
from tests.support.turns.answers import answers_in


@pytest.mark.parametrize(
    ("asked", "said", "topic"),
    [
        ("line.fee", "OPTAM : c'est quoi ce truc ?", "optam"),
        ("line.fee", "un médecin hors optam, j'y perds quoi ?", "optam_effect"),
        ("line.fee", "et la css", "css"),
        ("line.sector", "honoraires libres, qu'est-ce que c'est ?", "sector_2"),
        ("line.sector", "et l'optam ?", "optam"),
        ("stay.nights", "23 € par jour d'hôpital, c'est quoi ?", "daily_fee"),
        ("stay.nights", "si l'hospitalisation est prolongée, qui paie ?", "longer_stay"),
        ("stay.nights", "revenir en arrière, comment faire ?", "undo_how"),
        ("care_date", "et si votre estimation est fausse ?", "reliable"),
    ],
)
def test_what_is_said_to_be_asked_about_is_answered_and_written_nowhere(asked: str, said: str, topic: str) -> None:
    talk = talk_at("medical", asked)
    before = talk.draft

    outcome = talk.say(said)

    assert topic in answers_in(outcome)
    assert (outcome.draft, talk.asking) == (before, asked)


@pytest.mark.parametrize(
    ("asked", "said", "topic"),
    [
        ("line.fee", "1450, et l'optam ça change quoi ?", "optam_effect"),
        ("stay.nights", "3 nuits, la télé c'est en plus ?", "side_charges"),
    ],
)
def test_an_answer_beside_a_question_is_kept(asked: str, said: str, topic: str) -> None:
    talk = talk_at("medical", asked)

    outcome = talk.say(said)

    assert topic in answers_in(outcome)
    assert talk.asking != asked


@pytest.mark.parametrize("said", ["secteur 1 ?", "secteur 1"])
def test_an_unsure_answer_is_no_question(said: str) -> None:
    talk = talk_at("medical", "line.sector")

    talk.say(said)

    assert talk.draft.lines[0].sector == "sector_1"


def test_no_is_no_word_of_an_act_that_is_offered() -> None:
    talk = Talk(family="dental").describe("une couronne")

    talk.say("non c'est tout")

    assert talk.draft.lines[0].code is None
