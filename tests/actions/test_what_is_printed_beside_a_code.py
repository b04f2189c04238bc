"""What quotes print beside a code, told in the chat: modifiers, the association, the prior agreement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.talk import Talk
from tests.support.typed_quotes import repaid, told

DAY = "2026-06-01"


@pytest.mark.parametrize(
    ("family", "said", "field", "value"),
    [
        ("medical", "prothèse de hanche NEKA020, modificateurs J et K, 1350 €", "line.modifiers", ["J", "K"]),
        ("medical", "NEKA020 JK 1350 €", "line.modifiers", ["J", "K"]),
        (
            "medical",
            "NEKA020 1350 €, modificateurs J, K et 7, et code association 2",
            "line.modifiers",
            ["J", "K", "7"],
        ),
        ("medical", "NEKA020 1350 €, modificateur J sur la ligne 1", "line.modifiers", ["J"]),
        ("medical", "NEKA020, modificateur J et à 1350 €", "line.modifiers", ["J"]),
        ("medical", "NEKA020, modificateur J a été coté, l'anesthésiste 350 €", "line.modifiers", ["J"]),
        ("medical", "NEKA020 à 1350 €", "line.modifiers", None),
        ("medical", "HMFC004 900 € association 2", "line.association", 2),
        ("dental", "TO90 800 € accord préalable obtenu", "line.agreement", True),
        ("dental", "TO90 800 € sans accord préalable", "line.agreement", False),
    ],
)
def test_what_is_printed_beside_a_code_is_noted(family: str, said: str, field: str, value: Any) -> None:
    talk = Talk(family=family).describe(said)

    assert talk.draft.get(field, 1) == value


def test_modifiers_raise_the_base() -> None:
    answer = told("medical", DAY, "NEKA020 JK 1350 €, secteur 2 optam")

    assert repaid(answer) == ["627.63"]  # 459.80 with 36.5 %


def test_without_its_agreement_a_treatment_is_not_repaid() -> None:
    assert repaid(told("dental", DAY, "TO90 800 € sans accord préalable")) == ["0.00"]
