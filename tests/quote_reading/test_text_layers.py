"""PDFs whose text layer is not what their page shows: hidden text, signs put for others, values typed into a form."""

import datetime as dt
import io
from collections.abc import Callable, Sequence

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from quote_reading import read_bytes
from quote_reading.paper.cage import painted
from tests.support import paper_quotes
from tests.support.papers import needs_ocr

TODAY = dt.date(2026, 11, 21)
Change = Callable[[pypdf.PdfWriter, pypdf.PageObject], None]


def changed(change: Change, rows: Sequence[paper_quotes.Row] | None = None) -> bytes:
    """Return a quote with a text layer after a change."""
    content = paper_quotes.dental_quote() if rows is None else paper_quotes.text_pdf(rows)
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    change(writer, writer.pages[0])
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def dictionary(**told: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject("/" + name): value for name, value in told.items()})


def as_if_typed(first: str) -> Change:
    """Return a change after which everything is drawn as some operators say, before its own."""

    def change(writer: pypdf.PdfWriter, page: pypdf.PageObject) -> None:
        contents = page.get_contents()
        assert contents is not None
        drawn = StreamObject()
        drawn.set_data(contents.get_data().replace(b"BT ", b"BT " + first.encode() + b" "))
        page[NameObject("/Contents")] = writer._add_object(drawn)  # noqa: SLF001  no other way in

    return change


def every_sign_is_another(writer: pypdf.PdfWriter, page: pypdf.PageObject) -> None:
    """Let the font say of each sign that it is the one after it, as broken software does."""
    named = "\n".join(f"<{code:02x}> <{code + 1:04x}>" for code in range(33, 126))
    cmap = StreamObject()
    cmap.set_data(
        f"/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"93 beginbfchar\n{named}\nendbfchar\nendcmap".encode()
    )
    font = page["/Resources"]["/Font"]["/F"].get_object()  # type: ignore[index]
    font[NameObject("/ToUnicode")] = writer._add_object(cmap)  # noqa: SLF001  as above


def typed_into_a_field(writer: pypdf.PdfWriter, page: pypdf.PageObject) -> None:
    """Add a form's field with the fee of the crown."""
    shown = StreamObject()
    shown.set_data(b"/Tx BMC q BT /F 9 Tf 0 g 0 2 Td (515,00) Tj ET Q EMC")
    box = ArrayObject([NumberObject(side) for side in (0, 0, 60, 14)])
    resources = page["/Resources"]
    shown.update(dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box, Resources=resources))
    place = ArrayObject([NumberObject(side) for side in (400, 706, 460, 720)])
    field = dictionary(
        Type=NameObject("/Annot"), Subtype=NameObject("/Widget"), FT=NameObject("/Tx"), T=TextStringObject("fee"),
        V=TextStringObject("515,00"), F=NumberObject(4), Rect=place,
        AP=dictionary(N=writer._add_object(shown)),  # noqa: SLF001  as above
    )  # fmt: skip
    known = writer._add_object(field)  # noqa: SLF001  as above
    page[NameObject("/Annots")] = ArrayObject([known])
    writer.root_object[NameObject("/AcroForm")] = dictionary(Fields=ArrayObject([known]))


def words_of(content: bytes) -> list[str]:
    header, _ = painted(content, "application/pdf", "read")
    return [word[0] for page in header["pages"] for word in page["words"]]


def test_a_text_layer_that_the_page_shows_is_kept() -> None:
    assert "HBLD634" in words_of(paper_quotes.dental_quote())


@pytest.mark.parametrize("first", ["3 Tr", "1 g"], ids=["invisible", "white on white"])
def test_hidden_text_is_no_text_of_the_page(first: str) -> None:
    assert words_of(changed(as_if_typed(first))) == []


@needs_ocr
def test_a_layer_whose_signs_stand_for_others_is_read_from_its_picture() -> None:
    reading = read_bytes(changed(every_sign_is_another), TODAY)

    read = [(line["act"], line["fee"]) for line in (one.as_json() for one in reading.lines)]
    assert read == [("HBLD634", "515.00"), ("HBMD351", "330.00")]


def test_what_was_typed_into_a_form_is_read() -> None:
    headings = ("Dent", "Code CCAM", "Nature de l'acte", "Honoraires", "Base de remb.")
    tooth, code, label, _, base = paper_quotes.CROWN
    rows = [
        [(50, "DEVIS POUR DES SOINS DENTAIRES")],
        [(50, "")],
        list(zip(paper_quotes.COLUMNS, headings, strict=True)),
        [(50, tooth), (90, code), (160, label), (480, base)],
        [(50, "Fait pour valoir ce que de droit, à remettre à votre mutuelle")],
    ]
    reading = read_bytes(changed(typed_into_a_field, rows), TODAY)

    assert [(line.as_json()["act"], line.as_json()["fee"]) for line in reading.lines] == [("HBLD634", "515.00")]
