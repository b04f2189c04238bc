"""Acts are found by what members call them, and a name that no act covers finds nothing."""

import unicodedata

import pytest

from quote_engine import search_acts, search_letters
from quote_engine.nomenclature.acts import Act, all_acts
from tests.support.everyday_tables import DAY, Json, everyday_table, is_right

TUNED, HELD_OUT = everyday_table("everyday_names.yml"), everyday_table("everyday_held_out.yml")
LONG = 7
NO_SLIP = {"CAFA002", "JLQE002"}
"""« oreille » without its r is nearer to « œil »; « colposcopie » without its p is another word."""


def codes(words: str, family: str | None = None, tooth: int | None = None, limit: int = 10) -> list[str]:
    return [match.act.code for match in search_acts(words, DAY, family, limit, tooth)]


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def with_a_slip(label: str) -> str:
    """Leave a letter out of the longest word."""
    longest = max((word.strip(",()") for word in label.split()), key=len)
    return label.replace(longest, longest[:3] + longest[4:]) if len(longest) >= LONG else label


@pytest.mark.parametrize("act", all_acts().values(), ids=lambda act: act.code)
def test_an_act_is_the_first_found_by_its_own_label_however_it_is_typed(act: Act) -> None:
    plain = without_accents(act.label.lower())
    typed = [act.label, act.label.lower(), plain, f"une {act.label}", f"pour une {plain}"]
    if act.code not in NO_SLIP:
        typed.append(with_a_slip(act.label))

    assert {words: codes(words)[:1] for words in typed} == {words: [act.code] for words in typed}


@pytest.mark.parametrize("row", TUNED, ids=lambda row: row["said"])
def test_a_name_that_members_use_finds_its_act(row: Json) -> None:
    assert is_right(row)


def test_names_never_used_to_tune_the_search_find_their_act(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [row["said"] for row in HELD_OUT if not is_right(row)]
    with capsys.disabled():
        print(f"\neveryday names held out: {len(HELD_OUT) - len(wrong)} of {len(HELD_OUT)} right; wrong: {wrong}")  # noqa: T201  the score is part of the test run

    assert len(wrong) <= len(HELD_OUT) // 20


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("fracture du sternum", None),
        ("reconstruction du sein", "dental"),
        ("radiographie des lombaires", "dental"),
        ("retrait de la bandelette", None),
        ("ablation d'une prothèse d'épaule", None),
        ("réparation d'une prothèse de hanche", None),
        ("greffe de cheveux", None),
        ("implant capillaire", None),
        ("ablation de la moitié de la thyroïde", None),
        ("scanner du pied avec injection", None),
        ("couronne du foie", None),
        ("opération", None),
        ("le chat noir", None),
    ],
)
def test_a_name_that_no_act_covers_finds_nothing(words: str, family: str | None) -> None:
    assert codes(words, family) == []


@pytest.mark.parametrize(
    ("words", "family", "first", "absent"),
    [
        ("couronne en métal non précieux", "dental", "HBLD038", "HBLD318"),
        ("couronne en métal précieux", "dental", "HBLD318", "HBLD038"),
        ("hernie du ventre sans filet", None, "LMMA009", "LMMA012"),
        ("prothèse partielle de hanche", None, "NEKA018", "NEKA020"),
        ("prothèse totale d'épaule", None, "MEKA006", "MEKA005"),
        ("deux dents de sagesse", "dental", "HBGD025", "HBGD038"),
        ("dentier du haut", "dental", "HBLD031", "HBLD035"),
        ("dentier haut et bas", "dental", "HBLD035", "HBLD031"),
        ("stellite huit dents du bas", "dental", "HBLD470", "HBLD435"),
        ("dentier complet provisoire", "dental", "HBLD032", "HBLD031"),
        ("les deux ménisques", None, "NFFC003", "NFFC004"),
    ],
)
def test_a_word_that_tells_acts_apart_is_never_dropped(words: str, family: str | None, first: str, absent: str) -> None:
    found = codes(words, family)

    assert found[0] == first
    assert absent not in found


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("orthodontie", ("TO90", "TO75", "TO50")),
        ("un semestre d'orthodontie", ("TO90",)),
        ("bagues dentaires", ("TO90",)),
        ("contention", ("TO75", "TO50")),
        ("deuxième année de contention", ("TO50",)),
        ("couronne", ()),
    ],
)
def test_orthodontics_are_found_by_their_letters(words: str, letters: tuple[str, ...]) -> None:
    assert search_letters(words) == letters


def test_a_number_counts_an_act_unless_it_tells_acts_apart() -> None:
    assert codes("deux couronnes", "dental") == codes("couronne", "dental")
    assert codes("canal carpien des deux mains")[0] == "AHPA009"


@pytest.mark.parametrize("words", ["une couronne", "une prothèse", "dents de sagesse", "inlay core"])
def test_an_ambiguous_word_offers_several_acts_and_none_alone(words: str) -> None:
    found = search_acts(words, DAY, "dental")

    assert len(found) > 2
    assert not any(match.clear for match in found)


@pytest.mark.parametrize(
    ("tooth", "fitting", "other"), [(26, "HBLD734", "HBLD634"), (11, "HBLD634", "HBLD734"), (15, "HBLD491", "HBLD634")]
)
def test_candidates_fit_the_tooth_already_known(tooth: int, fitting: str, other: str) -> None:
    found = codes("couronne céramo-métallique", "dental", tooth)

    assert fitting in found
    assert other not in found


@pytest.mark.parametrize(
    ("words", "basket"),
    [
        ("couronne 100 % santé", "rac0"),
        ("couronne sans reste à charge", "rac0"),
        ("couronne au tarif libre", "free"),
        ("inlay-core tarif maîtrisé", "moderate"),
    ],
)
def test_a_basket_is_said_as_quotes_say_it(words: str, basket: str) -> None:
    found = search_acts(words, DAY, "dental")

    assert found
    assert {match.act.baskets[-1].value for match in found} == {basket}


@pytest.mark.parametrize("words", ["prothèse de hanche magnétique", "canal carpien atypique"])
def test_an_unknown_word_after_a_whole_name_leaves_a_doubt(words: str) -> None:
    found = search_acts(words, DAY)

    assert found
    assert not found[0].clear
