"""Lines of real quotes, typed whole into the chat in a member's words, and estimated to the cent.

The figures are those of published quotes and price lists, put right by the law where the paper errs.
"""

from __future__ import annotations

import pytest

from quote_draft import cents
from tests.support.typed_quotes import repaid, told

DENTAL: dict[str, tuple[str, tuple[str, ...], list[str]]] = {
    # the day, what a member types, what the Assurance Maladie pays of each line
    "a crown on an implant and its abutment": (
        "2021-08-19",
        ("dent 13 : HBLD418 650 € base 107,50 et HBLD012 400 € NR",),
        ["75.25", "0.00"],
    ),
    "a bar on implants under a denture": (
        "2021-08-19",
        ("LBLD193 2800 € NR\nHBLD031 1100 € base 182,75\nLBQP001 250 € NR",),
        ["0.00", "127.93", "0.00"],
    ),
    "twelve crowns without a code": (
        "2021-08-19",
        ("HBLD005 660 € NR, LBLD034 3600 € NR, douze couronnes sur implant NPC à 250 € chacune",),
        ["0.00", "0.00", "0.00"],
    ),
    "all teeth of a jaw, both jaws, at a clinic": (
        "2021-02-24",
        ("implants non remboursés 6800 €", "HBLD030 en haut 1500 € base 182,75, HBLD030 en bas 1500 € base 182,75",
         "anesthésiste 1250 € HN, frais de bloc 403 €, séjour ambulatoire 100 €"),
        ["0.00", "127.93", "127.93", "0.00"],
    ),
    "the sample of the dentists' convention": (
        "2019-11-29",
        (("dent 26 : HBLD038 290 € base 120 €, HBLD490 60 € base 10 €, HBLD073 500 € base 120 €, "
         "HBLD724 60 € base 10 €"),),
        ["84.00", "7.00", "84.00", "7.00"],
    ),
    "a molar treated and crowned": (
        "2026-06-01",
        (("dent 46 : HBGD027 80 € NR, HBGD033 240 € NR, HBFD024 114,40 €, inlay-core HBLD245 350 €, "
         "couronne HBLD734 750 €"),),
        ["0.00", "0.00", "68.64", "42.00", "72.00"],
    ),
    "its alternative": ("2026-06-01", ("couronne en métal HBLD038 dent 46 à 298,70 €",), ["72.00"]),
    "four wisdom teeth with their supplement": (
        "2026-03-01",
        ("les quatre dents de sagesse incluses, HBGD038, 800 €, base 365,35",),
        ["341.35"],
    ),
    "partial dentures by their number of teeth": (
        "2026-03-01",
        ("stellite de 7 dents 1315 € base 236,50", "stellite de douze dents 1500 € base 290,25",
         "HBLD031 1100 € base 182,75"),
        ["141.90", "174.15", "109.65"],
    ),
    "a half-year of orthodontics": ("2026-03-01", ("TO90 800 € base 193,50",), ["193.50"]),
    "the same in words": ("2026-03-01", ("un semestre d'orthodontie à 800 €",), ["193.50"]),
}  # fmt: skip


@pytest.mark.parametrize("name", DENTAL)
def test_a_dental_quote_is_typed_and_paid_to_the_cent(name: str) -> None:
    day, said, paid = DENTAL[name]

    answer = told("dental", day, *said)

    assert (answer["status"], repaid(answer)) == ("ok", paid)


def test_what_a_clinic_asks_beside_its_acts_is_counted_once() -> None:
    day, said, _ = DENTAL["all teeth of a jaw, both jaws, at a clinic"]

    answer = told("dental", day, *said)

    assert [(one["kind"], one["charged"]) for one in answer["charges"]] == [
        ("operating_room", "403.00"),
        ("day_case_fee", "100.00"),
    ]
    assert answer["total"]["charged"] == "11553.00"


def test_nothing_of_what_is_not_repaid_is_left_out_of_the_total() -> None:
    day, said, _ = DENTAL["twelve crowns without a code"]

    assert told("dental", day, *said)["total"]["member"] == "7260.00"


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("3 nuits en médecine, frais de séjour 1076,91 € par jour, pas d'acte", "646.15"),
        ("en ambulatoire, frais de séjour en médecine 1020,54 €, aucun acte", "204.11"),
    ],
)
def test_a_stay_without_an_act_leaves_a_fifth_of_its_price(said: str, share: str) -> None:
    assert told("medical", "2024-03-15", said)["total"]["member"] == share


def test_each_extra_of_a_clinic_is_an_item_of_its_own() -> None:
    said = "2 nuits, chambre à 100 € par jour, accompagnant 74 €, télé 5 € par jour"

    answer = told("medical", "2026-06-01", "NEKA020 1200 € secteur 1", said)

    assert {one["kind"]: one["charged"] for one in answer["charges"]} == {"companion": "74.00", "television": "15.00"}
    assert {one["id"]: one["charged"] for one in answer["stay"]} == {
        "daily_hospital_fee": "69.00",
        "flat_fee": "32.00",
        "private_room": "300.00",
    }


@pytest.mark.parametrize(
    "said",
    ["AHPA009 main gauche 300 € et main droite 300 €", "canal carpien des deux mains, 300 € chacune, secteur 1"],
)
def test_two_carpal_tunnels_are_on_different_limbs(said: str) -> None:
    answer = told("medical", "2026-06-01", said)

    assert sum(cents(line["base"]) for line in answer["lines"]) == 10450 + 7838


def test_one_price_for_two_acts_is_counted_once() -> None:
    answer = told("medical", "2026-06-01", "NFKA007 et NEKA020, 1000 € pour les deux actes")

    assert sum(cents(line["charged"]) for line in answer["lines"]) == 100_000


@pytest.mark.parametrize("words", ["complément d'honoraires 400 €", "dépassement de 400 €", "400 € de dépassement"])
def test_an_overrun_alone_makes_the_price_with_the_base(words: str) -> None:
    answer = told("medical", "2026-06-01", f"NEKA020 secteur 2, {words}")

    assert answer["lines"][0]["charged"] == "859.80"
