"""What columns of amounts are: their headings say it, and their numbers do where headings do not, or say it wrongly."""

import datetime as dt

import pytest

from quote_reading import Doubt, Reading, read_text

TODAY = dt.date(2026, 11, 21)


def fees(reading: Reading) -> list[str]:
    return [line.values["fee"].value for line in reading.lines]


def doubts(reading: Reading, name: str) -> list[Doubt | None]:
    return [line.values[name].doubt for line in reading.lines]


@pytest.mark.parametrize(
    "headings",
    [
        ("Honoraires", "Base SS"),
        ("Prix de vente", "Zone 3"),
        ("Tarif", "Montant"),
        ("Zone 2", "Zone 3"),
        ("Honoraires", "Honoraires"),
    ],
)
def test_the_column_that_makes_the_total_is_the_fee_and_the_nomenclatures_the_base(headings: tuple[str, str]) -> None:
    reading = read_text(
        f"""Dent   Code CCAM   Nature de l'acte             {headings[0]:15}   {headings[1]}
14     HBLD634     Couronne céramo-métallique     515,00 €          120,00 €
26     HBMD351     Inlay-onlay composite          330,00 €          100,00 €
                   Total                          845,00 €
""",
        TODAY,
    )

    assert fees(reading) == ["515.00", "330.00"]
    assert [line.values["base"].value for line in reading.lines] == ["120.00", "100.00"]
    assert doubts(reading, "fee") == [None, None]


def test_a_part_of_a_fee_is_not_the_fee() -> None:
    reading = read_text(
        """Code      Acte                        Prix du dispositif médical   Prestations de soins   Honoraires
HBLD634   Couronne céramo-métallique   180,00 €                     335,00 €               515,00 €
""",
        TODAY,
    )

    assert fees(reading) == ["515.00"]


def test_an_amount_that_nothing_explains_puts_the_fee_beside_it_in_doubt() -> None:
    reading = read_text(
        """Code      Acte                        Montant      Zone 9
HBLD634   Couronne céramo-métallique   515,00 €     77,00 €
""",
        TODAY,
    )

    assert fees(reading) == ["515.00"]
    assert doubts(reading, "fee") == [Doubt.ROLE]


def test_what_the_lines_make_is_a_total_whatever_it_is_called() -> None:
    reading = read_text(
        """Code      Acte                        Honoraires
HBLD634   Couronne céramo-métallique   515,00 €
HBMD351   Inlay-onlay composite        330,00 €
          Ensemble du plan             845,00 €
""",
        TODAY,
    )

    assert fees(reading) == ["515.00", "330.00"]


def test_a_table_on_its_side_has_an_act_a_column() -> None:
    reading = read_text(
        """               Chirurgien    Anesthésiste
Code CCAM      NEKA020       NEKA020
Base SS        459,80 €      196,80 €
Dépassement    740,20 €      153,20 €
Honoraires     1 200,00 €    350,00 €
""",
        TODAY,
    )

    assert fees(reading) == ["1200.00", "350.00"]
    assert [line.values["activity"].value for line in reading.lines] == [1, 4]


def test_a_tooth_that_is_not_printed_is_to_be_looked_at() -> None:
    reading = read_text("Code      Acte         Honoraires\nHBLD634   Couronne     515,00 €\n", TODAY)

    assert (reading.lines[0].values["tooth"].value, doubts(reading, "tooth")) == (None, [Doubt.NOT_FOUND])


def test_of_several_teeth_none_is_the_tooth_of_a_bridge() -> None:
    reading = read_text(
        "Dent         Code      Acte     Honoraires\n34, 35, 36   HBLD227   Bridge   1 200,00 €\n", TODAY
    )

    assert "tooth" not in reading.lines[0].values


@pytest.mark.parametrize("letter", ["TO90", "TO 90"])
def test_a_half_year_of_orthodontics_is_a_line(letter: str) -> None:
    reading = read_text(
        f"Premier semestre de traitement, {letter} : honoraires de 800,00 €, base de remboursement 193,50 €.", TODAY
    )

    (line,) = reading.lines
    assert (line.values["act"].value, line.values["fee"].value, line.values["base"].value) == (
        "TO90",
        "800.00",
        "193.50",
    )
    assert reading.family == "dental"
    assert line.values["act"].doubt is None


def test_amounts_of_a_sentence_are_told_by_what_they_make_whatever_its_words() -> None:
    reading = read_text(
        "Pour NEKA020 je demande 1 200,00 €, la Sécurité sociale retenant un tarif de 459,80 €. "
        "La différence, soit 740,20 €, est pour vous.",
        TODAY,
    )

    assert fees(reading) == ["1200.00"]
    assert [line.values["base"].value for line in reading.lines] == ["459.80"]
