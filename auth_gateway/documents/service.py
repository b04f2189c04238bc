"""« Mes documents »: the result of each analysis, as a page to download. The advisors' answers will join them.

A document is rendered when it is asked for, from the estimate exactly as it was kept: there is one set of figures.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, estimate_of, reference_of, sheet_of
from auth_gateway.conversations.record import read_log
from auth_gateway.documents.pdf import estimate_pdf
from auth_gateway.platform.crypto import Cipher
from auth_gateway.sheets import headline_of
from quote_draft import Draft

Json = dict[str, Any]


def file_name_of(analysis: Analysis) -> str:
    return f"estimation-{analysis.made_on.isoformat()}-{reference_of(analysis)}.pdf"


def replaced_among(db: Session, analyses: Sequence[Analysis]) -> frozenset[str]:
    """Return the ids of the analyses that a later one replaces, or whose quote has changed since.

    An analysis whose conversation was deleted stands: its quote is no more, and nothing replaces it.
    """
    conversations = {each.conversation_id: each.person_id for each in analyses if each.conversation_id}
    latest = {id_: _latest_while_unchanged(db, cipher_of(db, who), id_) for id_, who in conversations.items()}
    return frozenset(each.id for each in analyses if each.conversation_id and each.id != latest[each.conversation_id])


def _latest_while_unchanged(db: Session, cipher: Cipher, conversation_id: str) -> str | None:
    """Return the id of its last analysis, None once its quote is no longer the one that was estimated."""
    if not Draft.replay(read_log(db, cipher, conversation_id)).confirmed:
        return None
    last = select(Analysis.id).where(Analysis.conversation_id == conversation_id).order_by(Analysis.created_at.desc())
    return db.scalar(last.limit(1))


def document_view(cipher: Cipher, reader: Reader, analysis: Analysis, replaced: Collection[str] = ()) -> Json:
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
        "left": headline_of(estimate).text,
        "replaced": analysis.id in replaced,
        "analysis_id": analysis.id,
        "file_name": file_name_of(analysis),
        "url": f"/api/v1/documents/{analysis.id}",
    }


def analysis_pdf(cipher: Cipher, reader: Reader, analysis: Analysis, replaced: Collection[str] = ()) -> bytes:
    who = reader.first_name(analysis.beneficiary_id)
    sheet = sheet_of(cipher, analysis, member=reader.person, who=who, replaced=analysis.id in replaced)
    return estimate_pdf(sheet)
