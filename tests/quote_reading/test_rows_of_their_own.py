"""Rows that are pasted: each with the sector of its own practitioner, and what stands around them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from quote_reading import read_pasted

ROWS = [
    ["NFMC003", "Reconstruction LCA sous arthroscopie", "1", "Dr Roux", "{}", "900,00", "550,00"],
    ["NFMC003", "Anesthésie", "4", "Dr Blin", "{}", "350,00", "150,00"],
    ["NFMC003", "Aide", "1", "Dr Noé", "{}", "200,00", "50,00"],
]
TITLES = ["Code", "Libellé", "Activité", "Praticien", "Secteur", "Honoraires", "Dépassement"]


def read(text: str) -> dict[str, Any]:
    pasted = read_pasted(text, dt.date(2026, 11, 21), [])
    assert pasted is not None
    return pasted.reading.as_json()


def rows(*sectors: str) -> str:
    return "\n".join("\t".join(row).format(one) for row, one in zip(ROWS, sectors, strict=False))


@pytest.mark.parametrize(
    ("told", "sectors"),
    [
        (("S2 non OPTAM", "S2 OPTAM"), ["sector_2", "sector_2_optam"]),
        (("2 non OPTAM", "2 OPTAM", "S1"), ["sector_2", "sector_2_optam", "sector_1"]),
        (("S2 OPTAM", "S1"), ["sector_2_optam", "sector_1"]),
        (("S1", "S2 OPTAM"), ["sector_1", "sector_2_optam"]),
        (("Secteur 2 (OPTAM)", "Secteur 2 (non OPTAM)"), ["sector_2_optam", "sector_2"]),
        (("OPTAM : oui", "OPTAM : non"), ["sector_2_optam", "sector_2"]),
        (("secteur 2", "secteur 1"), [None, "sector_1"]),
    ],
)
def test_each_row_has_the_sector_of_its_own_cell(told: tuple[str, ...], sectors: list[str | None]) -> None:
    with_titles = "\t".join(TITLES) + "\n" + rows(*told)

    for text in (rows(*told), with_titles):
        assert [line["sector"] for line in read(text)["lines"]] == sectors


@pytest.mark.parametrize(
    "said",
    ["Chambre particulière : non souhaitée", "Chambre particulière : non demandée", "Chambre individuelle\tnon",
     "Pas de chambre particulière", "Sans chambre particulière"],
)  # fmt: skip
def test_a_room_that_is_not_wanted_takes_no_price_of_the_row_below(said: str) -> None:
    around = read(
        f"{chr(9).join(TITLES)}\n{rows('S2 OPTAM', 'S2 OPTAM')}\n{said}\nForfait journalier : 3 x 23,00 € = 69,00 €"
    )

    assert around["stay"]["private_room"] == {"wanted": False, "price": None}
    assert [one["why"] for one in around["left_aside"]] == ["hospital"]


def test_a_room_with_its_price_is_wanted() -> None:
    around = read(f"{chr(9).join(TITLES)}\n{rows('S2 OPTAM', 'S2 OPTAM')}\nChambre particulière : 85,00 € par jour")

    assert around["stay"]["private_room"] == {"wanted": True, "price": "85.00"}


def test_what_is_sold_is_called_without_its_colon() -> None:
    around = read(f"{chr(9).join(TITLES)}\n{rows('S2 OPTAM', 'S2 OPTAM')}\nTélévision : 55,00 €")

    assert [(one["label"], one["amount"]) for one in around["charges"]] == [("Télévision", "55.00")]


@pytest.mark.parametrize(
    "said", ["Forfait journalier restant à votre charge : 69,00 €", "Forfait journalier hospitalier 69,00 € (à charge)"]
)
def test_the_daily_hospital_fee_is_the_stays_own_whoever_pays_it(said: str) -> None:
    around = read(f"{chr(9).join(TITLES)}\n{rows('S2 OPTAM', 'S2 OPTAM')}\n{said}")

    assert [one["why"] for one in around["left_aside"]] == ["hospital"]
