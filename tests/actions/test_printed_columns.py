"""The columns that a quote prints: kept as told, and told where they differ from the computation."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import Draft, draft_view, estimate_draft
from tests.support.drafts import CONTEXT, drafted, lines, set_
from tests.support.talk import Talk

CROWN = "HBLD038 dent 26 290 € base 120 €"
SAID: list[tuple[str, dict[str, Any]]] = [
    ("remboursé sécu 84 €", {"repaid": "84.00"}),
    ("remboursé sécu 84 €, non remboursé 206 €", {"repaid": "84.00", "not_repaid": "206.00", "covered": None}),
    ("montant non remboursé 206 €", {"not_repaid": "206.00"}),
    ("panier 100 % santé", {"basket": "rac0"}),
    ("panier libre", {"basket": "free"}),
    ("matériau zircone", {"material": "Zircone"}),
    ("honoraire limite de facturation 298,70 €", {"fee_ceiling": "298.70"}),
]


@pytest.mark.parametrize(("said", "values"), SAID, ids=[said for said, _ in SAID])
@pytest.mark.parametrize("after", ["in one go", "afterwards"])
def test_a_column_of_the_paper_is_kept(said: str, values: dict[str, Any], after: str) -> None:
    talk = Talk(family="dental").describe(*([f"{CROWN}, {said}"] if after == "in one go" else [CROWN, said]))

    (line,) = draft_view(talk.draft)["lines"]

    assert {name: line[name] for name in values} == values
    assert (line["fee"], line["base"]) == ("290.00", "120.00")


def test_what_is_left_to_pay_is_computed_and_no_column() -> None:
    talk = Talk(family="dental").describe(f"{CROWN} reste à charge 218 €")

    assert talk.draft.get("line.not_repaid", 1) is None
    assert "utter_not_placed_member" in talk.names


@pytest.fixture
def crown() -> Draft:
    return drafted(*lines("HBLD038"), set_("line.tooth", 26, 1), set_("line.fee", "290.00", 1))


def printed(draft: Draft) -> list[str]:
    warnings = estimate_draft(draft, CONTEXT)["warnings"]
    return [one["text"].replace("\u202f", " ") for one in warnings if one["code"] == "printed_differs"]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (
            "line.repaid",
            "84.00",
            (
                "Le devis annonce 84,00 € remboursés par l’Assurance Maladie ; depuis le 15 octobre 2023 le taux est "
                "de 60 %, soit 72,00 €."
            ),
        ),
        (
            "line.repaid",
            "80.00",
            (
                "Le devis annonce 80,00 € remboursés par l’Assurance Maladie ; le calcul donne 72,00 €. Demandez "
                "au praticien d’où vient la différence."
            ),
        ),
        (
            "line.not_repaid",
            "206.00",
            (
                "Le devis annonce 206,00 € non remboursés par l’Assurance Maladie ; le calcul donne 218,00 €. Demandez "
                "au praticien d’où vient la différence."
            ),
        ),
        (
            "line.basket",
            "free",
            (
                "Le devis classe cet acte dans la catégorie « tarif libre » ; son code est dans la catégorie « 100 % "
                "Santé ». Faites-le vérifier par le dentiste avant de signer."
            ),
        ),
        (
            "line.fee_ceiling",
            "500.00",
            (
                "Le devis annonce un prix plafonné à 500,00 € ; le plafond que nous connaissons pour cet acte est de "
                "298,70 €."
            ),
        ),
    ],
)
def test_a_column_that_differs_is_told_with_both_figures(crown: Draft, field: str, value: str, text: str) -> None:
    assert printed(crown.after([set_(field, value, 1)])) == [text]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line.repaid", "72.00"),
        ("line.not_repaid", "218.00"),
        ("line.basket", "rac0"),
        ("line.fee_ceiling", "298.70"),
        ("line.material", "Métal"),
    ],
)
def test_a_column_that_agrees_says_nothing(crown: Draft, field: str, value: str) -> None:
    assert printed(crown.after([set_(field, value, 1)])) == []


def test_two_columns_that_follow_from_one_error_are_one_remark(crown: Draft) -> None:
    draft = crown.after([set_("line.repaid", "84.00", 1), set_("line.not_repaid", "206.00", 1)])

    assert len(printed(draft)) == 1


def test_the_chat_tells_a_column_that_differs() -> None:
    talk = Talk(family="dental").describe(f"{CROWN} remboursé sécu 84 €", "c'est tout", "demain")

    assert "depuis le 15 octobre 2023 le taux est de 60" in talk.text
