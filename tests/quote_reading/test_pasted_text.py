"""A quote that was pasted goes the same way as one on paper."""

import datetime as dt

from quote_reading import read_text

TODAY = dt.date(2026, 11, 21)
LIST = """Plan de traitement et honoraires
dent 45 : Couronne provisoire (HBLD486)        94,25 €
dent 15 : Inlay-core (HBLD745)                165,00 €
Montant total des honoraires                  259,25 €
Acompte demandé à la signature (30 %)          77,78 €
"""


def test_each_act_of_a_list_is_a_line_and_neither_the_total_nor_the_deposit_is() -> None:
    reading = read_text(LIST, TODAY)

    read = [(line.values["act"].value, line.values["tooth"].value, line.values["fee"].value) for line in reading.lines]
    assert read == [("HBLD486", 45, "94.25"), ("HBLD745", 15, "165.00")]
    assert reading.family == "dental"
    assert [aside.why for aside in reading.left_aside] == ["total", "deposit"]
