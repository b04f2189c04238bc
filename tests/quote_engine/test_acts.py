"""Acts are found by code, by a code with one slip, and by everyday words."""

import datetime as dt
import json
import pathlib

import pytest

from quote_engine import Act, ClosedAct, base_hint, find_act, nearest_codes, search_acts
from quote_engine.errors import DataFileError
from quote_engine.nomenclature import ranking
from quote_engine.nomenclature.acts import all_acts, parse_act
from quote_engine.nomenclature.lexicon import tokens
from quote_engine.terminal.cli import main

DAY = dt.date(2026, 6, 1)


def test_acts_are_described_by_hand_for_both_families() -> None:
    families = [act.family for act in all_acts().values()]

    assert families.count("medical") > 400
    assert families.count("dental") > 150


def test_an_act_is_found_in_any_case_and_with_spaces() -> None:
    act = find_act(" neka 020", DAY)

    assert isinstance(act, Act)
    assert (act.code, act.family, act.has_anaesthesia, act.needs_tooth) == ("NEKA020", "medical", True, False)


def test_a_closed_act_tells_its_successors_from_the_day_it_closed() -> None:
    closed = find_act("BFGA004", DAY)

    assert isinstance(closed, ClosedAct)
    assert closed.successors == ("BFGA427", "BFGA368")
    assert find_act("BFGA004", dt.date(2019, 5, 10)) is None


def test_an_act_does_not_exist_before_its_first_tariff() -> None:
    assert find_act("BFGA427", dt.date(2019, 5, 10)) is None
    assert isinstance(find_act("BFGA427", dt.date(2019, 5, 11)), Act)


@pytest.mark.parametrize("typed", ["NEKA02O", "NEKA200", "NEKA02", "NEKA0200", "ENKA020"])
def test_one_slip_in_a_code_proposes_the_act(typed: str) -> None:
    assert "NEKA020" in [act.code for act in nearest_codes(typed, DAY)]


def test_a_code_far_from_all_proposes_nothing() -> None:
    assert nearest_codes("ZZZZ999", DAY) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("prothèse de hanche", "NEKA020"),
        ("Prothèses totales de HANCHES", "NEKA020"),
        ("je me fais opérer de la cataracte à l'œil droit", "BFGA427"),
        ("catarcte", "BFGA427"),
        ("canal carpien", "AHPA009"),
        ("ligament croisé", "NFMC003"),
        ("césarienne", "JQGA002"),
        ("vésicule", "HMFC004"),
        ("appendicite", "HHFA016"),
        ("varices", "EJFA002"),
        ("prothèse de genou", "NFKA007"),
        ("gouttière", "HBLD018"),
        ("yoyos", "CBLD001"),
    ],
)
def test_everyday_words_lead_plainly_to_one_act(words: str, code: str) -> None:
    matches = search_acts(words, DAY)

    assert matches[0].act.code == code
    assert matches[0].clear
    assert not any(match.clear for match in matches[1:])


@pytest.mark.parametrize(
    "words", ["couronne", "inlay core", "couronne provisoire", "dents de sagesse", "hernie", "dentier"]
)
def test_words_that_many_acts_share_lead_to_none_plainly(words: str) -> None:
    matches = search_acts(words, DAY, limit=10)

    assert len(matches) > 2
    assert not matches[0].clear


def test_words_choose_between_crowns() -> None:
    found = [match.act.code for match in search_acts("couronne céramique molaire", DAY)]

    assert set(found[:3]) == {"HBLD734", "HBLD073", "HBLD158"}
    assert search_acts("couronne céramo-métallique molaire", DAY)[0].act.code == "HBLD734"


def test_a_search_can_stay_within_a_family() -> None:
    assert {match.act.family for match in search_acts("prothèse", DAY, family="dental")} == {"dental"}


@pytest.mark.parametrize("words", ["", "le chat noir", "opération", "!!!", "prothèse mammaire bleue ciel"])
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    assert not any(match.clear for match in search_acts(words, DAY))


def test_accents_and_plurals_are_ignored() -> None:
    assert tokens("Prothèses œil hanches") == ["prothese", "oeil", "hanche"]


def test_every_act_is_the_first_found_by_its_own_label() -> None:
    for act in all_acts().values():
        assert act.code in [match.act.code for match in search_acts(act.label, DAY)], act.label


@pytest.mark.parametrize(
    ("code", "activity", "sector", "cents"),
    [
        ("NEKA020", 1, None, 45980),
        ("NEKA020", 4, "sector_1", 22990),
        ("EJSF008", 1, "sector_2", 11206),
        ("EJSF008", 1, "sector_2_optam", 15351),
        ("BFGA368", 4, None, None),
        ("ZZZZ999", 1, None, None),
        ("HBLD610", 1, None, None),
    ],
)
def test_the_base_of_an_act_is_hinted(code: str, activity: int, sector: str | None, cents: int | None) -> None:
    assert base_hint(code, activity, sector, DAY) == cents


@pytest.mark.parametrize("text", ["deux mots: [essai]", "mot: essai", "mot: []", "mot: [de la]"])
def test_a_wrong_official_wording_is_refused_with_its_word(
    text: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(ranking, "FOLDER", tmp_path)
    ranking.official_wording.cache_clear()

    with pytest.raises(DataFileError, match=text.partition(":")[0]):
        ranking.official_wording()


def test_the_built_in_complementary_anaesthesias_count_in_addition() -> None:
    assert {"ZZLP025", "ZZLP030"} <= {code for code, act in all_acts().items() if act.in_addition}


def test_the_act_command_tells_what_is_read_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["act", "ZZLP025", "--on", "2026-06-01"]) == 0

    told = json.loads(capsys.readouterr().out)["act"]

    assert told["in_addition"] is True
    assert "Assurance Maladie" in told["sources"][-1]
    assert "CCAM81" not in told["sources"]


GOOD = {
    "label": "Essai", "keywords": [], "family": "medical", "nature": "medical_act", "group": "ADC", "sources": [],
    "activities": {1: {"exo_tm": "1", "tariff": [{"from": dt.date(2020, 1, 1), "value": "10.00"}]}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": 1}, "unknown key 'colour'"),
        ({"family": "animal"}, "'animal' is unknown; accepted: dental, medical"),
        ({"teeth": ["tusk"]}, "'tusk' is unknown"),
        ({"usual_setting": "home"}, "'home' is unknown; accepted: day_case, inpatient, outpatient"),
        ({"activities": {1: {"exo_tm": "1", "tariff": [{"from": "2020", "value": "1.00"}]}}}, "is not a date"),
        (
            {"activities": {1: {"exo_tm": "1", "tariff": [{"from": dt.date(2020, 1, 1), "value": 1.5}]}}},
            "1.5 is not an amount",
        ),
    ],
)
def test_a_wrong_act_file_is_refused_with_the_file_and_the_accepted_form(change: dict[str, object], told: str) -> None:
    with pytest.raises(DataFileError, match=r"bad\.yml: AAAA001") as caught:
        parse_act("bad.yml", "AAAA001", {**GOOD, **change})

    assert told in str(caught.value)


@pytest.mark.parametrize("words", ["bridge", "implant", "scanner", "kyste", "fibroscopie", "genou"])
def test_a_word_met_in_passing_names_no_act_plainly(words: str) -> None:
    assert not any(match.clear for match in search_acts(words, DAY))


@pytest.mark.parametrize(
    ("words", "code"),
    [("couronne sur implant", "HBLD418"), ("couronne zircone molaire", "HBLD073"), ("4 dents de sagesse", "HBGD038")],
)
def test_words_that_are_the_label_lead_plainly(words: str, code: str) -> None:
    best = search_acts(words, DAY)[0]

    assert (best.act.code, best.clear) == (code, True)


def test_a_tooth_number_does_not_disturb_the_search() -> None:
    assert {m.act.nature for m in search_acts("une couronne sur la 26", DAY)} == {"dental_prosthesis"}


@pytest.mark.parametrize(
    ("code", "tooth", "allowed"),
    [
        ("HBLD734", 26, True),
        ("HBLD734", 25, False),
        ("HBLD634", 14, True),
        ("HBLD634", 15, False),
        ("HBLD634", 54, False),  # a milk molar
        ("HBLD038", 38, True),
    ],
)
def test_an_act_tells_the_teeth_it_treats(code: str, tooth: int, *, allowed: bool) -> None:
    act = find_act(code, DAY)

    assert isinstance(act, Act)
    assert act.allows_tooth(tooth) is allowed


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("je dois me faire poser une prothèse de hanche en clinique", "NEKA020"),
        ("mon chirurgien me propose de m'opérer du canal carpien droit la semaine prochaine", "AHPA009"),
        ("c'est pour ma fille, ablation des amygdales et des végétations", "FAFA015"),
        ("on va m'enlever la vésicule", "HMFC004"),
        ("une couronne en métal non précieux", "HBLD038"),
        ("une couronne en métal précieux", "HBLD318"),
    ],
)
def test_a_whole_sentence_is_understood(sentence: str, code: str) -> None:
    best = search_acts(sentence, DAY)[0]

    assert (best.act.code, best.clear) == (code, True)
