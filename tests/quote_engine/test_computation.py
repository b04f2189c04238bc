"""The arithmetic behind a payer's share, which the ledger shows: what is written is what was computed."""

import re
from typing import Any

import pytest

from tests.support.engine_quotes import cover, first, inpatient, line, outpatient, percent, stay_item

CLEANING = line("HBJD001", "60.00")  # base 28,92 €, paid at 60 %
NNBSP = "\u202f"


def amount(text: str) -> str:
    return f"{text}{NNBSP}€"


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (percent(150), "150 % × 28,92 € = 43,38 €, moins 17,35 €"),
        (percent(300), "300 % × 28,92 € = 86,76 €, ramené au prix de 60,00 €, moins 17,35 €"),
        (percent(50, amo="excluded"), "50 % × 28,92 € = 14,46 €"),
        ({"for": "default", "cover": {"ticket_moderateur": True}}, "le ticket modérateur, 11,57 €"),
        (
            {"for": "default", "cover": {"ticket_moderateur": True, "plus_percent_of_base": 50}},
            "le ticket modérateur, 11,57 €, plus 50 % × 28,92 € = 14,46 €",
        ),
        ({"for": "default", "cover": {"percent_of_amo": 100}}, "100 % × 17,35 € de l’Assurance Maladie"),
        ({"for": "default", "cover": {"actual_cost": True}}, "tout le reste, 60,00 € moins 17,35 €"),
        ({"for": "default", "cover": {"amount": "20.00", "per": "act"}}, "20,00 €"),
        ({"for": "default", "cover": {"amount": "50.00", "per": "act"}}, "50,00 €, ramené à 42,65 €"),
        (
            {**percent(300), "ceilings": [{"name": "dental", "amount": "30.00", "per": "year"}]},
            "300 % × 28,92 € = 86,76 €, ramené au prix de 60,00 €, moins 17,35 €, ramené à 30,00 €",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_mutuelle_pays_is_told_as_arithmetic(promise: Any, said: str) -> None:
    paid = first(outpatient(CLEANING, guarantee=cover(promise)))

    assert paid["amo_computed"] == f"60{NNBSP}% × {amount('28,92')}"
    assert re.sub(r"\s", " ", paid["amc_computed"]) == said


def test_a_share_of_nothing_has_no_arithmetic() -> None:
    paid = first(outpatient(CLEANING, guarantee=cover({"for": "default", "cover": {"none": True}})))

    assert "amc_computed" not in paid
    assert "top_up_computed" not in paid


def test_what_is_taken_from_the_assurance_maladie_is_told_with_its_share() -> None:
    consultation = first(outpatient(line("CS", "60.00", base="31.50", sector="sector_2_optam")))
    heavy = first(outpatient(line("BFGA427", "600.00", sector="sector_1")))

    assert consultation["amo_computed"].endswith(f"moins {amount('2,00')} de participation forfaitaire")
    assert f"moins le forfait de {amount('32,00')}" in heavy["amo_computed"]


def test_what_is_paid_by_day_is_told_by_days() -> None:
    room = {"for": "private_room.inpatient", "cover": {"amount": "60.00", "per": "day"}}
    quote = inpatient(
        line("NEKA020", "700.00", sector="sector_1"),
        stay={"private_room_per_day": "85.00"},
        guarantee=cover(room, percent(100)),
    )

    item = stay_item(quote, "private_room")

    assert item is not None
    assert item["amc_computed"] == f"4 jours × {amount('60,00')}"
