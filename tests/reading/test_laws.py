"""What holds for any text: each figure in one mention, mentions in order, no crash, cost in proportion."""

import itertools
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.reading import Kind, Parse, parse
from actions.reading.lexicon import phrases
from tests.support.cost import in_proportion

TODAY = date(2026, 11, 21)
WORDS = (
    "850", "26", "27", "12/03", "1 250,50", "1.250", "145O", "3", "le", "la", "les", "du", "au", "€", "euros", "k", "%",
    ",", ".", "-", "/", "x", "et", "ou", "à", "de", "pas", "non", "mais", "entre", "environ", "moins de", "au lieu de",
    "dent", "dents", "ligne", "chambre", "secteur", "optam", "sans", "mille", "cent", "quatre-vingt", "un", "deux",
    "nuits", "jours", "semaine", "mars", "lundi", "prochain", "dans", "NEKA", "020", "NEKA020", "base",
    "par jour",
    "chacune", "les deux", "la moitié de", "de plus", "première", "molaire", "en haut", "fois", "h", "ans", "{a1}",
    "\n",
)  # fmt: skip


def _assert_lawful(parsed: Parse) -> None:
    assert all(mention.first < mention.last for mention in parsed.mentions)
    assert all(left.last <= right.first for left, right in itertools.pairwise(parsed.mentions))
    for at, token in enumerate(parsed.tokens):
        holders = [mention for mention in parsed.mentions if mention.first <= at < mention.last]
        if any(letter.isdigit() for letter in token.norm):
            assert len(holders) == 1, (parsed.text, token)
    for mention in parsed.mentions:
        assert parsed.text[mention.start : mention.end] == mention.text
        if mention.kind is not Kind.OTHER and mention.doubt is None:
            assert mention.value is not None


@settings(deadline=None, max_examples=400)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(sorted(phrases().words))), max_size=25),
    st.sampled_from([" ", "", "  "]),
)
def test_every_figure_of_a_salad_of_our_words_is_in_one_mention(words: Sequence[str], blank: str) -> None:
    parsed = parse(blank.join(words), TODAY, is_code={"NEKA020"}.__contains__)

    _assert_lawful(parsed)


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    _assert_lawful(parse(text, TODAY))


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .,-/'€xkhe°n", max_size=60))
def test_every_figure_of_any_writing_is_in_one_mention(text: str) -> None:
    _assert_lawful(parse(text, TODAY))


@pytest.mark.parametrize("written", ["٣ nuits", "３ nuits", "③ nuits", "❸ nuits", "³ nuits"])
def test_digits_of_other_scripts_are_digits(written: str) -> None:
    assert [mention.value for mention in parse(written, TODAY).of(Kind.NIGHTS)] == [3]


def test_what_is_beyond_two_thousand_characters_is_not_read() -> None:
    assert parse(f"{' ' * 2000}850 €", TODAY).mentions == ()


JUNK = (
    "1", "1 ", "un ", "26 ", "26,", "26 27 36 ", "㋀", "a", "👍", "ou 1 ", "cent mille ", "centmille", "e\u0301", "1.",
    "1-",
    "du 3 au 5 mars ", "le 3 ", "12/03 ", "neka0 ", "la 26 et ", "pas 850 mais ", "secteur 2 optam ", "entre 1 et 2 ",
    "N E K A ", "1 € ", "mile sen vin ", "abcde fghij ", "molaire en haut ", "1a", "oui ", "{a}", "ligne 1 et ", "ﷺ",
)  # fmt: skip


@pytest.mark.parametrize("piece", JUNK)
def test_cost_grows_in_proportion_to_the_text(piece: str) -> None:
    parse("850", TODAY)
    text = piece * 2000

    assert in_proportion(lambda size: lambda: parse(text[:size], TODAY), 500)
