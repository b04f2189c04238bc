"""One line that counts for several: the teeth of a bridge, both sides, both jaws, acts alike; told and put right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.talk import Talk

TOLD: list[tuple[str, str, dict[str, Any]]] = [
    ("dental", "bridge de la 14 à la 16, 1400 €", {"teeth": [14, 15, 16], "fee": "1400.00"}),
    ("dental", "HBLD033 sur les dents 24, 25 et 26 à 900 €", {"teeth": [24, 25, 26], "fee": "900.00"}),
    ("dental", "stellite 7 dents 1315 euros", {"act": "HBLD075", "quantity": None, "fee": "1315.00"}),
    ("dental", "dentier complet en résine en haut 1100 €", {"act": "HBLD031", "jaw": "upper"}),
    ("dental", "extraction de deux dents de sagesse incluses", {"act": "HBGD025", "quantity": None}),
    ("dental", "douze couronnes sur implant NPC à 250 € chacune", {"quantity": 12, "fee": "250.00"}),
    ("dental", "douze couronnes sur implant NPC, 3000 € en tout", {"quantity": 12, "fee": "250.00"}),
    ("medical", "prothèse de genou gauche, 1000 €", {"act": "NFKA007", "side": "left"}),
    ("medical", "canal carpien des deux mains 300 € chacune", {"side": "both", "fee": "600.00"}),
    ("medical", "canal carpien des deux côtés, 600 € en tout", {"side": "both", "fee": "600.00"}),
]


@pytest.mark.parametrize(("family", "said", "values"), TOLD, ids=[said for _, said, _ in TOLD])
def test_a_line_of_several_is_one_line(family: str, said: str, values: dict[str, Any]) -> None:
    talk = Talk(family=family)

    talk.say(said)

    assert {name: talk.draft.get(f"line.{name}", 1) for name in values} == values
    assert len(talk.draft.lines) == 1


def test_a_price_that_may_be_of_one_side_or_of_both_is_asked_about() -> None:
    talk = Talk(family="medical")

    asked = talk.say("canal carpien des deux mains, 300 €").asking
    talk.say("600 euros")

    assert asked is not None
    assert asked.options == {"choices": ["300.00", "600.00"]}
    assert talk.draft.get("line.fee", 1) == "600.00"


def test_both_jaws_are_two_lines_as_two_teeth_are() -> None:
    talk = Talk(family="dental")

    talk.say("stellite de 8 dents en haut et en bas, 2000 € en tout")

    assert [talk.draft.get("line.jaw", number) for number in (1, 2)] == ["upper", "lower"]
    assert talk.draft.get("shared_fees") == [{"lines": ["1", "2"], "fee": "2000.00"}]


def test_an_act_of_both_jaws_is_one_line() -> None:
    talk = Talk(family="dental")

    talk.say("dentier complet en résine haut et bas 2000 €")

    assert [(line.code, line.fee) for line in talk.draft.lines] == [("HBLD035", "2000.00")]


@pytest.mark.parametrize(
    ("family", "before", "said", "field", "value"),
    [
        ("medical", "prothèse de genou gauche, 1000 €", "non c'est le droit", "line.side", "right"),
        ("medical", "prothèse de genou gauche, 1000 €", "pas le gauche, le côté droit", "line.side", "right"),
        ("dental", "HBLD033 dents 14, 15 et 16, 900 €", "c'est de la 24 à la 26", "line.teeth", [24, 25, 26]),
        ("dental", "dentier complet en résine en haut 1100 €", "en fait c'est en bas", "line.jaw", "lower"),
    ],
)
def test_what_a_line_is_done_on_is_put_right(family: str, before: str, said: str, field: str, value: Any) -> None:
    talk = Talk(family=family).describe(before)

    talk.say(said)

    assert talk.draft.get(field, 1) == value
    assert len(talk.draft.lines) == 1


def test_a_field_that_is_never_asked_by_itself_can_be_asked_again() -> None:
    talk = Talk(family="medical").describe("prothèse de genou gauche, 1000 €")

    outcome = talk.press({"intent": "correct", "field": "line.side", "line": 1})

    assert [button.title for button in outcome.said[-1].buttons] == ["Gauche", "Droite", "Des deux côtés"]
