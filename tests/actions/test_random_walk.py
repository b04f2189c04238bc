"""Whatever a member says, in whatever order: nothing is lost, nothing doubled, there is always a way on."""

from __future__ import annotations

import random

import pytest

from quote_draft import Draft, draft_view, next_question, parse_event
from tests.support.talk import DAUGHTER, SELF, SON, Talk, render

ANSWERS = {
    "describe": [
        "une prothèse de hanche à 1 200 euros",
        "un devis dentaire",
        "NEKA020",
        "bonjour",
        "couronne 26 à 500",
    ],
    "family": ["médical", "un devis dentaire", "c'est pour une opération"],
    "beneficiary": ["pour moi", "c'est pour {b1f}", "mon fils de 8 ans"],
    "exemption": ["non", "ALD", "je ne sais pas", "rien de tout ça"],
    "care_date": ["10 décembre", "dans trois semaines", "en mars", "je ne sais pas encore", "12/03/2020"],
    "setting": ["hospitalisation", "en ambulatoire", "au cabinet", "3 nuits à la clinique"],
    "line.act": ["NEKA020", "cataracte", "HBLD038", "couronne", "coloscopie", "BFGA427", "ZZZZ999", "une prothèse"],
    "choose_act": ["le premier", "le deuxième", "aucun", "HBLD038"],
    "line.activity": ["le chirurgien", "l'anesthésiste", "les deux"],
    "line.tooth": ["26", "26 et 27", "19", "la 36"],
    "line.sector": ["secteur 1", "secteur 2", "optam", "non", "je ne sais pas", "conventionné"],
    "line.fee": ["850 €", "mille deux cents euros", "environ 900", "12", "99999", "0", "par dent", "1,250"],
    "line.base": ["271,70", "je ne sais pas", "non", "120 euros"],
    "more_lines": ["oui", "non c'est tout", "l'anesthésiste", "HBLD090", "ajoute une ligne"],
    "stay.nights": ["3", "une semaine", "je ne sais pas", "trois jours"],
    "stay.private_room": ["oui", "non", "85 € par jour", "je ne sais pas"],
    "confirm": ["oui", "non", "le montant de la ligne 1 est 900"],
    "confirm_value": ["oui", "non", "900"],
    None: ["merci", "change le montant", "ajoute une ligne", "récapitule", "et si c'était 900 ?", "nouveau devis"],
}
ASIDES = [
    "pourquoi cette question ?", "c'est quoi l'OPTAM ?", "annule", "non, c'était 950", "supprime la ligne 1",
    "récapitule",
    "bonjour", "azerty", "stop", "c'est nul", "est-ce dangereux ?", "je veux parler à quelqu'un", "recommencer à zéro",
    "supprime la dernière ligne", "change la date", "c'est la dent 27", "je ne sais pas", "ajoute l'anesthésiste",
    "non la couronne c'est 550", "oui, et 45 euros", "c'est 700",
    "et si c'était 10 % moins cher ?", "garde ce changement",
]  # fmt: skip
TURNS = 45


@pytest.mark.parametrize("seed", range(60))
def test_a_random_conversation_keeps_its_promises(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a seeded walk, not a secret
    talk = Talk(SELF, DAUGHTER, SON) if seed % 2 else Talk()

    for _ in range(TURNS):
        before = talk.draft
        step(talk, chance)
        check(talk, before)


def step(talk: Talk, chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.35 and talk.buttons:
        button = chance.choice(talk.buttons)
        talk.press(button)
        assert "none" not in talk.last.kinds, f"{button.title} is accepted when pressed"
    elif kind < 0.8:
        talk.say(chance.choice(ANSWERS[talk.asking]))
    elif kind < 0.85:
        talk.undo()
    else:
        talk.say(chance.choice(ASIDES))


def check(talk: Talk, before: Draft) -> None:
    after, kinds = talk.last.draft, set(talk.last.kinds)
    is_correcting = "correcting" in ((talk.asked or {}).get("options") or {})
    for event in talk.last.events:
        parse_event(event)
    for reply in talk.said:
        assert "{" not in render(reply).replace("{b1f}", "").replace("{c2a}", "")
    assert Draft.replay(talk.log) == after, "the log makes the state"
    if talk.asking is None:
        assert next_question(after, talk.last.context) is None, "nothing asked, nothing missing"
        assert after.confirmed
    elif "stop" not in kinds and not is_correcting:
        assert talk.names[-1].startswith("utter_ask_"), "a question in sight"
    if talk.last.estimate:
        assert not [one for one in talk.names if one.startswith(("utter_not_placed", "utter_instead"))], (
            "no amount waits"
        )
    described = [line for line in before.lines if line.code or line.fee]
    if not kinds & {"undo", "delete_line", "restart"} and before.to_confirm is None:
        assert len([line for line in after.lines if line.code or line.fee]) >= len(described), "no line is lost"
    empty = [line for line in after.lines if not line.values]
    assert len(empty) <= 1, "no line is there twice"
    if draft_view(after)["complete"]:
        following = next_question(after, talk.last.context)
        assert following is None or following.field in ("confirm", "beneficiary"), "the draft does not know the family"


def test_answering_every_question_ends_with_an_estimate() -> None:
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311  a seeded walk, not a secret
        talk = Talk()
        for _ in range(60):
            if talk.last.estimate:
                break
            buttons = [one for one in talk.said[-1].buttons if one.payload["intent"] in ("answer", "confirm")]
            sure = {
                "describe": "une opération",
                "line.act": "NEKA020",
                "line.fee": "850",
                "line.base": "je ne sais pas",
                "stay.nights": "2",
                "line.tooth": "26",
                "stay.private_room": "85 euros",
                "care_date": "10 décembre",
            }
            if talk.asking in sure or not buttons:
                talk.say(sure.get(str(talk.asking), "oui"))
            elif talk.asking == "more_lines" and len(talk.draft.lines) > 2:
                talk.say("non")
            elif talk.asking == "family":
                talk.say("médical")
            else:
                talk.press(chance.choice(buttons))

        assert talk.last.estimate
