"""Another possibility, or what the member refused, is said back and makes no line."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk


def lines(said: str) -> list[tuple[str | None, str | None]]:
    draft = Talk().describe(said).draft
    return [(line.code, line.fee) for line in draft.lines]


@pytest.mark.parametrize(
    "said",
    [
        "couronne céramo-métallique sur la 26 à 590 €, ou bien l'alternative 100 % santé : couronne métal 290 €",
        "céramo-métallique 590 € sur la 26 ou couronne en zircone 750 €",
        "option 1 couronne céramo-métallique sur la 26 590 € option 2 couronne zircone 700 €",
        "l'alternative 100 % santé est à 290 mais je prends la couronne céramo-métallique à 590 sur la 26",
    ],
)
def test_another_possibility_is_said_back_and_makes_no_line(said: str) -> None:
    talk = Talk().describe(said)

    assert "utter_not_placed_alternative" in talk.names
    assert lines(said) == [("HBLD734", "590.00")]


@pytest.mark.parametrize(
    "said",
    [
        "couronne HBLD734 sur la 26 à 590 €, on m'a aussi proposé un inlay-core à 150 € mais j'ai refusé",
        "couronne HBLD734 sur la 26 à 590 €, j'ai refusé l'inlay-core à 150 €",
        "on m'a proposé un implant à 1200 € mais je n'en veux pas. Couronne HBLD734 sur la 26 à 590 €",
    ],
)
def test_what_the_member_refused_is_said_back_and_makes_no_line(said: str) -> None:
    talk = Talk().describe(said)

    assert "utter_not_placed_refused" in talk.names
    assert lines(said) == [("HBLD734", "590.00")]


def test_an_agreement_refused_is_no_thing_refused() -> None:
    talk = Talk().describe("couronne HBLD734 sur la 26 à 590 €, accord préalable refusé")

    assert "utter_not_placed_refused" not in talk.names


@pytest.mark.parametrize("said", ["couronnes 36 et 37 650 €", "extraction 36, 37 650 €", "inlay-core 36 37 650"])
def test_a_list_of_teeth_before_a_price_is_no_thousands(said: str) -> None:
    draft = Talk().describe(said).draft

    assert [line.tooth for line in draft.lines] == [36, 37]
    assert all(line.fee in (None, "650.00") for line in draft.lines)


@pytest.mark.parametrize(
    ("said", "teeth"),
    [
        ("bridge posé sur 24 et 26 pour remplacer la 25, 1700 euros", {24, 25, 26}),
        ("bridge collé pour remplacer la 12, appuis sur la 11 et la 13, 900 €", {11, 12, 13}),
        ("bridge céramique piliers 14 et 16, intermédiaire 15, 1700 €", {14, 15, 16}),
        ("bridge pour remplacer ma dent 35, ancrages sur la 34 et la 36 : 1800 euros", {34, 35, 36}),
    ],
)
def test_all_the_teeth_of_a_bridge_are_of_one_line(said: str, teeth: set[int]) -> None:
    draft = Talk().describe(said).draft

    assert len(draft.lines) == 1
    assert set(draft.get("line.teeth", 1)) == teeth
