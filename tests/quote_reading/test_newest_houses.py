"""What the newest houses taught: several acts in a sentence, two practitioners in a row, prices without codes."""

import datetime as dt

from quote_reading import Doubt, Reading, read_text
from quote_reading.vocabulary import put_right

TODAY = dt.date(2026, 11, 21)


def told(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    lines = [line.as_json() for line in reading.lines]
    return [tuple(line[name] for name in names) for line in lines]


def test_each_act_of_a_sentence_has_the_price_after_its_code_wherever_the_rows_end() -> None:
    reading = read_text(
        """Devis dentaire
Je propose une couronne (HBLD734) à 590,00 €, un détartrage (HBJD001) à
28,92 € et un inlay-core (HBLD745) à 175,00 €.
Le plan est valable six mois à compter de ce jour.
Il sera revu avec vous.
""",
        TODAY,
    )

    assert told(reading, "act", "fee") == [("HBLD734", "590.00"), ("HBJD001", "28.92"), ("HBLD745", "175.00")]


def test_two_halves_of_a_row_are_the_surgeon_s_and_the_anaesthetist_s() -> None:
    reading = read_text(
        """Devis
                  Chirurgien                            Anesthésiste
Code      Acte    Base SS     Dépassement   Honoraires   Base SS     Dépassement   Honoraires
QEMA004   Seins   316,29 €    91,71 €       408,00 €     108,86 €    148,14 €      257,00 €
Total général : 665,00 €
""",
        TODAY,
    )

    assert told(reading, "activity", "base", "fee") == [(1, "316.29", "408.00"), (4, "108.86", "257.00")]


def test_prices_without_codes_are_lines_where_a_total_makes_them_and_their_acts_are_asked_for() -> None:
    text = """Devis du cabinet dentaire
Couronne sur molaire, dent 36          550,00 €
Gouttière (non remboursée)             250,00 €
Total                                  {total} €
"""
    made, other = (read_text(text.format(total=total), TODAY) for total in ("800,00", "900,00"))

    assert told(made, "act", "tooth", "fee", "covered") == [(None, 36, "550.00", None), (None, None, "250.00", False)]
    assert made.lines[0].values["act"].doubt is Doubt.NOT_FOUND
    assert made.lines[0].values["fee"].doubt is None
    assert other.lines == ()


def test_a_plan_that_is_not_kept_is_no_line() -> None:
    reading = read_text(
        """Devis dentaire
Plan n° 1 (retenu)
Dent   Code      Acte       Honoraires
46     HBLD734   Couronne   532,50 €
Total                       532,50 €
Plan n° 2, à titre comparatif
Dent   Code      Acte       Honoraires
47     HBLD038   Couronne   290,00 €
Total                       290,00 €
""",
        TODAY,
    )

    assert told(reading, "act", "tooth") == [("HBLD734", 46)]


def test_a_number_after_a_dental_code_is_no_activity_and_several_teeth_are_none() -> None:
    reading = read_text(
        """Devis dentaire
Dent(s)          Acte        Code        Nb   Prix unitaire   Montant
18,28,38,48      Avulsion    HBGD022     4    83,00 €         332,00 €
45               Couronne    HBLD491     1    403,00 €        403,00 €
Total                                                         735,00 €
""",
        TODAY,
    )

    assert told(reading, "tooth", "fee", "quantity")[0] == (None, "83.00", 4)


def test_a_word_of_an_act_is_not_put_right_into_a_word_of_quotes() -> None:
    assert put_right("comblement osseux") == "comblement osseux"
    assert put_right("honorajres") == "honoraires"
