"""Near topics as buttons: beside an answer that may be another's, and where a question has none."""

from __future__ import annotations

import pytest

from actions.outcome import Button
from actions.understanding.topics import find_topic, load_topics
from tests.support.steps import talk_at
from tests.support.turns import FOLDER
from tests.support.turns.answers import answers_in
from wording.yaml_text import load_yaml

TITLES = {topic.title: topic for topic in load_topics().values() if topic.title}


def topics_offered(buttons: list[Button]) -> list[str]:
    return [str(one.payload["topic"]) for one in buttons if one.payload["intent"] == "question"]


def test_every_title_asks_for_its_own_topic() -> None:
    found = {title: find_topic(title, family=topic.family) for title, topic in TITLES.items()}

    assert [title for title, match in found.items() if match is None or match.topic != TITLES[title].id] == []


def test_no_two_topics_have_one_title() -> None:
    titled = [topic for topic in load_topics().values() if topic.title]

    assert len(TITLES) == len(titled)


def test_a_title_fits_on_a_button() -> None:
    assert [title for title in TITLES if len(title) > 62 or not title.endswith("\u202f?")] == []


def test_an_answer_that_may_be_anothers_offers_the_other() -> None:
    asked = load_yaml((FOLDER / "questions_fresh_once_held_out.yml").read_text(encoding="utf-8"))["questions"]
    found = {one["say"]: find_topic(one["say"], asked="line.fee", family="medical") for one in asked}

    offered = {}
    for words, match in found.items():
        talk = talk_at("medical", "line.fee")
        talk.say(words)
        if match is not None and match.near and match.topic in answers_in(talk.last):
            offered[match.near] = topics_offered(talk.buttons)

    assert any(list(near) == buttons for near, buttons in offered.items())


def test_pressing_what_is_offered_answers_it_and_asks_again() -> None:
    talk = talk_at("medical", "line.fee")

    talk.press({"intent": "question", "topic": "optam"})

    assert "optam" in answers_in(talk.last)
    assert talk.asking == "line.fee"


def test_a_topic_that_is_not_known_any_more_means_nothing() -> None:
    talk = talk_at("medical", "line.fee")

    talk.press({"intent": "question", "topic": "of_another_time"})

    assert talk.names[-1].startswith("utter_ask_line_fee")


def test_a_question_that_is_near_nothing_says_what_can_be_asked() -> None:
    talk = talk_at("medical", "line.fee")
    before = talk.draft

    talk.say("quelle est la capitale de l'Australie ?")

    assert "utter_question_unknown" in talk.names
    assert (talk.draft, talk.asking) == (before, "line.fee")


@pytest.mark.parametrize(
    ("said", "intent", "topic"),
    [
        ("vous me conseillez quel chirurgien ?", "medical_advice", "which_practitioner"),
        ("je peux repousser les soins de quelques mois ?", "medical_advice", "delay_care"),
        ("comment je change mon mail", "support", "account_help"),
        ("je n'ai pas les moyens de payer tout ça", "worry", "worry_pay"),
    ],
)
def test_what_is_no_matter_of_quotes_is_answered_by_its_topic(said: str, intent: str, topic: str) -> None:
    talk = talk_at("medical", "line.fee")

    talk.say(said, ((intent, 0.95),))

    assert topic in answers_in(talk.last)
    assert talk.asking == "line.fee"


@pytest.mark.parametrize(
    ("said", "intent", "topic"),
    [
        ("comment on revient en arrière", "undo", "undo_how"),
        ("comment on fait pour repartir de zéro", "start_over", "restart_how"),
    ],
)
def test_asking_how_an_order_is_given_does_not_carry_it_out(said: str, intent: str, topic: str) -> None:
    talk = talk_at("medical", "line.sector")
    before = talk.draft

    talk.say(said, ((intent, 0.95),))

    assert topic in answers_in(talk.last)
    assert (talk.draft, talk.asking) == (before, "line.sector")
