"""Acts are found inside a sentence, each with its words, and so is care that is no act we know."""

import datetime as dt

import pytest

from quote_engine import find_acts_in
from quote_engine.nomenclature.lexicon import fold
from tests.support.cost import in_proportion

DAY = dt.date(2026, 6, 1)


def named(sentence: str, family: str | None = None, tooth: int | None = None) -> dict[str, str | None]:
    """Give the words of each act found, with its first candidate."""
    tokens = fold(sentence)
    return {
        " ".join(tokens[span.first : span.last]): span.matches[0].act.code if span.matches else None
        for span in find_acts_in(tokens, DAY, family, tooth)
    }


@pytest.mark.parametrize(
    ("sentence", "family", "acts"),
    [
        (
            "mon chirurgien me demande 1450 € pour une prothèse totale de hanche le 14 décembre",
            None,
            {"prothese totale de hanche": "NEKA020"},
        ),
        (
            "couronne en zircone sur la 26 à 650 €, inlay core sur la 26 à 200 €",
            "dental",
            {"couronne en zircone": "HBLD073", "inlay core": "HBLD090"},
        ),
        ("couronne et inlay-core : 850 €", "dental", {"couronne": "HBLD073", "inlay core": "HBLD090"}),
        (
            "on lui enlève les amygdales et les végétations, 300 euros",
            None,
            {"enleve les amygdales et les vegetations": "FAFA015"},
        ),
        ("120 euros la coloscopie et 80 la gastroscopie", None, {"coloscopie": "HHQE005", "gastroscopie": "HEQE002"}),
        ("c'est une prothèse, pour ma hanche droite", None, {"prothese , pour ma hanche": "NEKA020"}),
        ("ligne 1 : cataracte ; ligne 2 : canal carpien", None, {"cataracte": "BFGA427", "canal carpien": "AHPA009"}),
    ],
)
def test_each_act_of_a_sentence_is_found_with_its_words(
    sentence: str, family: str | None, acts: dict[str, str | None]
) -> None:
    assert named(sentence, family) == acts


def test_what_is_far_away_or_spelt_right_belongs_to_no_name() -> None:
    far = fold("on doit m'opérer, le chirurgien prend peu ; j'ai demandé, on m'a dit un mal de ventre")
    right = fold("opérer, je rentre le soir")

    assert [span.last - span.first for span in find_acts_in(far, DAY)] == []
    assert find_acts_in(right, DAY, is_right={"rentre"}.__contains__) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("kyste du foie 600 €", "kyste du foie"),
        ("ablation de la rate : 900 euros", "ablation de la rate"),
        ("le chirurgien prend 300 € pour une zorglubectomie", "zorglubectomie"),
        ("greffe de cheveux à 4000 €", "greffe de cheveux"),
        ("bilan de la hanche, 50 €", "bilan de la hanche"),
    ],
)
def test_care_that_is_no_known_act_keeps_its_words(sentence: str, words: str) -> None:
    assert named(sentence) == {words: None}


@pytest.mark.parametrize(
    "sentence",
    [
        "je voudrais savoir combien il me restera à payer",
        "j'ai mal au genou depuis un an",
        "le montant de la ligne 1 est 1300 €",
        "l'anesthésiste demande 400 euros",
        "quatre nuits en chambre particulière à 90 €",
        "je suis opéré le 9 décembre à Lyon",
        "mon travail est dur en ce moment",
    ],
)
def test_a_sentence_without_act_has_none(sentence: str) -> None:
    assert named(sentence) == {}


def test_the_tooth_already_known_narrows_the_candidates() -> None:
    (span,) = find_acts_in(fold("une couronne céramo-métallique"), DAY, "dental", tooth=26)

    assert [match.act.code for match in span.matches] == ["HBLD734"]
    assert span.matches[0].clear


def test_the_family_already_known_is_never_left() -> None:
    assert named("un lambeau de peau à 300 €", "dental") == {"lambeau de peau": None}
    assert named("un lambeau de peau à 300 €", "medical") == {"lambeau de peau": "QZMA001"}


@pytest.mark.parametrize("words", ["couronne inlay core ", "deux ", "zorglub ", "un deux hanche prothèse, ", "1 € "])
def test_a_long_message_takes_no_longer_than_its_length(words: str) -> None:
    tokens = (fold(words) * 400)[:400]
    find_acts_in(tokens, DAY)

    assert in_proportion(lambda size: lambda: find_acts_in(tokens[:size], DAY), 100)
