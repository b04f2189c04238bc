"""A text is said whole or not at all: every fault names the file and the key."""

from datetime import date

import pytest

from wording import WordingError, long_date, say, tree, words
from wording.reading import read


def test_a_text_is_found_by_its_keys() -> None:
    text = say("problems", "not_found", "file")

    assert text == "Ce fichier n’existe pas."


def test_a_text_without_variables_takes_none() -> None:
    with pytest.raises(WordingError, match=r"wording/problems\.yml: text_blank: variables of the text: none; given: n"):
        say("problems", "text_blank", n=3)


def test_a_missing_variable_is_a_fault_that_names_it() -> None:
    with pytest.raises(WordingError, match=r"wrong_code\.left: variables of the text: count; given: none"):
        say("problems", "wrong_code", "left")


@pytest.mark.parametrize(("count", "end"), [(0, "0 essai."), (1, "1 essai."), (2, "2 essais.")])
def test_zero_and_one_are_singular(count: int, end: str) -> None:
    text = say("problems", "wrong_code", "left", count=count)

    assert text.endswith(end)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (("nothing_like_it",), r"problems\.yml: nothing_like_it: unknown key 'nothing_like_it'; known: .*text_blank"),
        (("not_found",), r"not_found: this is a table; name one of its texts: anything, analysis"),
        (("text_blank", "more"), r"text_blank: this is a text, nothing stands under it"),
    ],
)
def test_a_wrong_key_is_a_fault_that_names_the_file_and_the_key(keys: tuple[str, ...], message: str) -> None:
    with pytest.raises(WordingError, match=message):
        say("problems", *keys)


def test_an_unknown_topic_is_a_fault_that_names_those_there_are() -> None:
    with pytest.raises(
        WordingError, match=r"wording/weather\.yml: \(file\): there is no such topic; known: .*problems"
    ):
        tree("weather")


def test_a_table_is_given_whole() -> None:
    table = words("problems", "not_found")

    assert list(table) == ["anything", "analysis", "case", "conversation", "file"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (("text_blank",), "text_blank: this is a text; `say` gives it"),
        (("wrong_code",), r"wrong_code\.left: this is a table; `words` gives tables of texts only"),
    ],
)
def test_only_a_table_of_texts_is_given_whole(keys: tuple[str, ...], message: str) -> None:
    with pytest.raises(WordingError, match=message):
        words("problems", *keys)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a\n", r"weather\.yml: \(file\): a table of texts is expected"),
        ("a: [\n", r"\(file\): this is not YAML"),
        ("sky:\n  1: clear\n", r"sky\.1: the key 1 is not a text; write it between quotes"),
        ("sky: {blue: yes}\n", r"sky\.blue: True is neither a text nor a table"),
        ("sky: 'blue {'\n", r"sky: the braces do not match"),
        ("sky: '{}'\n", r"sky: a variable is a name between braces"),
        ("sky: '{colour:>9}'\n", r"sky: a variable is a name between braces"),
    ],
)
def test_a_file_in_another_form_is_refused_with_the_form_expected(content: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        read("weather", content)


def test_french_typography_is_set_when_a_file_is_read() -> None:
    found = read("weather", 'sky: "« L\'orage » : 5 € ?"\n')

    assert found["sky"] == "«\u202fL’orage\u202f»\u202f: 5\u202f€\u202f?"


def test_the_first_of_the_month_is_1er() -> None:
    assert long_date(date(2026, 8, 1)) == "1er août 2026"
    assert long_date(date(2026, 2, 21)) == "21 février 2026"
