"""« Mes documents » and the PDF of an estimate."""

from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.routes import CurrentReader
from auth_gateway.analyses.service import Reader, analyses_of, analysis_of
from auth_gateway.dependencies import Services
from auth_gateway.documents.service import analysis_pdf, document_view, file_name_of, replaced_among
from auth_gateway.services import ServiceSet

Json = dict[str, Any]

# Included before the analyses' router: `/analyses/{id}` would take `{id}.pdf` for an id.
router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get("/documents")
def list_documents(services: Services, reader: CurrentReader) -> list[Json]:
    with services.db.read() as db:
        found = analyses_of(db, reader)
        replaced = replaced_among(db, found)
        return [document_view(cipher_of(db, each.person_id), reader, each, replaced) for each in found]


@router.get("/documents/{document_id}", response_class=Response)
def download_document(services: Services, reader: CurrentReader, document_id: str) -> Response:
    return _pdf(services, reader, document_id)


@router.get("/analyses/{analysis_id}.pdf", response_class=Response)
def download_analysis(services: Services, reader: CurrentReader, analysis_id: str) -> Response:
    return _pdf(services, reader, analysis_id)


def _pdf(services: ServiceSet, reader: Reader, analysis_id: str) -> Response:
    with services.db.read() as db:
        analysis = analysis_of(db, reader, analysis_id)
        replaced = replaced_among(db, [analysis])
        cipher = cipher_of(db, analysis.person_id)
    content = analysis_pdf(cipher, reader, analysis, replaced)
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name_of(analysis)}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
