"""What a paper confirms is without doubt; what contradicts itself, or follows from something else, is told."""

import datetime as dt

import pytest

from quote_reading import Doubt, Reading, Value, read_text
from quote_reading.paper import Sheet, Word
from quote_reading.reading import read_sheets
from quote_reading.result import Why

TODAY = dt.date(2026, 11, 21)
TABLE = """Dent   Code CCAM   Nature de l'acte             Honoraires   Base de remb.
14     HBLD634     Couronne céramo-métallique     515,00 €       {base} €
26     HBMD351     Inlay-onlay composite          330,00 €       100,00 €
                   Total                          {total} €
"""


def value(reading: Reading, name: str, line: int = 1) -> Value:
    return reading.lines[line - 1].values[name]


@pytest.mark.parametrize(
    ("base", "total", "fee_doubt", "base_doubt"),
    [
        ("120,00", "845,00", None, None),
        ("120,00", "901,00", Doubt.SUM_DIFFERS, None),
        ("107,50", "845,00", None, Doubt.BASE_DIFFERS),
    ],
)
def test_a_total_confirms_or_contradicts_the_fees_and_the_nomenclature_the_base(
    base: str, total: str, fee_doubt: Doubt | None, base_doubt: Doubt | None
) -> None:
    reading = read_text(TABLE.format(base=base, total=total), TODAY)

    assert (value(reading, "fee").doubt, value(reading, "base").doubt) == (fee_doubt, base_doubt)


def on_a_picture(text: str, *, sure: float = 0.99) -> Reading:
    """Read a text as if it had been recognised on a picture."""
    words = [
        Word(word, at * 11.0, row * 24.0, (at + len(word)) * 11.0 - 1, row * 24.0 + 20, sure)
        for row, line in enumerate(text.splitlines())
        for at, word in _placed(line)
    ]
    return read_sheets([Sheet(tuple(words), 1200, 400, is_text=False)], TODAY)


def _placed(line: str) -> list[tuple[int, str]]:
    starts = [at for at, sign in enumerate(line) if sign != " " and (at == 0 or line[at - 1] == " ")]
    return [(at, line[at:].split(" ", 1)[0]) for at in starts]


def test_on_a_picture_what_the_total_makes_is_without_doubt() -> None:
    reading = on_a_picture(TABLE.format(base="120,00", total="845,00"))

    assert [line.as_json()["doubts"] for line in reading.lines] == [[], []]


def test_on_a_picture_a_fee_that_nothing_confirms_is_in_doubt() -> None:
    whole = TABLE.format(base="120,00", total="")

    reading = on_a_picture(whole.rsplit("\n", 2)[0])

    assert value(reading, "fee").doubt == Doubt.UNCONFIRMED


def test_a_small_sign_that_is_hardly_legible_is_in_doubt_even_when_the_sums_are_right() -> None:
    reading = on_a_picture(TABLE.format(base="120,00", total="845,00"), sure=0.6)

    assert (value(reading, "tooth").doubt, value(reading, "fee").doubt) == (Doubt.UNCONFIRMED, None)


def test_a_code_put_right_is_in_doubt_until_its_base_agrees() -> None:
    confirmed = on_a_picture(TABLE.format(base="120,00", total="845,00").replace("HBLD634", "H8LD634"))
    alone = on_a_picture("dent 14 : (H8LD634)   515,00 €")

    assert (value(confirmed, "act").value, value(confirmed, "act").doubt) == ("HBLD634", None)
    assert (value(alone, "act").value, value(alone, "act").doubt) == ("HBLD634", Doubt.MISREAD)


@pytest.mark.parametrize(("total", "doubt"), [("", Doubt.WORKED_OUT), ("\nTotal à payer : 1 200,00 €", None)])
def test_a_fee_that_is_not_printed_is_worked_out_and_confirmed_by_the_total_alone(
    total: str, doubt: Doubt | None
) -> None:
    text = "Acte NEKA020\nTarif de la Sécurité sociale : 459,80 €\nComplément d'honoraires : 740,20 €" + total

    fee = value(read_text(text, TODAY), "fee")

    assert (fee.value, fee.doubt) == ("1200.00", doubt)


def test_an_overrun_that_is_not_repaid_leaves_the_act_covered() -> None:
    text = "Acte NEKA020 : mes honoraires sont de 1 200,00 €,\ndont un dépassement non remboursé de 740,20 €."

    assert "covered" not in read_text(text, TODAY).lines[0].values


def test_nr_beside_an_act_that_has_a_tariff_is_in_doubt() -> None:
    covered = value(read_text("dent 14 : Couronne (HBLD634) NR   515,00 €", TODAY), "covered")

    assert (covered.value, covered.doubt) == (False, Doubt.BASE_DIFFERS)


def test_an_act_beside_a_table_that_makes_its_total_is_no_line() -> None:
    text = TABLE.format(base="120,00", total="845,00") + "\n\n\n\nOption possible : couronne (HBLD038), 298,70 €."

    reading = read_text(text, TODAY)

    assert [line.values["act"].value for line in reading.lines] == ["HBLD634", "HBMD351"]
    assert Why.ALTERNATIVE in [aside.why for aside in reading.left_aside]


RIVALS = """Dent   Code CCAM   Nature de l'acte                Honoraires
46     HBLD734     Couronne céramique sur métal     650,00 €
46     HBLD038     Couronne en métal non précieux   298,70 €
{total}"""


@pytest.mark.parametrize(("total", "lines"), [("", 1), ("Total   650,00 €", 1), ("Total   948,70 €", 2)])
def test_a_second_crown_on_a_tooth_is_the_alternative_unless_the_total_counts_it(total: str, lines: int) -> None:
    reading = read_text(RIVALS.format(total=total), TODAY)

    assert len(reading.lines) == lines


def test_two_crowns_on_a_tooth_of_which_nothing_tells_the_alternative_are_both_in_doubt() -> None:
    reading = read_text(RIVALS.format(total="").replace("HBLD038", "HBLD403"), TODAY)

    assert [line.values["tooth"].doubt for line in reading.lines] == [Doubt.TOOTH_DIFFERS, Doubt.TOOTH_DIFFERS]
