"""How many turns a quote takes: what is told is never asked again, what follows from it is not asked at all."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk

AFTERWARDS = {
    "more_lines": "non",
    "setting": "en ambulatoire",
    "stay.nights": "3",
    "stay.private_room": "non",
    "care_date": "10 décembre",
    "exemption": "non",
    "confirm": "oui",
    "line.sector": "secteur 1",
    "line.activity": "le chirurgien",
    "choose_act": "la première",
    "family": "médical",
    "line.base": "je ne sais pas",
}
SHORT = {**AFTERWARDS, "describe": "prothèse de hanche", "line.act": "NEKA020", "line.fee": "1200"}
WHOLE = [
    "prothèse de hanche le 10 décembre, chirurgien 1200 euros secteur 2 optam, 4 nuits, chambre seule à 90 € par nuit",
    (
        "Mon chirurgien (secteur 2 sans OPTAM) me demande 1 450 € pour une prothèse de hanche le 12 janvier, 5 nuits. "
        "L'anesthésiste prend 400 €, secteur 1."
    ),
    "cataracte en ambulatoire le 5 janvier, 650 €, secteur 2 optam, je n'ai pas d'ALD",
    "bjr NEKA020 1200e secteur 1 le 15/01/2027 3 nuits sans chambre particulière",
    "couronne en zircone sur la 26 à 550 euros le 10 décembre",
    "HBLD038 dent 26 à 290 € et HBLD090 dent 26 à 175 €, le 12 janvier",
    "J'ai un devis du dentiste : couronne en métal sur la 36 à 290 €, et un détartrage à 28,92 €",
]


def turns_to_the_estimate(talk: Talk, answers: dict[str, str]) -> int:
    turns = 0
    while talk.last.estimate is None and turns < 30:
        talk.say(answers[str(talk.asking)])
        turns += 1
    return turns


def test_a_hip_by_short_answers_takes_twelve_turns_at_most() -> None:
    assert turns_to_the_estimate(Talk(), SHORT) <= 12


@pytest.mark.parametrize("told", WHOLE)
def test_a_whole_quote_told_in_one_message_takes_four_turns_at_most_after_it(told: str) -> None:
    talk = Talk().describe(told)

    assert turns_to_the_estimate(talk, AFTERWARDS) <= 4
