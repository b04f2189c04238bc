"""A quote that was pasted goes the same way as one on paper, however its columns came through the clipboard."""

import datetime as dt

import pytest

from quote_reading import read_pasted, read_text

TODAY = dt.date(2026, 11, 21)
CROWN, INLAY = ("HBLD634", 14, "515.00"), ("HBMD351", 26, "330.00")
SURGEON, ANAESTHETIST = ("NEKA020", None, "1200.00"), ("NEKA020", None, "350.00")

TABS = """Dent\tCode CCAM\tNature de l'acte\tHonoraires\tBase de remb.
14\tHBLD634\tCouronne céramo-métallique\t515,00 €\t120,00 €
\t\tAutre soin non coté\t\t
26\tHBMD351\tInlay-onlay composite\t330,00 €\t
Total\t\t\t845,00 €\t
"""
ONE_SPACE = """Dent Code Libellé Honoraires Base Reste à charge
14 HBLD634 Couronne céramo-métallique 515,00 120,00 443,00
26 HBMD351 Inlay-onlay composite 330,00 100,00 270,00
Total du traitement proposé 845,00
Alternative 100 % Santé
14 HBLD038 Couronne métallique 290,00 120,00 0,00
"""
ONE_CELL_A_ROW = """Devis établi le 12/11/2026
N° dent
Code CCAM
Nature de l'acte
Honoraires
Base de remb. AMO
14
HBLD634
Couronne
céramo-métallique
515,00 €
120,00 €
HBMD351
Inlay-onlay composite
330,00 €
100,00 €
Total
845,00 €
"""
PIPES = """| Code | Activité | Libellé | Base SS | Dépassement | Honoraires |
|------|----------|---------|---------|-------------|------------|
| NEKA020 | 1 | Remplacement de la hanche | 459,80 € | 740,20 € | 1 200,00 € |
| NEKA020 | 4 | Anesthésie | 229,90 € | 120,10 € | 350,00 € |
| Total | | | | | 1 550,00 € |
"""
SEMICOLONS = """dent;code;acte;prix ttc
14;HBLD634;Couronne céramo-métallique;515,00
26;HBMD351;Inlay-onlay composite;330,00
total;;;845,00
"""
LETTER = """Madame,
Vous devez être opérée le 14/01/2027 : arthroplastie de hanche (code CCAM NEKA020).
Le tarif de remboursement de l'Assurance Maladie est de 459,80 €.
Mes honoraires s'élèveront à 1 200,00 €, soit un dépassement de 740,20 €
non remboursé par l'Assurance Maladie.
"""
MAIL = """> Bonjour Madame Nguessan,
>
> Voici votre devis :
> - Chirurgien : NEKA020, 1 200,00 EUR
> - Anesthésiste : NEKA020 activité 4, 350,00 EUR
> Total : 1 550,00 EUR
> Le secrétariat, 01 23 45 67 89
"""
TWO_SUMS = """Clinique des Trois Exemples
Honoraires du chirurgien : NEKA020 (activité 1)   459,80   1 200,00
Honoraires de l’anesthésiste : NEKA020 (activité 4)   229,90   350,00
Chambre particulière, 3 nuits à 85,00 €   255,00 €
Forfait journalier hospitalier, 4 jours à 23,00 €   92,00 €
Total du séjour   1 897,00 €
"""
LIST = """Plan de traitement et honoraires
dent 14 : Couronne céramo-métallique HBLD634 : 515 €
dent 26 : Inlay-onlay composite HBMD351 : 330 €
Montant total des honoraires 845 €
Acompte demandé à la signature 250 €
"""
CARDS = """Acte n° 1
Couronne céramo-métallique
Code CCAM : HBLD634
Dent : 14
Honoraires : 515,00 €
Acte n° 2
Inlay-onlay composite
Code CCAM : HBMD351
Dent : 26
Honoraires : 330,00 €
"""
HEADED_BY_TOOTH = """Code     Désignation                  Tarif
Dent 14
HBLD634  Couronne céramo-métallique   515,00 €
         Sous-total                   515,00 €
Dent 26
HBMD351  Inlay-onlay composite        330,00 €
         Sous-total                   330,00 €
         Total général                845,00 €
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (TABS, [CROWN, INLAY]),
        (ONE_SPACE, [CROWN, INLAY]),
        (ONE_CELL_A_ROW, [CROWN, ("HBMD351", 14, "330.00")]),  # as under one cell for both: in doubt
        (PIPES, [SURGEON, ANAESTHETIST]),
        (SEMICOLONS, [CROWN, INLAY]),
        (LETTER, [SURGEON]),
        (MAIL, [SURGEON, ANAESTHETIST]),
        (TWO_SUMS, [SURGEON, ANAESTHETIST]),
        (LIST, [CROWN, INLAY]),
        (CARDS, [CROWN, INLAY]),
        (HEADED_BY_TOOTH, [CROWN, INLAY]),
    ],
)
def test_each_act_is_a_line_and_nothing_else_is(text: str, lines: list[tuple[str, int | None, str]]) -> None:
    pasted = read_pasted(text, TODAY)

    assert pasted is not None
    read = [line.as_json() for line in pasted.reading.lines]
    assert [(line["act"], line["tooth"], line["fee"]) for line in read] == lines
    assert [name for line in read for name in line["doubts"] if name == "act"] == []


@pytest.mark.parametrize(
    "text",
    [
        "NEKA020 1200 € base 459,80",
        "Code\tActe\tBase\tHonoraires\tNEKA020\t459,80 €\t1 200,00 €",
        "HBLD634 dent 14 à 515 euros\nHBMD351 dent 26 à 330 euros",
        "Devis n° 4471 du 20/11/2026\nHBLD634 - dent 14 - 515,00\nTotal 515,00",
        "Bonjour,\nje voudrais savoir\nce que je paierai\npour une couronne\nà 650 euros.\nMerci",
        "\n\n\n\n\n",
    ],
)
def test_a_sentence_is_no_paper(text: str) -> None:
    assert read_pasted(text, TODAY) is None


def test_what_is_shown_of_it_has_neither_the_name_nor_the_number() -> None:
    pasted = read_pasted("Patient : ESSAI Camille\nN° SS 2 85 05 78 006 084 36\n" + LIST, TODAY)

    assert pasted is not None
    assert pasted.shown.splitlines()[2:] == LIST.splitlines()
    assert "ESSAI" not in pasted.shown
    assert "85 05 78" not in pasted.shown


def test_neither_the_total_nor_the_deposit_is_a_line() -> None:
    reading = read_text(LIST, TODAY)

    assert reading.family == "dental"
    assert [aside.why for aside in reading.left_aside] == ["total", "deposit"]


CROWN_AND_CORE = [("HBLD734", 36, "650.00"), ("HBLD745", 36, "165.00")]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("36\tHBLD734\t650,00\t120,00\n36\tHBLD745\t165,00\t70,00", CROWN_AND_CORE),
        ("HBLD734 couronne 36 650,00 € 120,00 €\nHBLD745 36 165,00 € 70,00 €", CROWN_AND_CORE),
        ("NEKA020 1 hanche 459,80 € 1 200,00 €\nNEKA020 4 anesthésie 229,90 € 350,00 €", [SURGEON, ANAESTHETIST]),
    ],
)
def test_two_rows_with_several_sums_are_a_paper_without_headings(
    rows: str, lines: list[tuple[str, int | None, str]]
) -> None:
    pasted = read_pasted(rows, TODAY)

    assert pasted is not None
    read = [line.as_json() for line in pasted.reading.lines]
    assert [(line["act"], line["tooth"], line["fee"]) for line in read] == lines


COPIED = """Prestations Code Nb Montant dont pris
en charge
AMO
Dr Fictive -
chirurgien
NEKA020-1 1 1 200,00
euros
459,80 euros
Dr Modèle -
anesthésiste
NEKA020-4 1 350,00
euros
229,90 euros
Total 1 550,00
euros
"""


def test_cells_that_a_copy_broke_over_lines_are_put_together_again() -> None:
    pasted = read_pasted(COPIED, TODAY)

    assert pasted is not None
    read = [line.as_json() for line in pasted.reading.lines]
    assert [(line["act"], line["activity"], line["fee"], line["base"]) for line in read] == [
        ("NEKA020", 1, "1200.00", "459.80"),
        ("NEKA020", 4, "350.00", "229.90"),
    ]


def test_a_number_before_thousands_is_of_its_own_column() -> None:
    pasted = read_pasted("Code Acte Dent Honoraires BR\nHBLD734 Couronne 16 650,00 € 120,00 €\nTotal 650,00 €", TODAY)

    assert pasted is not None
    (line,) = (one.as_json() for one in pasted.reading.lines)
    assert (line["tooth"], line["fee"], line["base"]) == (16, "650.00", "120.00")
