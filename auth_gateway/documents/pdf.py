"""The estimate as an accessible PDF (PDF/UA-1), laid out by Typst.

The page's texts go in as JSON data, never as source: a label cannot become markup. Only the fonts that the
library and a package carry are used, so the same estimate gives the same page on every machine.
"""

import json
import unicodedata
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from auth_gateway.sheets import AdvisorAnswer, EstimateSheet, letter_of, page_of

LAYOUT = Path(__file__).parents[2] / "web" / "documents" / "estimate.typ"
FACE = "fontpkg_arimo"
"""The package of a face without serifs, with the widths of the one that most screens show."""


def estimate_pdf(sheet: EstimateSheet) -> bytes:
    return _set(page_of(sheet))


def letter_pdf(answer: AdvisorAnswer, reference: str, made_on: date) -> bytes:
    """Set an advisor's answer that carries no estimate."""
    return _set(letter_of(answer, reference, made_on))


def _set(page: dict[str, Any]) -> bytes:
    try:
        return _compiled(page)
    except (typst.TypstError, UnicodeEncodeError):
        return _compiled(_displayable(page))


def _displayable(value: Any) -> Any:
    """Put a question mark for what the fonts may not have: PDF/UA-1 refuses a page where a character cannot be shown.

    Latin, Greek, Cyrillic and punctuation are there; a name in another script or a symbol must not cost the page.
    """
    if isinstance(value, dict):
        return {key: _displayable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_displayable(each) for each in value]
    if isinstance(value, str):
        return "".join(each if _is_sure(each) else "?" for each in value)
    return value


def _is_sure(character: str) -> bool:
    near = "\x20" <= character < "\u0530" or "\u2000" <= character < "\u2300"
    return near and not unicodedata.category(character).startswith("C")


def _compiled(page: dict[str, Any]) -> bytes:
    pdf = typst.compile(
        LAYOUT,
        format="pdf",
        ignore_system_fonts=True,
        font_paths=[Path(str(files(FACE))) / "files"],
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"the typesetter gave {type(pdf).__name__} instead of one PDF")
    return pdf
