"""« Mes documents »: the result of each analysis, as a page to download. The advisors' answers will join them.

A document is rendered when it is asked for, from the estimate exactly as it was kept: there is one set of figures.
"""

from typing import Any

from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, cover_labels_of, estimate_of, quote_of
from auth_gateway.documents.pdf import estimate_pdf
from auth_gateway.documents.sheet import EstimateSheet
from auth_gateway.platform.crypto import Cipher

Json = dict[str, Any]


def reference_of(analysis: Analysis) -> str:
    """Return the short reference printed on the page and in the file's name."""
    return analysis.id[:8].upper()


def file_name_of(analysis: Analysis) -> str:
    return f"estimation-{analysis.made_on.isoformat()}-{reference_of(analysis)}.pdf"


def document_view(cipher: Cipher, reader: Reader, analysis: Analysis) -> Json:
    estimate = estimate_of(cipher, analysis)
    return {
        "id": analysis.id,
        "kind": "estimate",
        "title": " · ".join(dict.fromkeys(line["label"] for line in estimate["lines"])),
        "beneficiary": reader.beneficiary(analysis.beneficiary_id),
        "first_name": reader.first_name(analysis.beneficiary_id),
        "created_at": analysis.created_at.isoformat().replace("+00:00", "Z"),
        "made_on": analysis.made_on.isoformat(),
        "care_date": estimate["date"],
        "member": estimate["total"]["member"],
        "analysis_id": analysis.id,
        "file_name": file_name_of(analysis),
        "url": f"/api/v1/documents/{analysis.id}",
    }


def analysis_pdf(cipher: Cipher, analysis: Analysis, who: str | None) -> bytes:
    """Render an analysis; `who` is the dependant's first name, None for the reader themselves."""
    cover = cover_labels_of(cipher, analysis)
    return estimate_pdf(
        EstimateSheet(
            estimate=estimate_of(cipher, analysis),
            quote=quote_of(cipher, analysis),
            reference=reference_of(analysis),
            made_on=analysis.made_on,
            who=who,
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )
