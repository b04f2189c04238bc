"""What is only supposed writes nothing; it is compared, kept by a word, or left."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk

HIP = (
    "prothèse de hanche, chirurgien 1200 euros secteur 2 non optam, anesthésiste 400 euros secteur 1, 4 nuits, "
    "pas de chambre particulière, le 14 janvier, pas de prise en charge à 100 %"
)
CROWNS = "couronne zircone 26 à 600 €, couronne zircone 36 à 550 €, le 9 janvier"


def hip() -> Talk:
    return Talk().describe(HIP, "c'est tout")


def plain(talk: Talk) -> str:
    return talk.text.replace("\u202f", " ")


def crowns() -> Talk:
    return Talk().describe(CROWNS, "c'est tout")


@pytest.mark.parametrize(
    ("say", "told"),
    [
        ("et si je ne fais que la 26", "Sans « Couronne en zircone, molaire, dent 36 »"),
        ("et si je fais que la couronne 36 ?", "Sans « Couronne en zircone, molaire, dent 26 »"),
        ("et sans la 36 ?", "Sans « Couronne en zircone, molaire, dent 36 »"),
        ("sans la 26", "Sans « Couronne en zircone, molaire, dent 26 »"),
        ("et si on enlève la 36 ?", "Sans « Couronne en zircone, molaire, dent 36 »"),
        ("si je ne fais pas la 36 ?", "Sans « Couronne en zircone, molaire, dent 36 »"),
        ("et si c'était 10 % moins cher", "540,00 € ; Montant du devis (ligne 2) : 550,00 € → 495,00 €"),
        ("et si on me faisait 5% de remise", "600,00 € → 570,00 €"),
        ("et si la couronne 36 baissait de 20 % ?", "Montant du devis (ligne 2) : 550,00 € → 440,00 €"),
    ],
)
def test_what_would_change_on_a_quote_of_two_crowns_is_told(say: str, told: str) -> None:
    talk = crowns()

    talk.say(say)

    assert told in plain(talk)
    assert talk.names == ["utter_what_if"]
    assert talk.last.events == ()


@pytest.mark.parametrize(
    ("say", "told"),
    [
        ("sans anesthésiste", "Sans « Prothèse totale de hanche (anesthésiste) »"),
        ("sans l'anesthésiste ça fait combien ?", "Sans « Prothèse totale de hanche (anesthésiste) »"),
        ("même chirurgien mais optam", "secteur 2 sans OPTAM → secteur 2 avec OPTAM"),
        ("même chose en ambulatoire", "ambulatoire, retour le jour même"),
        ("et avec 10 % de remise sur le chirurgien ?", "1 200,00 € → 1 080,00 €"),
        ("et si le chirurgien prenait 100 € de moins ?", "1 200,00 € → 1 100,00 €"),
    ],
)
def test_what_would_change_on_a_hip_quote_is_told(say: str, told: str) -> None:
    talk = hip()

    talk.say(say)

    assert told in plain(talk)
    assert talk.last.events == ()


@pytest.mark.parametrize(
    "say",
    [
        "même chirurgien secteur 2",
        "et si le chirurgien était secteur 2 ?",
        "et si je restais 4 nuits ?",
        "sans chambre",
    ],
)
def test_a_supposition_that_changes_nothing_says_so(say: str) -> None:
    talk = hip()

    talk.say(say)

    assert talk.names == ["utter_what_if_nothing"]
    assert talk.last.events == ()


def test_where_the_left_to_pay_is_the_same_it_is_not_told_as_two() -> None:
    talk = hip()

    talk.say("et avec 3 nuits seulement ?")

    assert talk.names == ["utter_what_if_same"]


@pytest.mark.parametrize("say", ["et si c'était 50 € de moins", "et à 500 ?", "et à 500 euros ?"])
def test_a_price_of_no_line_is_supposed_of_the_one_pressed(say: str) -> None:
    talk = crowns()
    talk.say(say)
    assert talk.names == ["utter_what_if_which"]

    talk.press(talk.buttons[0])

    assert "Montant du devis (ligne 1) : 600,00 € → 5" in plain(talk)
    assert talk.last.events == ()


@pytest.mark.parametrize(
    "word", ["garde ce changement", "je garde", "oui, garde ça", "oui", "applique cette modification"]
)
def test_what_was_supposed_is_kept_by_a_word(word: str) -> None:
    talk = hip()
    talk.say("et si le chirurgien prenait 1100 ?")

    talk.say(word)

    assert talk.draft.lines[0].fee == "1100.00"
    assert talk.last.estimate


def test_a_line_supposed_away_goes_when_it_is_kept() -> None:
    talk = crowns()
    talk.say("et sans la 36 ?")

    talk.say("garde ce changement")

    assert [line.tooth for line in talk.draft.lines] == [26]


def test_another_price_is_of_the_line_that_was_supposed_last() -> None:
    talk = hip()
    talk.describe("et si le chirurgien prenait 1100 ?", "et à 1000 ?")

    talk.say("je garde")

    assert [line.fee for line in talk.draft.lines] == ["1000.00", "400.00"]


@pytest.mark.parametrize("word", ["non, laisse comme avant", "non", "ne garde pas ce changement"])
def test_what_was_supposed_is_left_by_a_word(word: str) -> None:
    talk = hip()
    talk.say("et si le chirurgien prenait 1100 ?")

    talk.say(word)

    assert talk.last.events == ()
    assert talk.names == ["utter_keep"]


def test_what_was_supposed_is_remembered_for_one_turn() -> None:
    talk = hip()
    talk.describe("et si le chirurgien prenait 1100 ?", "c'est quoi l'OPTAM ?")

    talk.say("je garde")

    assert talk.last.events == ()


def test_beside_a_question_only_a_word_that_names_it_keeps_what_was_supposed() -> None:
    talk = Talk().describe(CROWNS, "et si la 26 était à 500 ?")
    assert talk.asking == "more_lines"

    talk.say("garde ce changement")

    assert talk.draft.lines[0].fee == "500.00"
    assert talk.asking == "more_lines"
