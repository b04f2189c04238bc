"""Quotes of the kinds that practices and clinics hand out, in words of their own, typed whole and paid to the cent.

The figures follow from the tariffs of the day, by hand: 60 % of a dental base, the whole base of surgery of 120 € or
more, half of a second act of one session (75 % on another limb), nothing of what is not covered.
"""

import pytest

from tests.support.typed_quotes import repaid, told

DAY = "2026-06-01"
DENTAL: dict[str, tuple[str, list[str]]] = {
    "an implant, its abutment and its crown": (
        ("implant dentaire dent 36 à 1 100 € non remboursé, pilier implantaire 280 € NR, "
         "couronne sur implant HBLD418 dent 36, 820 €, base 107,50 €"),
        ["0.00", "0.00", "64.50"],
    ),
    "what no nomenclature knows, beside a crown": (
        "HBLD038 dent 26 290 €\nPRF 120 € HN\nanalyse occlusale 90 € NR",
        ["72.00", "0.00", "0.00"],
    ),
    "a half-year of orthodontics and a year of retention": (
        "4e semestre d'orthodontie TO90, 780 €, contention première année TO75 à 350 €",
        ["193.50", "161.25"],
    ),
    "care of the gums": (
        ("bilan parodontal HBQD001 60 €, surfaçage de trois sextants HBJA634 720 €, "
         "lambeau d'assainissement HBJA247 500 € HN"),
        ["30.00", "208.00", "0.00"],
    ),
    "three teeth out, a panoramic and a scaling": (
        "extraction de trois dents HBGD319 à 75 €, radio panoramique HBQK002 20 €, détartrage HBJD001 28,92 €",
        ["45.00", "12.00", "17.35"],
    ),
    "a metal frame for each jaw": (
        "stellite en haut 8 dents HBLD470 à 1400 €, stellite en bas 9 dents HBLD435 à 1500 €",
        ["148.35", "154.80"],
    ),
    "partial dentures by jaw": (
        "appareil partiel en résine 5 dents en haut 620 euros, et un stellite 8 dents en bas à 1450",
        ["51.60", "148.35"],
    ),
    "several of an act, each at a price": ("2 dents de sagesse du bas 250 € la dent", ["112.21"]),
    "a row of teeth": ("bridge HBLD227 24 25 26 1650 € base 279,50, je remplis la condition", ["167.70"]),
    "columns printed under the law of before": (
        "couronne zircone HBLD073 dent 26 590 € base 120 remboursé 84 € non remboursé 506 €",
        ["72.00"],
    ),
}  # fmt: skip
MEDICAL: dict[str, tuple[str, list[str], dict[str, str]]] = {
    # what is said, what the Assurance Maladie pays of each line, the charges
    "both hands": ("canal carpien des deux côtés AHPA009 à 300 € chacun secteur 2 optam", ["182.88"], {}),
    "a surgeon's assistant": (
        "NFKA007 1500 € secteur 2 optam, aide opératoire 180 € non remboursée",
        ["603.02"],
        {"second_assistant": "180.00"},
    ),
    "a lens that nobody repays": (
        "cataracte œil droit BFGA427 600 € optam, implant multifocal 480 € non remboursé, frais de dossier 30 €",
        ["271.70"],
        {"device": "480.00", "administrative": "30.00"},
    ),
    "the overrun of each practitioner": (
        "prothèse de genou, dépassement 700 € optam, anesthésiste dépassement 250 € optam",
        ["603.02", "224.72"],
        {},
    ),
    "an operation that no danger explains": ("EJFA002 varices par laser aux jambes 900 € secteur 1", ["149.28"], {}),
    "a premium lens": (
        "cataracte œil gauche 750 € optam, supplément implant torique 350 €",
        ["271.70"],
        {"device": "350.00"},
    ),
    "who keeps company, fed too": (
        ("NFKA007 1200 € secteur 1, 4 nuits, télévision 8 € par jour, lit accompagnant 45 € la nuit, "
         "repas accompagnant 12 € par jour"),
        ["603.02"],
        {"television": "40.00", "companion": "180.00", "meals": "60.00"},
    ),
    "a day at the clinic": (
        ("arthroscopie ménisque NFFC004 550 € optam en ambulatoire, anesthésiste 250 € optam, "
         "forfait ambulatoire 90 €, attelle 60 €, frais administratifs 15 €"),
        ["199.53", "80.63"],
        {"day_case_fee": "90.00", "device": "60.00", "administrative": "15.00"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DENTAL)
def test_a_dental_quote_is_typed_and_paid_to_the_cent(name: str) -> None:
    said, paid = DENTAL[name]

    answer = told("dental", DAY, said)

    assert (answer["status"], repaid(answer)) == ("ok", paid)


@pytest.mark.parametrize("name", MEDICAL)
def test_a_surgical_quote_is_typed_and_paid_to_the_cent(name: str) -> None:
    said, paid, charges = MEDICAL[name]

    answer = told("medical", DAY, said)

    assert (answer["status"], repaid(answer)) == ("ok", paid)
    assert {one["kind"]: one["charged"] for one in answer.get("charges", [])} == charges


def test_psychiatry_has_a_daily_fee_of_its_own() -> None:
    answer = told("medical", DAY, "21 nuits en clinique psychiatrique, chambre à 80 € par jour, aucun acte")

    assert {one["id"]: one["charged"] for one in answer["stay"]} == {
        "daily_hospital_fee": "374.00",  # 22 days of 17.00
        "private_room": "1760.00",
    }


@pytest.mark.parametrize("said", ["j'ai 300 € non remboursés", "il me reste 200 € non remboursés"])
def test_what_is_not_repaid_of_nothing_named_is_no_line(said: str) -> None:
    assert told("dental", DAY, said)["status"] == "invalid"


@pytest.mark.parametrize("second", ["et une méniscectomie NFFC004 à 500 euros secteur 1", "NFFC004 500 €"])
def test_another_act_with_its_price_leaves_the_line_of_which_something_is_asked(second: str) -> None:
    answer = told("medical", DAY, "Prothèse totale de hanche, NEKA020, 850 €, secteur 1", second)

    assert [line["charged"] for line in answer["lines"]] == ["850.00", "500.00"]
