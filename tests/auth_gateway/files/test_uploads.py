"""Every file ends released and clean, refused with a sentence, or held apart; the original never goes on."""

import io
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image

from auth_gateway.files import FILE_BYTES, SentFile, Verdict, as_pdf, made_safe
from auth_gateway.files.scanner import ClamAv
from auth_gateway.platform.errors import ProblemError
from tests.support import uploads
from tests.support.clamd import clamd
from tests.support.people import NOON

STALE = "Sat Nov 7 06:00:00 2026"


def sent(name: str, content: bytes, media_type: str = "") -> SentFile:
    return SentFile(name, media_type, content)


@pytest.mark.parametrize(("name", "content"), [*uploads.GOOD.items(), *uploads.HARMLESS.items()])
def test_c18_a_good_file_and_one_that_only_carries_something_are_painted_again(name: str, content: bytes) -> None:
    pages = made_safe(sent(name, content)).pages

    assert len(pages) == (20 if name == "twenty.pdf" else 1)
    for page in pages:
        with Image.open(io.BytesIO(page), formats=["JPEG"]) as picture:
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert len(picture.getexif()) == 0
        for carried in (uploads.SECRET_PLACE.encode(), uploads.EICAR, uploads.SCRIPT.encode(), b"PK\x03\x04", b"<html"):
            assert carried not in page


def test_a_photo_that_lies_on_its_side_is_set_upright() -> None:
    (page,) = made_safe(sent("telling.jpg", uploads.telling_jpeg())).pages

    with Image.open(io.BytesIO(page)) as picture:
        assert picture.size == (80, 120)


@pytest.mark.parametrize(("name", "found"), uploads.REFUSED.items())
def test_c18_a_file_that_is_not_one_is_refused_with_its_sentence(name: str, found: tuple[bytes, int, str]) -> None:
    content, status, code = found

    with pytest.raises(ProblemError) as refusal:
        made_safe(sent(name, content))

    assert (refusal.value.status, refusal.value.code) == (status, code)
    assert refusal.value.extensions["file"] == name
    assert refusal.value.title.endswith(".")


def test_a_page_in_sixteen_bits_of_grey_keeps_its_greys() -> None:
    (page,) = made_safe(sent("sixteen-bits.png", uploads.deep_png())).pages

    with Image.open(io.BytesIO(page)) as picture:
        ink, grey = picture.getpixel((20, 40)), picture.getpixel((100, 40))
    assert ink == (0, 0, 0)
    assert grey == (0x40, 0x40, 0x40)


@pytest.mark.parametrize("content", [uploads.heavy_pdf, uploads.endless_pdf])
def test_c18_what_would_take_too_long_to_open_is_ended_and_refused(content: Callable[[], bytes]) -> None:
    with pytest.raises(ProblemError) as refusal:
        made_safe(sent("heavy.pdf", content()))

    assert refusal.value.code == "file_too_heavy"


@pytest.mark.parametrize("media_type", ["application/pdf", "image/jpg", "application/octet-stream", ""])
def test_a_type_that_claims_a_document_or_nothing_passes(media_type: str) -> None:
    assert made_safe(sent("devis.pdf", uploads.pdf(), media_type)).kind.value == "application/pdf"


def test_a_type_that_claims_something_else_is_refused() -> None:
    with pytest.raises(ProblemError, match="file_declared"):
        made_safe(sent("devis.pdf", uploads.pdf(), "text/html"))


def test_a64_k16_ten_mebibytes_are_opened_and_one_byte_more_is_not() -> None:
    whole = uploads.jpeg().ljust(FILE_BYTES, b"\0")

    assert len(made_safe(sent("large.jpg", whole[:-1])).pages) == 1
    assert len(made_safe(sent("large.jpg", whole)).pages) == 1
    with pytest.raises(ProblemError, match="file_too_large"):
        made_safe(sent("large.jpg", whole + b"\0"))


def test_painted_pages_make_a_document_that_holds_nothing_else() -> None:
    pages = made_safe(sent("two.pdf", uploads.pdf(2, script=True))).pages

    document = pypdf.PdfReader(io.BytesIO(as_pdf(pages)))

    assert [round(float(page.mediabox.height)) for page in document.pages] == [842, 842]
    assert set(document.root_object) == {"/Type", "/Pages"}


def test_the_scanner_tells_a_clean_file_from_an_infected_one() -> None:
    with clamd() as scanner:
        assert scanner.scan(uploads.pdf(), NOON) is Verdict.CLEAN
        assert scanner.scan(uploads.HARMLESS["eicar-inside.pdf"], NOON) is Verdict.INFECTED
        assert scanner.scan(uploads.EICAR * 4_000, NOON) is Verdict.INFECTED


def test_a_file_that_the_scanner_may_not_see_whole_is_not_trusted() -> None:
    with clamd(most=10) as scanner:
        assert scanner.scan(uploads.pdf(), NOON) is Verdict.INFECTED


def test_a_scanner_that_is_away_or_out_of_date_has_said_nothing() -> None:
    with clamd(STALE) as scanner:
        assert scanner.scan(uploads.pdf(), NOON) is Verdict.UNKNOWN
    assert ClamAv("127.0.0.1:1").scan(uploads.pdf(), NOON) is Verdict.UNKNOWN
    assert ClamAv("/nowhere/clamd.sock").scan(uploads.pdf(), NOON) is Verdict.UNKNOWN
