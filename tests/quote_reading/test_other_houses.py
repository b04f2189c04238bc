"""How other houses print: cells for several acts, boxes, notes, discounts, a stay beside fees."""

import datetime as dt

import pytest

from quote_reading import Reading, read_text

TODAY = dt.date(2026, 11, 21)


def told(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    lines = [line.as_json() for line in reading.lines]
    return [tuple(line[name] for name in names) for line in lines]


def test_an_act_without_a_tooth_has_the_one_above_it_to_be_looked_at() -> None:
    reading = read_text(
        """Devis
Dent    Code       Acte              Honoraires
16      HBLD734    Couronne          650,00 €
        HBLD745    Inlay-core        165,00 €
Total                                815,00 €
""",
        TODAY,
    )

    assert told(reading, "tooth", "doubts") == [(16, []), (16, ["tooth"])]


@pytest.mark.parametrize("item", ["- 36 : couronne, HBLD734, 650 €", "36 - couronne (HBLD734) 650 €"])
def test_an_item_of_a_list_begins_with_its_tooth(item: str) -> None:
    reading = read_text(f"Voici votre devis :\n{item}\n", TODAY)

    assert told(reading, "tooth", "fee") == [(36, "650.00")]


@pytest.mark.parametrize(
    ("boxes", "sector"),
    [
        ("Secteur 1 ☐ Secteur 2 ☒ OPTAM : oui ☒ non ☐", "sector_2_optam"),
        ("Secteur 1 ☐ Secteur 2 ☒ OPTAM : oui ☐ non ☒", "sector_2"),
        ("Secteur : [ ] 1 [x] 2 OPTAM : [ ] oui [x] non", "sector_2"),
        ("☐ Secteur 2 OPTAM ☐ Secteur 2 non OPTAM ☒ Secteur 1", "sector_1"),
        ("☐ Secteur 2 OPTAM ☐ Secteur 2 non OPTAM ☐ Secteur 1", None),
        ("Secteur 2 OPTAM : oui non", None),
    ],
)
def test_a_ticked_box_tells_the_sector_and_boxes_that_were_lost_tell_none(boxes: str, sector: str | None) -> None:
    reading = read_text(f"Devis\n{boxes}\nNFKA007 genou 1 200,00 €\n", TODAY)

    assert told(reading, "sector") == [(sector,)]


def test_marks_of_notes_in_a_heading_are_no_amounts() -> None:
    reading = read_text(
        """Devis
N° dent (1)   Cotation (2)   Nature de l'acte   Honoraires   Base AMO (5)
                                                en € (4)
16            HBLD734        Couronne           650,00       120,00
""",
        TODAY,
    )

    assert told(reading, "act", "fee", "base") == [("HBLD734", "650.00", "120.00")]


def test_of_a_price_before_and_after_a_discount_the_second_is_the_fee() -> None:
    reading = read_text(
        """Devis
Code       Acte        Dent    Prix brut   Rem. 5 %   Prix net
HBLD734    Couronne    16      600,00      30,00      570,00
HBLD745    Inlay-core  16      160,00      8,00       152,00
Totaux                         760,00      38,00      722,00
""",
        TODAY,
    )

    assert told(reading, "fee", "doubts") == [("570.00", []), ("152.00", [])]


def test_the_total_of_overruns_is_no_total_of_fees() -> None:
    reading = read_text(
        """Devis
Praticien      Acte          Tarif de base   Supplément
Chirurgien     NFKA007 (1)   569,20 €        300,00 €
Anesthésiste   NFKA007 (4)   187,21 €        100,00 €
Total des dépassements                       400,00 €
""",
        TODAY,
    )

    assert told(reading, "fee") == [("869.20",), ("287.21",)]
    assert all("fee" in line.as_json()["doubts"] for line in reading.lines)


def test_a_stay_lasts_from_the_day_of_coming_to_that_of_leaving() -> None:
    reading = read_text("Devis du 02/11/2026\nHospitalisation du 10/12/2026 au 13/12/2026\nNFKA007 1 200,00 €\n", TODAY)

    assert reading.stay.as_json()["nights"] == 3


def test_what_a_clinic_sells_under_words_of_its_own_is_a_charge() -> None:
    reading = read_text(
        """Devis
NFKA007 genou 1 200,00 €

Libellé                 Quantité   Prix unitaire   Montant total
Forfait hospitalier     4          23,00 €         92,00 €
Ligne de téléphone      1          5,00 €          5,00 €
""",
        TODAY,
    )

    assert told(reading, "act") == [("NFKA007",)]
    assert [(one.kind, one.amount) for one in reading.charges] == [("other", "5.00")]


def test_a_stays_table_beside_that_of_the_fees_is_read_apart() -> None:
    reading = read_text(
        """Devis
Séjour               Nb    Prix       Total          Honoraires     Code         Base        Demandé
Chambre seule        2     88,00 €    176,00 €       Chirurgien     NFKA007 1    569,20 €    1 200,00 €
Forfait journalier   3     23,00 €    69,00 €        Anesthésiste   NFKA007 4    187,21 €    400,00 €
Sous-total                            245,00 €       Sous-total                              1 600,00 €
""",
        TODAY,
    )

    assert told(reading, "fee", "base", "activity") == [("1200.00", "569.20", 1), ("400.00", "187.21", 4)]
    assert reading.stay.as_json()["private_room"] == {"wanted": True, "price": "88.00"}


def test_anaesthesia_that_a_surgeon_operates_under_is_no_anaesthetist() -> None:
    reading = read_text(
        "Exemple, le 3 novembre 2026\nJe vous propose d'être opérée le 12 décembre 2026, sous anesthésie générale "
        "(NFKA007).\nMes honoraires seront de 1 200,00 €.\n",
        TODAY,
    )

    assert told(reading, "activity", "fee") == [(1, "1200.00")]
    assert reading.as_json()["care_date"] == "2026-12-12"
