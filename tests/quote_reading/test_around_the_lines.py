"""What stands around the lines: headings that wrap, rooms, sentences, a page's other column, what a paper is."""

import datetime as dt

import pytest

from quote_reading import NotAQuote, Reading, read_text

TODAY = dt.date(2026, 11, 21)


def told(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    lines = [line.as_json() for line in reading.lines]
    return [tuple(line[name] for name in names) for line in lines]


@pytest.mark.parametrize("point", [",00 €", ""])
def test_what_stands_under_a_fee_in_words_of_its_own_belongs_to_its_act(point: str) -> None:
    reading = read_text(
        f"""Devis
Médecin            Cotation         Honoraires libres souhaités
Dr A               NFKA007          1 200{point}
Chirurgie          activité 1       base : 569,20 €
Dr B               NFKA007          400{point}
Anesthésie         activité 4       base : 187,21 €
Ensemble                            1 600{point}
""",
        TODAY,
    )

    assert told(reading, "fee", "base", "activity") == [("1200.00", "569.20", 1), ("400.00", "187.21", 4)]


def test_the_number_of_nights_in_a_column_tells_the_price_of_one_where_the_total_proves_it() -> None:
    reading = read_text(
        """Estimation
Prestations             Code       Nb     Montant       dont pris en     dont à votre
                                                        charge AMO       charge
Chirurgien              NFKA007    1      1 200,00 €    569,20 €         630,80 €
Chambre particulière               4      340,00 €      0,00 €           340,00 €
TOTAL                                     1 540,00 €
""",
        TODAY,
    )

    assert reading.stay.as_json()["private_room"] == {"wanted": True, "price": "85.00"}
    assert reading.stay.as_json()["doubts"] == []
    assert told(reading, "fee", "base") == [("1200.00", "569.20")]


def test_a_room_without_a_number_of_nights_is_in_doubt() -> None:
    reading = read_text("Devis\nNFKA007 genou 1 200,00 €\nChambre particulière\t340,00 €", TODAY)

    assert reading.stay.as_json()["doubts"] == ["private_room.price"]


def test_of_a_sentence_the_price_of_the_room_is_what_comes_after_its_words() -> None:
    reading = read_text(
        """Devis
NFKA007 genou 1 200,00 €

Le forfait journalier est de 23 €, et la chambre seule que vous avez
demandée de 75 € par nuit. Une avance de 200 € est à verser.
""",
        TODAY,
    )

    assert reading.stay.as_json()["private_room"] == {"wanted": True, "price": "75.00"}


def test_amounts_over_several_paragraphs_of_a_letter_prove_each_other() -> None:
    reading = read_text(
        """Devis
Suite à la consultation (70 €), je vous propose l'acte NFKA007.

Pour cet acte, la Sécurité sociale fixe un tarif de 569,20 €. Je vous demande
en plus un dépassement de 630,80 €. Vous me réglerez donc 1 200,00 € au total.
""",
        TODAY,
    )

    assert told(reading, "fee", "base", "doubts")[0][:2] == ("1200.00", "569.20")
    assert reading.lines[0].values["fee"].doubt is None


def test_an_alternative_overleaf_is_told_by_its_title_above_a_sentence() -> None:
    heading = "Dent   Code      Nature de l'acte        Honoraires\n"
    reading = read_text(
        f"""Devis
{heading}36     HBLD734   Couronne céramique      600,00 €
       TOTAL                             600,00 €

Information alternative thérapeutique (100 % santé ou reste à charge maîtrisé)
Vous pouvez choisir ce qui suit à la place.
{heading}37     HBLD038   Couronne métallique     290,00 €
""",
        TODAY,
    )

    assert told(reading, "act") == [("HBLD734",)]


def test_a_tooth_named_over_two_rows_of_a_cell_is_the_acts() -> None:
    reading = read_text(
        """Devis
Acte                    Code       Honoraires
Couronne céramique      HBLD734    600,00 €
sur molaire (dent
n° 36)
""",
        TODAY,
    )

    assert told(reading, "tooth") == [(36,)]


def test_running_text_beside_the_acts_gives_them_no_amount() -> None:
    reading = read_text(
        """Devis
Ce devis est valable six mois. Les          Couronne sur molaire
honoraires au-dessus de 70 € font           HBLD734, dent 36
l'objet d'un écrit. La garantie est         Honoraires : 600,00 €
de douze mois, le prix d'achat de           Base Sécurité sociale : 120,00 €
""",
        TODAY,
    )

    assert told(reading, "fee", "base", "tooth") == [("600.00", "120.00", 36)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Note d'honoraires\nPayé par carte : 600,00 €", NotAQuote.BILL),
        ("Facture, suite au devis du 03/01/2026", NotAQuote.BILL),
        ("Note d'honoraires, somme reçue ce jour : 600,00 €. Acquitté", NotAQuote.BILL),
        ("Relevé de remboursements", NotAQuote.STATEMENT),
        ("Estimation avant facture", None),
        ("Total de la facture prévisionnelle", None),
    ],
)
def test_a_bill_is_told_from_a_quote_by_what_comes_first(title: str, kind: NotAQuote | None) -> None:
    assert read_text(f"{title}\nHBLD734 Couronne, dent 36 : 600,00 €", TODAY).not_a_quote == kind


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("Dr Exemple\nFaire pratiquer une radiographie panoramique, HBQK002", NotAQuote.PRESCRIPTION),
        ("Garage Exemple, devis\nDésignation\tQté\tMontant\nPlaquettes de frein\t1\t80,00 €", NotAQuote.OTHER),
    ],
)
def test_a_paper_without_a_price_or_without_care_is_no_quote(paper: str, kind: NotAQuote) -> None:
    reading = read_text(paper, TODAY)

    assert reading.not_a_quote == kind
    assert reading.lines == ()
