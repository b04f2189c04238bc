"""What quotes of houses that were first seen taught: halves of a table, prices of one, columns of practitioners."""

import datetime as dt

import pytest

from quote_reading import Doubt, Reading, Why, read_text

TODAY = dt.date(2026, 11, 21)


def told(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    lines = [line.as_json() for line in reading.lines]
    return [tuple(line[name] for name in names) for line in lines]


def doubts(reading: Reading) -> list[dict[str, Doubt]]:
    return [{name: one.doubt for name, one in line.values.items() if one.doubt} for line in reading.lines]


def test_the_right_half_of_a_table_under_a_title_of_an_alternative_is_not_proposed() -> None:
    reading = read_text(
        """Devis dentaire
Traitement proposé                              Alternative sans reste à charge
Dent   Code      Acte       Honoraires          Code      Acte        Honoraires
46     HBLD734   Couronne   532,50 €            HBLD038   Couronne    290,00 €
Total                       532,50 €            Total                 290,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "tooth", "fee") == [("HBLD734", 46, "532.50")]
    assert [aside.why for aside in reading.left_aside].count(Why.ALTERNATIVE) == 2


def test_a_price_of_one_under_any_words_is_the_fee_where_it_makes_that_of_all() -> None:
    reading = read_text(
        """Devis d'orthodontie
Désignation         Lettre clé   Nombre   Prix du semestre   Total
Traitement actif    TO90         4        850,00 €           3 400,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "fee", "base", "quantity") == [("TO90", "850.00", "193.50", 4)]


def test_a_fee_is_in_doubt_where_it_may_be_of_one_or_of_all() -> None:
    reading = read_text(
        """Devis d'orthodontie
Désignation         Lettre clé   Nombre   Total
Traitement actif    TO90         4        3 400,00 €
Total                                     3 400,00 €
""",
        TODAY,
    )

    assert doubts(reading) == [{"fee": Doubt.ROLE, "quantity": Doubt.ROLE}]


def test_columns_of_practitioners_are_their_lines_of_the_act_told_above() -> None:
    reading = read_text(
        """Devis
Acte prévu : réduction d'un sein, code CCAM NFKA007.

                           Chirurgien      Anesthésiste    Ensemble
Base de remboursement      569,20 €        187,21 €        756,41 €
Dépassement                430,80 €        112,79 €        543,59 €
Honoraires                 1 000,00 €      300,00 €        1 300,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "activity", "fee", "base") == [
        ("NFKA007", 1, "1000.00", "569.20"),
        ("NFKA007", 4, "300.00", "187.21"),
    ]


def test_a_row_without_a_code_is_the_anaesthetists_of_the_act_above_where_its_base_is() -> None:
    reading = read_text(
        """Devis
Acte       Code       Médecin      Base        Honoraires
Genou      NFKA007    Dr Essai     569,20 €    1 000,00 €
                      Dr Modèle    224,72 €    300,00 €
Total                                          1 300,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "activity", "fee", "doubts") == [
        ("NFKA007", 1, "1000.00", []),
        ("NFKA007", 4, "300.00", []),
    ]


def test_of_the_treatments_of_a_tooth_the_one_that_makes_the_total_is_proposed() -> None:
    reading = read_text(
        """Devis
Dent   Code      Acte                  Honoraires   Base
46     HBLD038   Couronne métallique   290,00 €     120,00 €
46     HBLD734   Couronne céramique    550,00 €     120,00 €
46     HBLD073   Couronne zircone      440,00 €     120,00 €
Total du choix retenu                  440,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "fee", "doubts") == [("HBLD073", "440.00", [])]


@pytest.mark.parametrize(
    "row",
    [
        "                 Geste commercial       - 50,00 €",
        "                 TVA 0 %                0,00 €",
        "                 Base de remboursement  120,00 €",
    ],
    ids=["discount", "nought", "names an amount"],
)
def test_a_row_that_asks_for_nothing_is_no_line(row: str) -> None:
    reading = read_text(
        f"""Devis
Dent   Code      Acte                   Honoraires
46     HBLD734   Couronne céramique     550,00 €
                 Total                  550,00 €
{row}
""",
        TODAY,
    )

    assert told(reading, "act", "fee") == [("HBLD734", "550.00")]


def test_bases_of_two_practitioners_and_their_sum_prove_no_fee() -> None:
    reading = read_text(
        "Devis\nVotre intervention NFKA007.\nBase de remboursement : 569,20 € et 224,72 €, ensemble 793,92 €.\n", TODAY
    )

    assert "fee" in reading.lines[0].as_json()["doubts"]


def test_a_fee_that_nothing_proves_is_to_be_looked_at() -> None:
    reading = read_text("Devis\nDent   Code      Acte       Honoraires\n46     HBLD734   Couronne   550,00 €\n", TODAY)

    assert doubts(reading) == [{"fee": Doubt.UNCONFIRMED}]


def test_an_act_without_a_code_is_to_be_looked_at_unless_it_is_said_not_to_be_repaid() -> None:
    reading = read_text(
        """Devis dentaire
Dent   Acte                         Honoraires
46     Couronne                     550,00 €
46     Pilier (hors nomenclature)   250,00 €
       Total                        800,00 €
""",
        TODAY,
    )

    assert doubts(reading) == [{"act": Doubt.NOT_FOUND}, {}]


def test_an_activity_whose_base_is_of_another_is_in_doubt() -> None:
    reading = read_text(
        """Devis
Acte     Code         Base        Dépassement   Honoraires
Genou    NFKA007 4    569,20 €    430,80 €      1 000,00 €
""",
        TODAY,
    )

    assert "activity" in reading.lines[0].as_json()["doubts"]


def test_words_over_two_rows_on_how_a_surgeon_operates_are_no_anaesthetist() -> None:
    reading = read_text(
        "Exemple, le 3 novembre 2026\nJe vous propose cette intervention, NFKA007, le 12 décembre 2026, sous\n"
        "anesthésie générale.\nMes honoraires seront de 1 200,00 €.\n",
        TODAY,
    )

    assert told(reading, "activity") == [(1,)]


def test_a_sum_that_the_end_of_a_row_cuts_is_whole() -> None:
    reading = read_text(
        "Exemple, le 3 novembre 2026\nJe vous propose cette intervention, NFKA007. Mes honoraires seront de 1\n"
        "299,50 €, le tarif de la Sécurité sociale étant de 569,20 €.\n",
        TODAY,
    )

    assert told(reading, "fee", "base") == [("1299.50", "569.20")]


def test_a_fee_that_is_several_times_a_price_of_one_is_in_doubt_where_no_number_was_read() -> None:
    reading = read_text(
        """Devis dentaire
Dent   Code      Acte        P.U.        Montant
46     HBLD734   Couronne    115,00 €    460,00 €
       Total                             460,00 €
""",
        TODAY,
    )

    assert doubts(reading) == [{"fee": Doubt.ROLE}]
