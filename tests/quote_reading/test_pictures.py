"""Scans and photographs, through the real caged programs; what each costs is limited, what is no quote is named."""

import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter

from ops.stack import ROOT
from quote_reading import DocumentError, NotAQuote, read_bytes
from tests.support import paper_quotes, uploads
from tests.support.papers import needs_ocr, paper, photographed

TODAY = dt.date(2026, 11, 21)
MOST_KILOBYTES, MOST_SECONDS = 900_000, 12.0  # the second is bounded loosely: this machine may do much else


def photo_of_a_cat() -> bytes:
    """Return a blurred photograph of something round with ears."""
    picture = Image.new("RGB", (900, 700), (120, 150, 90))
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((250, 250, 650, 620), fill=(200, 140, 80))
    for ear in (((280, 330), (310, 170), (400, 270)), ((620, 330), (590, 170), (500, 270))):
        drawing.polygon(ear, fill=(190, 120, 70))
    for eye in (370, 530):
        drawing.ellipse((eye - 25, 380, eye + 25, 440), fill=(30, 60, 20))
    written = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(4)).save(written, "JPEG", quality=80)
    return written.getvalue()


# Run in a process of its own, whose children are those of the reading alone: this one has had browsers and servers.
READ_APART = """
import datetime, json, resource, sys
from quote_reading import read_bytes
reading = read_bytes(sys.stdin.buffer.read(), datetime.date.fromisoformat(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
told = {"lines": [line.as_json() for line in reading.lines], "pictures": len(reading.pictures)}
print(json.dumps({**told, "kilobytes": used.ru_maxrss, "seconds": used.ru_utime + used.ru_stime}))
"""


def read_apart(content: bytes) -> dict[str, Any]:
    """Return what is read of a paper, and what the caged programs used for it."""
    argv = [sys.executable, "-c", READ_APART, TODAY.isoformat()]
    told: dict[str, Any] = json.loads(
        subprocess.run(argv, input=content, capture_output=True, check=True, cwd=ROOT).stdout
    )
    return told


@needs_ocr
@pytest.mark.parametrize(
    ("layout", "form"),
    [("dental_official", "scan"), ("medical_table", "photo_rotated"), ("dental_list", "photo_hard")],
)
def test_every_line_of_a_picture_is_exact_within_its_limits(layout: str, form: str) -> None:
    made = paper(layout, 1)

    told = read_apart(photographed(made.pdf, form, 1))

    wanted = asdict(made.truth)["lines"]
    assert [{name: line[name] for name in one} for one, line in zip(wanted, told["lines"], strict=True)] == wanted
    assert told["kilobytes"] < MOST_KILOBYTES
    assert told["seconds"] < MOST_SECONDS
    assert told["pictures"] == 1


@needs_ocr
@pytest.mark.parametrize(
    ("content", "kind"),
    [(photo_of_a_cat(), NotAQuote.PICTURE), (photographed(uploads.pdf(), "photo_hard", 1), NotAQuote.BLANK)],
)
def test_a_picture_without_text_is_no_quote(content: bytes, kind: NotAQuote) -> None:
    reading = read_bytes(content, TODAY)

    assert (reading.not_a_quote, reading.lines) == (kind, ())


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            ["FACTURE n° 2026-118", "Couronne HBLD634 515,00 €", "Acquittée le 12/03/2026 par carte", "Total 515,00 €"],
            NotAQuote.BILL,
        ),
        (
            ["ORDONNANCE", "Amoxicilline 1 g, comprimés", "Un comprimé matin et soir pendant 7 jours", "À renouveler"],
            NotAQuote.PRESCRIPTION,
        ),
        (["Cher confrère,", "Merci de votre courrier du mois dernier au sujet de Madame."], NotAQuote.OTHER),
    ],
)
def test_another_paper_is_named_and_nothing_of_it_is_a_line(rows: list[str], kind: NotAQuote) -> None:
    reading = read_bytes(paper_quotes.text_pdf([[(50, row)] for row in rows]), TODAY)

    assert (reading.not_a_quote, reading.lines, reading.charges) == (kind, (), ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (uploads.pdf(password="secret"), "file_encrypted"),
        (b"\xff\xd8\xff", "file_unreadable"),
        (b"GIF89a", "file_kind"),
        (b"", "file_kind"),
        (uploads.pdf(pages=11), "file_pages"),
        (uploads.png_of(20_000, 20_000), "file_pixels"),
        (b"%PDF-1.7\n%%EOF", "file_unreadable"),
    ],
    ids=["password", "three bytes", "another kind", "empty", "pages", "huge", "broken"],
)
def test_what_cannot_be_read_is_refused_by_a_code(content: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        read_bytes(content, TODAY)

    assert refused.value.code == code
