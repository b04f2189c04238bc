"""The tables of `phrases/` (what members write, exactly what is read) and of `held_out.yml` (how often it is)."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.reading import Kind, parse
from tests.support.mentions import line_of
from wording.yaml_text import load_yaml

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
CODES = frozenset({"NEKA020", "NEKA014", "HBLD038", "HBLD073", "HBLD245", "HBLD734", "HBMD351"})
FLOOR = 130  # held-out sentences read exactly as meant, of 140


def _phrases() -> Iterator[tuple[str, str]]:
    for file in sorted((HERE / "phrases").glob("*.yml")):
        yield from load_yaml(file.read_text(encoding="utf-8")).items()


def _read(text: str) -> str:
    return line_of(parse(text, TODAY, is_code=CODES.__contains__))


@pytest.mark.parametrize(("text", "expected"), list(_phrases()))
def test_a_phrase_is_read_exactly(text: str, expected: str) -> None:
    assert _read(text) == expected


def test_every_kind_has_its_phrases() -> None:
    expected = " ".join(line for _text, line in _phrases())

    assert [kind for kind in Kind if expected.count(f"{kind.value} ") < 10] == []
    assert len(list(_phrases())) >= 1000


def test_held_out_sentences_are_read_at_least_as_often_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    held_out = load_yaml((HERE / "held_out.yml").read_text(encoding="utf-8"))
    right = {
        register: sum(_read(text) == expected for text, expected in sentences.items())
        for register, sentences in held_out.items()
    }

    with capsys.disabled():
        print(f"\nheld out: {right}, {sum(right.values())} of {sum(map(len, held_out.values()))}")  # noqa: T201  the score is for the reader of the run
    assert sum(right.values()) >= FLOOR


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("change le montant de la ligne 2", {"change"}),
        ("supprime la ligne 2", {"delete"}),
        ("enlève l'anesthésiste", {"delete"}),
        ("ajoute une ligne", {"add"}),
        ("il y a aussi l'anesthésiste", {"add", "also"}),
        ("annule", {"undo"}),
        ("reviens en arrière", {"undo"}),
        ("pardon, 850", {"correction"}),
        ("je me suis trompé", {"correction"}),
        ("je me suis tromper", {"correction"}),
        ("en fait c'est 850", {"correction"}),
        ("850 plutôt", {"correction"}),
        ("le montant de la deuxième ligne est faux", {"wrong"}),
        ("c'est pas la bonne dent", {"wrong"}),
        ("mets 1500", {"put"}),
        ("pourquoi 372 ?", {"interrogative", "question"}),
        ("combien prend l'anesthésiste ?", {"interrogative", "question"}),
        ("le devis est-il gratuit", {"interrogative"}),
        ("et si le chirurgien était OPTAM ?", {"hypothesis"}),
        ("si je reste 5 nuits", {"hypothesis"}),
        ("et la 28 pareil", {"same"}),
        ("l'autre couronne aussi", {"other", "also"}),
        ("la 26 et la 27 sont inversées", {"swap"}),
        ("tout est bon sauf la couronne", {"except"}),
        ("presque tout est bon", {"except"}),
        ("c'est HBLD073 partout", {"everywhere"}),
        ("680 ou 860", {"or"}),
        ("pas 850 mais 950", {"negation", "but"}),
        ("environ 850", {"about_before"}),
        ("par dent", {"per.each"}),
        ("la nuit", {"per.night"}),
        ("au total", {"whole"}),
        ("on me l'a dit aujourd'hui", {"reported"}),
        ("je crois", {"hedge"}),
        ("merci beaucoup", {"thanks"}),
        ("bjr", {"greeting"}),
        ("non merci j'ai fini", {"finish"}),
        ("jsp", {"unknown"}),
    ],
)
def test_the_words_of_the_lexicon_are_told_by_name(text: str, names: set[str]) -> None:
    found = {tag.name for tag in parse(text, TODAY).tags}

    assert names <= found


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


NOISES: dict[str, Callable[[str], str]] = {
    "no accents": _without_accents,
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "upper case": str.upper,
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "spaces around": lambda text: f"  {text}\n",
    "full stop": lambda text: f"{text}.",
    "polite": lambda text: f"euh {text} svp",
    "smile": lambda text: f"{text} 🙂",
}


@pytest.mark.parametrize("noise", NOISES)
def test_the_noise_of_phones_and_haste_changes_nothing(noise: str) -> None:
    changed = [text for text, expected in _phrases() if _read(NOISES[noise](text)) != expected]

    assert changed == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("huitt cents euros", "huit cents euros"),
        ("soixxante euros", "soixante euros"),
        ("mille deux cens cinquantte", "mille deux cents cinquante"),
        ("12 marss", "12 mars"),
        ("10 deccembre", "10 décembre"),
        ("10 decmebre", "10 décembre"),
        ("15 janvuer", "15 janvier"),
        ("ambulattoire", "ambulatoire"),
        ("hospitalisaton", "hospitalisation"),
        ("hopsitalisation", "hospitalisation"),
        ("chirurgein", "chirurgien"),
        ("annesthesiste", "anesthésiste"),
        ("dentiare", "dentaire"),
        ("materniter", "maternité"),
        ("sectuer 1", "secteur 1"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(typed: str, meant: str) -> None:
    assert _read(typed) == _read(meant) != ""
