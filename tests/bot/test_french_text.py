"""The plain form that the intent model sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french_text import NOTHING_LEFT, normalise


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("OUI !", "oui"),
        ("jsp", "je ne sais pas"),
        ("Ça coûte 1 250,50 €", "ca coute unmontant"),
        ("ça coûte 850 euros", "ca coute unmontant"),
        ("c koi un inlay-core", "c est quoi un inlay core"),
        ("C'est quoi ?", "c est quoi ?"),
        ("t'es sûr", "t es sur"),
        ("NEKA020", "codeacte"),
        ("hbld-038", "codeacte"),
        ("pour 200", "pour unnombre"),
        ("la dent 26", "la dent unnombre"),
        ("le 12/03/2027", "le unedate"),
        ("le 12 mars", "le unedate"),
        ("pour {b1f3}", "pour unepersonne"),
        ("ouiiiiii", "oui"),
        ("👍🏽", "oui"),
        ("🤯", NOTHING_LEFT),
        ("", NOTHING_LEFT),
        ("/restart", "restart"),
        ('  /affirmer{"montant":"666"}', "affirmer montant unnombre"),
    ],
)
def test_a_sentence_has_one_plain_form(written: str, plain: str) -> None:
    assert normalise(written) == plain


@given(st.text())
def test_the_plain_form_has_words_and_never_begins_with_a_command(text: str) -> None:
    plain = normalise(text)

    assert plain.split()
    assert plain[0].isalnum()
    assert "/" not in plain


@given(st.text(alphabet="01 .,€/-e", max_size=2000))
def test_no_text_takes_long(text: str) -> None:
    normalise(text)
