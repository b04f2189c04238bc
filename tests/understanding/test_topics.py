"""Questions that members ask: the texts that answer them, and the finder that says which one is asked."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.answering.facts import law_figures
from actions.understanding import topic_words
from actions.understanding.topics import Topic, TopicFinder, find_topic, load_topics, looks_like_question
from quote_draft import FIELDS
from quote_engine.parameters import first_day
from tests.support.cost import in_proportion
from wording import variables
from wording.yaml_text import load_yaml

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 21)
LEAST_ASKS = 8
TOPICS = load_topics()
QUESTIONS = load_yaml((HERE / "questions_of_members.yml").read_text(encoding="utf-8"))
UNSEEN = load_yaml((HERE / "questions_unseen.yml").read_text(encoding="utf-8"))
APART = load_yaml((HERE / "questions_apart.yml").read_text(encoding="utf-8"))
TRIED = load_yaml((HERE / "questions_tried.yml").read_text(encoding="utf-8"))
NOT_QUESTIONS = load_yaml((HERE / "not_questions.yml").read_text(encoding="utf-8"))
FACTS = frozenset({
    "acts", "amc", "amo", "base", "bases", "ceilings", "charged", "cover", "daily_fee", "flat_fee", "least", "member",
    "most", "noted", "overrun", "participation", "room", "room_member", "sector", "ticket_moderateur", "top_up",
})  # fmt: skip
"""What tests/understanding/test_facts.py shows to be given of a quote."""
ASKED = (
    "describe", "family", "beneficiary", "exemption", "care_date", "setting", "line.act", "choose_act",
    "line.activity", "line.tooth", "line.sector", "line.fee", "line.base", "more_lines", "stay.nights",
    "stay.private_room", "confirm", "confirm_value",
)  # fmt: skip
NAMES_WITH_FIGURES = re.compile(r"[12]00\u202f%|secteurs? [123]\b|\bC2S\b|10 Mo|12 mars|par exemple 26\b")


TEXTS = [(topic.id, text) for topic in TOPICS.values() for text in (topic.answer, *topic.additions)]


def test_a_topic_is_asked_in_eight_ways_or_more() -> None:
    assert [key for key, topic in TOPICS.items() if len(set(topic.asks)) < LEAST_ASKS] == []


def test_no_two_topics_are_asked_in_the_same_words() -> None:
    times = Counter(ask for topic in TOPICS.values() for ask in topic.asks)

    assert [ask for ask, count in times.items() if count > 1] == []


def test_each_question_of_the_assistant_has_its_reason_and_its_help() -> None:
    wanted = {f"{way}_{field}" for way in ("why", "help") for field in ASKED}

    assert wanted - TOPICS.keys() == set()


def test_each_field_of_a_quote_has_its_reason() -> None:
    assert [field for field in FIELDS if field != "line.label" and f"why_{field}" not in TOPICS] == []


def test_an_answer_asks_for_facts_and_figures_that_exist() -> None:
    known = FACTS | law_figures(TODAY).keys()

    assert [(topic, variables(text) - known) for topic, text in TEXTS if not variables(text) <= known] == []


def test_an_answer_can_be_said_on_any_day_whose_law_is_known() -> None:
    known = law_figures(first_day()).keys() & law_figures(TODAY).keys()

    assert [key for key, topic in TOPICS.items() if not variables(topic.answer) <= known] == []


def test_facts_and_figures_have_different_names() -> None:
    assert FACTS & law_figures(TODAY).keys() == set()


def test_no_figure_is_typed_in_an_answer() -> None:
    typed = [(topic, re.findall(r"\d+", NAMES_WITH_FIGURES.sub("", text))) for topic, text in TEXTS]

    assert [(topic, figures) for topic, figures in typed if figures] == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(r"[^\u202f][;:!?»%€]", id="no narrow space before a sign"),
        pytest.param(r"«(?!\u202f)", id="no narrow space after a quotation mark"),
        pytest.param(r"'|\.\.\.", id="a keyboard's apostrophe or dots"),
        pytest.param(r"\s\s|^\s|\s$", id="spaces too many"),
        pytest.param(r"(?<![.!?»])$", id="no full stop"),
    ],
)
def test_an_answer_is_set_in_french_typography(wrong: str) -> None:
    assert [(topic, text) for topic, text in TEXTS if re.search(wrong, text)] == []


def test_an_answer_is_four_sentences_at_most() -> None:
    lengths = {key: len(re.findall(r"[.!?](?:\s|$)", topic.answer)) for key, topic in TOPICS.items()}

    assert [key for key, length in lengths.items() if not 1 <= length <= 4] == []


def test_the_assurance_maladie_is_presented_at_its_first_mention() -> None:
    first = {key: topic.answer.partition("Assurance Maladie")[2] for key, topic in TOPICS.items()}

    assert [key for key, rest in first.items() if rest and not re.match(r"(?: \(|, )la Sécurité sociale\)", rest)] == []


def test_most_ways_of_asking_find_their_topic_without_themselves() -> None:
    """A fifth of the asks is withheld, with the terms made of them: what is left has to find it."""
    withheld = {key: topic.asks[::5] for key, topic in TOPICS.items()}
    left = {
        key: replace(topic, asks=tuple(ask for ask in topic.asks if ask not in withheld[key]), terms=())
        for key, topic in TOPICS.items()
    }
    finder = TopicFinder(left, {})

    found = [(key, finder.find(ask, is_question=True)) for key, asks in withheld.items() for ask in asks]
    right = sum(match is not None and match.topic == key for key, match in found)
    print(f"\nasks withheld: {right} of {len(found)} find their topic ({right / len(found):.1%})")  # noqa: T201  the score

    assert right / len(found) >= 0.5


@pytest.mark.parametrize(
    ("questions", "floor"),
    [(QUESTIONS, 0.91), (APART, 0.82), (UNSEEN["questions"], 0.84)],
    ids=["of_members", "apart", "unseen"],
)
def test_questions_of_members_find_their_topics(questions: list[dict[str, Any]], floor: float) -> None:
    right, wrong = 0, []
    for question in questions:
        topics = [question["topic"]] if isinstance(question["topic"], str) else question["topic"]
        found = find_topic(question["says"], asked=question.get("asked"), is_question=True)
        right += found is not None and found.topic in topics
        if found is not None and found.topic not in topics:
            wrong.append(question["says"])
    print(f"\nquestions of members: {right} of {len(questions)} find their topic, {len(wrong)} another")  # noqa: T201  the score

    assert right / len(questions) >= floor


def test_questions_already_answered_are_not_lost() -> None:
    found = {question["says"]: find_topic(question["says"], is_question=True) for question in TRIED}
    lost = [one["says"] for one in TRIED if (match := found[one["says"]]) is None or match.topic != one["topic"]]

    assert len(lost) <= len(TRIED) // 25, lost


def test_a_question_about_something_else_seldom_finds_a_topic() -> None:
    others = [*NOT_QUESTIONS["other_subjects"], *UNSEEN["others"]]

    answered = [words for words in others if find_topic(words) is not None]

    assert len(answered) <= len(others) // 10, answered


def test_of_two_topics_asked_alike_the_one_of_the_quotes_family_is_found() -> None:
    made_up = {
        family: Topic(
            family, "Voici.", asks=(f"c'est quoi le prix {family}", "la pose est comprise"), terms=(), family=family
        )
        for family in ("medical", "dental")
    }
    finder = TopicFinder(made_up, {})

    found = [finder.find("la pose est comprise ?", family=family) for family in ("medical", "dental")]

    assert [match and match.topic for match in found] == ["medical", "dental"]


def test_the_questions_of_members_are_in_other_words_than_the_examples() -> None:
    asks = {ask for topic in TOPICS.values() for ask in topic.asks}

    assert [one["says"] for one in (*QUESTIONS, *APART, *UNSEEN["questions"]) if one["says"] in asks] == []


@pytest.mark.parametrize("words", NOT_QUESTIONS["no_topic"])
def test_an_answer_or_a_story_is_about_no_topic(words: str) -> None:
    assert find_topic(words) is None


@pytest.mark.parametrize("words", NOT_QUESTIONS["names_a_topic"])
def test_what_names_a_topic_does_not_ask_about_it(words: str) -> None:
    assert not looks_like_question(words)


@pytest.mark.parametrize("words", ["", "   ", "?", "!!!", "🙂", "\u202f", "1 1 1 1", "zzzz qqqq"])
def test_nothing_is_found_in_nothing(words: str) -> None:
    assert find_topic(words) is None


def test_the_pending_question_is_meant_when_nothing_is_named() -> None:
    why = find_topic("pourquoi ?", asked="line.tooth")
    where = find_topic("c'est où sur le devis", asked="line.base")

    assert (why and why.topic, where and where.topic) == ("why_line.tooth", "help_line.base")


def test_a_field_that_is_named_wins_over_the_pending_question() -> None:
    found = find_topic("pourquoi vous me demandez la date", asked="line.tooth")

    assert found is not None
    assert found.topic == "why_care_date"


@pytest.mark.parametrize(
    "words",
    ["c'est quoi l'otpam", "c koi le tiket moderateur", "lanesthesiste est rembourse ?", "QUEL EST MON PLAFOND"],
)
def test_a_slip_an_accent_or_capitals_change_nothing(words: str) -> None:
    assert find_topic(words) is not None


def test_the_cost_grows_with_the_length_alone() -> None:
    sentence = (
        "pourquoi ma mutuelle ne rembourse pas le depasement du chirurgien et combien il me restera a payer ensuite "
    )
    find_topic(sentence)

    assert in_proportion(lambda times: lambda: find_topic(sentence * times), 5)


def test_a_phrase_of_the_lexicon_has_one_name() -> None:
    lexicon_file = Path(topic_words.__file__).with_name("topic_words.yml")
    lexicon = load_yaml(lexicon_file.read_text(encoding="utf-8"))
    stems = topic_words.lexicon().stems

    names = {
        (name, tuple(stems(said)))
        for part in ("ways", "same")
        for name, all_said in lexicon[part].items()
        for said in all_said
    }

    times = Counter(phrase for _, phrase in names)
    assert [phrase for phrase, count in times.items() if count > 1] == []
