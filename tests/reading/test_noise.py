"""Phones, haste and junk: what is read survives the first two, and the last costs little and breaks nothing."""

import statistics
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.reading import (
    read_act_codes,
    read_amount,
    read_amounts,
    read_choice,
    read_cue,
    read_date,
    read_dont_know,
    read_nights,
    read_teeth,
    read_values,
    read_yes_no,
)
from actions.reading.choices import CHOICES

TODAY = date(2026, 11, 21)
SAID = yaml.safe_load((Path(__file__).parent / "said.yml").read_text(encoding="utf-8"))


def _chosen(what: str, text: str) -> object:
    return read_choice(text, what)


READERS: dict[str, Callable[[str], object]] = {
    "amount": read_amount,
    "date": lambda text: read_date(text, TODAY),
    "teeth": lambda text: read_teeth(text, asked=True),
    "nights": read_nights,
    "yes_no": read_yes_no,
    **{what: partial(_chosen, what) for what in CHOICES},
}


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
TYPED = [
    (kind, text)
    for kind in READERS
    for text, expected in SAID[kind].items()
    if expected is not None and len(text) > 3 and not isinstance(expected, dict)
]


@pytest.mark.parametrize("noise", NOISES)
def test_noise_changes_nothing(noise: str) -> None:
    changed = []
    for kind, text in TYPED:
        if kind in {"yes_no", "optam"} and noise == "smile":
            continue  # a smile alone is an answer there
        noisy = NOISES[noise](text)
        if _value(READERS[kind](noisy)) != _value(READERS[kind](text)):
            changed.append((kind, noisy))

    assert changed == []


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("amount", "huitt cents euros", "huit cents euros"),
        ("amount", "soixxante euros", "soixante euros"),
        ("amount", "mille deux cens cinquantte", "mille deux cents cinquante"),
        ("date", "12 marss", "12 mars"),
        ("date", "10 deccembre", "10 décembre"),
        ("date", "10 decmebre", "10 décembre"),
        ("date", "15 janvuer", "15 janvier"),
        ("setting", "ambulattoire", "ambulatoire"),
        ("setting", "hospitalisaton", "hospitalisation"),
        ("setting", "hopsitalisation", "hospitalisation"),
        ("activity", "chirurgein", "chirurgien"),
        ("activity", "annesthesiste", "anesthésiste"),
        ("family", "dentiare", "dentaire"),
        ("exemption", "materniter", "maternité"),
        ("sector", "sectuer 1", "secteur 1"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(kind: str, typed: str, meant: str) -> None:
    assert _value(READERS[kind](typed)) == _value(READERS[kind](meant)) != None  # noqa: E711  both, and something


def _value(reading: object) -> object:
    return (getattr(reading, "value", None), getattr(reading, "doubt", None))


def _everything(text: str) -> None:
    for read in READERS.values():
        read(text)
    read_act_codes(text)
    read_amounts(text)
    read_cue(text)
    read_dont_know(text)
    read_values(text, TODAY, lambda _code: False)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    _everything(text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "850",
                "26",
                "12/03",
                "€",
                ",",
                ".",
                "et",
                "à",
                "pas",
                "non",
                "le",
                "la",
                "dent",
                "mille",
                "cent",
                "un",
                "'d",
                "k",
                "NEKA",
                "020",
                "mars",
                "?",
                "entre",
                "%",
                "-",
            ]
        ),
        max_size=25,
    )
)
def test_any_salad_of_our_words_is_read_without_a_crash(words: list[str]) -> None:
    text = " ".join(words)

    _everything(text)

    for reading in read_amounts(text):
        assert text[slice(*reading.span)] == reading.understood


JUNK = {
    "digits": "1" * 10_000,
    "digits and spaces": "1 " * 5_000,
    "digits and commas": "1,2." * 2_500,
    "letters": "a" * 10_000,
    "spaces": " " * 10_000,
    "accents": "é" * 10_000,
    "code pieces": "neka0 " * 1_700,
    "teeth": "26 et " * 1_700,
    "number words": "cent mille " * 900,
    "glued number words": "centmille" * 1_100,
    "month words": "le 12 mars au " * 700,
    "emoji": "👍" * 10_000,
    "negations": "pas non mais " * 800,
    "combining": "e" + "\u0301" * 9_999,
}


@pytest.mark.parametrize("junk", JUNK)
def test_ten_kilobytes_of_junk_are_read_in_bounded_time(junk: str) -> None:
    read_cue("non")
    start = time.process_time()

    _everything(JUNK[junk])

    assert time.process_time() - start < 2.0


def test_an_answer_is_read_in_less_than_two_milliseconds() -> None:
    _everything("850 euros")
    times = []
    for number in range(60):
        start = time.process_time()
        read_amount(f"alors c'est euh {number + 100} euros je crois")
        read_cue(f"alors c'est euh {number + 100} euros je crois")
        times.append(time.process_time() - start)

    assert statistics.median(times) < 0.002
