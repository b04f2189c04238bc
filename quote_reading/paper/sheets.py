"""A file's sheets: painted in a cage, and the pages without a text layer read by the OCR program in another."""

import json
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any

from quote_reading.paper.cage import DocumentError, pages_of, painted, run_caged
from quote_reading.paper.words import Sheet, Word
from quote_reading.vocabulary import share_of_known

OCR = pathlib.Path(__file__).with_name("ocr.py")
OCR_PYTHON = pathlib.Path(__file__).parents[2] / "var" / "reading-venv" / "bin" / "python"
OCR_SECONDS_A_PAGE = 120.0
"""By the clock, on a machine that does much else; what a page may cost is the cage's own limit."""
MOST_PICTURES = 5
"""Pages read from their picture: what follows them is not read."""
FEWEST_WORDS = 5
"""Of a text layer: below, the page is taken for a picture."""
FEWEST_KNOWN = 0.1
"""Share of its words that are of any quote or of plain French: below, the layer says something else than the page."""

SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def sheets_of(content: bytes) -> list[Sheet]:
    """Return the pages of a PDF or a photo with their words; raise DocumentError."""
    kind = _kind(content)
    header, pictures = painted(content, kind, "read")
    sheets = list(_sheets(header, pictures))
    blank = [place for place, sheet in enumerate(sheets) if not sheet.is_text][:MOST_PICTURES]
    for place, sheet in zip(blank, _seen([sheets[place].png for place in blank]), strict=True):
        sheets[place] = sheet
    return sheets


def _seen(pages: Sequence[bytes]) -> list[Sheet]:
    """Read pages from their pictures."""
    if not pages:
        return []
    if not OCR_PYTHON.exists():
        raise DocumentError("ocr_missing")
    sizes = json.dumps({"sizes": [len(page) for page in pages]}).encode()
    content = len(sizes).to_bytes(4) + sizes + b"".join(pages)
    header, pictures = run_caged([str(OCR_PYTHON), "-I", str(OCR)], content, OCR_SECONDS_A_PAGE * len(pages))
    return list(_sheets(header, pictures, is_text=False))


def _sheets(header: dict[str, Any], pictures: bytes, *, is_text: bool | None = None) -> Iterator[Sheet]:
    for page, png in zip(header["pages"], pages_of(header, pictures), strict=True):
        words = tuple(Word(*word) for word in page["words"])
        has_words = _is_text(words) if is_text is None else is_text
        yield Sheet(words, page["width"], page["height"], has_words, png, page.get("unevenness", 255.0))


def _is_text(words: Sequence[Word]) -> bool:
    """Tell a text layer that says what stands on the page from one that is short, or of signs put for others."""
    return len(words) >= FEWEST_WORDS and share_of_known([word.text for word in words]) >= FEWEST_KNOWN


def _kind(content: bytes) -> str:
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content[4:8] == b"ftyp":
        return "image/heic"
    raise DocumentError("file_kind")
