"""Quotes on paper, made here: text PDFs with a text layer, of fictitious people."""

import io
from collections.abc import Sequence

import pypdf
from pypdf.generic import DictionaryObject, NameObject, StreamObject

Row = Sequence[tuple[int, str]]
"""Texts with how far from the left each begins, in points."""

NUMBER = "2 85 05 78 006 084 36"
NAME = "ESSAI Camille"
COLUMNS = (50, 90, 160, 400, 480)


def text_pdf(rows: Sequence[Row]) -> bytes:
    """Return a PDF of one A4 page with these rows, from the top."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(named)})}  # noqa: SLF001  no other way in
    )
    drawn = StreamObject()
    drawn.set_data(
        b"\n".join(
            b"BT /F 9 Tf %d %d Td (%s) Tj ET" % (left, 780 - 24 * down, _escaped(text))
            for down, row in enumerate(rows)
            for left, text in row
        )
    )
    page[NameObject("/Contents")] = writer._add_object(drawn)  # noqa: SLF001  as above
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def table(*rows: Sequence[str], total: str | None = None) -> list[Row]:
    """Lay out a dental quote: tooth, code, label, fee, base."""
    headings = ("Dent", "Code CCAM", "Nature de l'acte", "Honoraires", "Base de remb.")
    laid: list[Row] = [
        [(50, "DEVIS POUR DES SOINS DENTAIRES")],
        [(50, f"Patient : {NAME}"), (300, f"N° de sécurité sociale : {NUMBER}")],
        [(50, "")],
        *(list(zip(COLUMNS, row, strict=True)) for row in (headings, *rows)),
    ]
    return [*laid, [(160, "Total"), (400, total)]] if total else laid


CROWN = ("14", "HBLD634", "Couronne dentaire céramométallique", "515,00 €", "120,00 €")
INLAY = ("26", "HBMD351", "Inlay-onlay composite", "330,00 €", "100,00 €")


def dental_quote() -> bytes:
    """Return a quote of two lines that add up to its total."""
    return text_pdf(table(CROWN, INLAY, total="845,00 €"))


def doubtful_quote() -> bytes:
    """Return the same with a total that its lines do not make."""
    return text_pdf(table(CROWN, INLAY, total="901,00 €"))


def quote_without_a_code() -> bytes:
    """Return a quote whose crown has words, a tooth and sums, and no code."""
    crown = ("46", "", "Couronne céramo-métallique sur molaire", "590,00 €", "120,00 €")
    return text_pdf(table(crown, INLAY, total="920,00 €"))


def letter() -> bytes:
    """Return a text that is no quote."""
    return text_pdf(
        [[(50, "Cher confrère,")], [(50, "Merci de votre courrier du mois dernier.")], [(50, "Bien à vous")]]
    )
