"""The estimate as an accessible PDF (PDF/UA-1), laid out by Typst.

The page's texts go in as JSON data, never as source: a label cannot become markup. Only the fonts that the
library carries are used, so the same estimate gives the same page on every machine.
"""

import json

import typst

from auth_gateway.documents.sheet import FOLDER, EstimateSheet, page_of


def estimate_pdf(sheet: EstimateSheet) -> bytes:
    pdf = typst.compile(
        (FOLDER / "estimate.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(page_of(sheet), ensure_ascii=False)},
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"the typesetter gave {type(pdf).__name__} instead of one PDF")
    return pdf
