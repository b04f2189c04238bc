"""Paint the pages of a document or of a photo again, so that nothing of the file itself goes on: run in a cage.

    python -I painting.py application/pdf keep < file > pages

To `keep`: in colours, as JPEG without metadata, profile nor comment. To `read`: grey, as PNG, with the words of the
text layer. What a page would run, link to or carry along is not painted. Standard output is a JSON header with its
length before it (four bytes), then the pages one after the other: `{"pages": [{"bytes", "width", "height", "words":
[[text, left, top, right, bottom], …]}]}`, or `{"refused": code}`.
This program imports nothing of ours: it is started alone, with an empty environment, and before it looks at the first
byte it gives up new files, sockets, processes, and all but ten seconds and one gigabyte.
"""

import ctypes
import io
import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pi_heif
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

SECONDS, BYTES = 10, 1 << 30
MOST_PIXELS = 40_000_000
POINTS_TO_PIXELS = 200 / 72
FINE = 16  # places are asked in sixteenths of a point of the picture: PDFium gives whole numbers
MOST_WORDS = 5_000
COVERS = 0.7  # of the page: pictures that large are a scan, and the text under them another machine's guess
MOST_UNSEEN = 0.1  # of the words of a text layer: beyond, the layer is not what the page shows
INK = 24  # of 255, between the darkest and the lightest point where a word is said to stand

UNKNOWN = "\ufffd"

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
LIMITS = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: BYTES,
    resource.RLIMIT_NOFILE: 0,  # no socket either: there is no network without a descriptor
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
Written = list[object]


@dataclass(frozen=True)
class Purpose:
    """What pages are painted for."""

    most_pages: int
    longest_side: int  # of a page as it is given: an A4 page at 220 dots an inch is 2,600
    colours: str
    form: str
    settings: dict[str, int]
    with_words: bool


PURPOSES = {
    "keep": Purpose(20, 2_600, "RGB", "JPEG", {"quality": 82}, with_words=False),
    "read": Purpose(10, 2_400, "L", "PNG", {"compress_level": 3}, with_words=True),
}


class RefusedError(Exception):
    """What the file is not read for: the code of a refusal."""


def main() -> None:
    kind, purpose, content = sys.argv[1], PURPOSES[sys.argv[2]], sys.stdin.buffer.read()
    pi_heif.register_heif_opener()
    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # the size is asked before anything is decoded, see `_of_image`
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    pages: list[bytes] = []
    try:
        told = []
        painted = _of_pdf(content, purpose) if kind == "application/pdf" else _of_image(content, kind)
        for sent, words in painted:
            image = _on_white(sent, purpose)
            pages.append(_written(image, purpose))
            told.append({"bytes": len(pages[-1]), "width": image.width, "height": image.height, "words": words})
        header: dict[str, object] = {"pages": told}
    except RefusedError as refused:
        pages, header = [], {"refused": str(refused)}
    except MemoryError:
        pages, header = [], {"refused": "file_too_heavy"}
    except Exception:  # noqa: BLE001  decoders fail in as many ways as there are broken files
        pages, header = [], {"refused": "file_unreadable"}
    written = json.dumps(header).encode()
    sys.stdout.buffer.write(len(written).to_bytes(4) + written + b"".join(pages))


def _of_pdf(content: bytes, purpose: Purpose) -> Iterator[tuple[Image.Image, list[Written]]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RefusedError("file_encrypted" if "password" in str(error).lower() else "file_unreadable") from error
    if len(document) > purpose.most_pages:
        raise RefusedError("file_pages")
    if len(document) == 0:
        raise RefusedError("file_unreadable")
    for number in range(len(document)):
        page = _with_its_fields(document, number)
        longest = max(page.get_size())
        if longest <= 0:
            raise RefusedError("file_unreadable")
        image = page.render(scale=min(POINTS_TO_PIXELS, purpose.longest_side / longest)).to_pil()
        yield image, _words_seen(page, image) if purpose.with_words and not _is_a_scan(page) else []


def _with_its_fields(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page with what was typed into its form, and written over it, as a part of its text."""
    page = document[number]
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]


def _is_a_scan(page: pypdfium2.PdfPage) -> bool:
    """Tell a page that is a picture, or several side by side: scanners cut theirs into bands."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered > COVERS * width * height)


def _words_seen(page: pypdfium2.PdfPage, image: Image.Image) -> list[Written]:
    """Return the words of the text layer that the page shows; none when much of the layer is not what one sees.

    Hidden text (another machine's guess, white on white) and signs that their font does not name would be read as if
    they stood on the paper.
    """
    words, unnamed = _words(page, image)
    grey = image.convert("L")
    seen = [word for word in words if _has_ink(grey, word)]
    hidden = sum(
        pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
    )
    return [] if len(words) - len(seen) + hidden + unnamed > MOST_UNSEEN * len(words) else seen


def _has_ink(grey: Image.Image, word: Written) -> bool:
    left, top, right, bottom = (int(side) for side in word[1:5] if isinstance(side, float))
    darkest, lightest = grey.crop((left, top, max(left, right) + 1, max(top, bottom) + 1)).getextrema()
    return bool(lightest - darkest >= INK)  # type: ignore[operator]  # of one band: two numbers


def _words(page: pypdfium2.PdfPage, image: Image.Image) -> tuple[list[Written], int]:
    """Return the words of the text layer in the picture's points: signs side by side without a space between.

    Beside them, how many signs there are of which the layer does not say what they are.
    """
    text = page.get_textpage()
    words: list[Written] = []
    held: list[tuple[str, float, float, float, float]] = []
    unnamed = 0

    def end_word() -> None:
        if held:
            sides = [[sign[side] for sign in held] for side in range(1, 5)]
            words.append(
                ["".join(sign[0] for sign in held), min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])]
            )
            held.clear()

    for place in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, place))
        unnamed += sign == UNKNOWN or _is_private(sign) or pdfium.FPDFText_HasUnicodeMapError(text, place) == 1
        if sign.isspace() or not sign.isprintable():
            end_word()
            continue
        box = _on_picture(page, text.get_charbox(place, loose=True), image)
        if held and _apart(held[-1], box):
            end_word()
        held.append((sign, *box))
        if len(words) >= MOST_WORDS:
            break
    end_word()
    return words, unnamed


def _is_private(sign: str) -> bool:
    """Tell a sign that fonts use as they like."""
    return 0xE000 <= ord(sign) <= 0xF8FF


def _apart(before: tuple[str, float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Tell whether a sign stands elsewhere than after the one before it: another row, or a gap as wide as a sign."""
    high = before[4] - before[2]
    return abs(box[1] - before[2]) > high / 2 or box[0] - before[3] > high / 3 or box[2] < before[1]


def _on_picture(
    page: pypdfium2.PdfPage, box: tuple[float, float, float, float], image: Image.Image
) -> tuple[float, float, float, float]:
    """Turn a box of the page into the picture's points, whatever the page's rotation."""
    places = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (image.width * FINE, image.height * FINE)
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        places.append((across.value / FINE, down.value / FINE))
    (x0, y0), (x1, y1) = places
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _of_image(content: bytes, kind: str) -> Iterator[tuple[Image.Image, list[Written]]]:
    image = Image.open(io.BytesIO(content), formats=[FORMATS[kind]])
    if image.width * image.height > MOST_PIXELS:
        raise RefusedError("file_pixels")
    image.load()
    yield ImageOps.exif_transpose(image), []


def _on_white(image: Image.Image, purpose: Purpose) -> Image.Image:
    """Return the picture alone on white, no larger than its purpose asks."""
    if image.mode.startswith("I"):  # sixteen bits of grey, which a conversion would cut off at white and not scale
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    seen_through = image.mode in {"P", "LA", "PA", "RGBA"} or "transparency" in image.info
    image = image.convert("RGBA" if seen_through else "RGB")
    image.thumbnail((purpose.longest_side, purpose.longest_side))
    picture = Image.new("RGB", image.size, "white")
    picture.paste(image, mask=image if seen_through else None)
    return picture.convert(purpose.colours)


def _written(image: Image.Image, purpose: Purpose) -> bytes:
    written = io.BytesIO()
    image.save(written, purpose.form, **purpose.settings)
    return written.getvalue()


if __name__ == "__main__":
    main()
