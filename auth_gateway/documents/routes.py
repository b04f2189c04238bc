"""« Mes documents » and the PDF of an estimate."""

from fastapi import APIRouter, Response

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.routes import CurrentReader
from auth_gateway.analyses.service import analysis_of
from auth_gateway.dependencies import Services
from auth_gateway.documents.service import (
    Document,
    analysis_pdf,
    document,
    documents_of,
    file_name_of,
    replaced_among,
)

# Included before the analyses' router: `/analyses/{id}` would take `{id}.pdf` for an id.
router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get("/documents")
def list_documents(services: Services, reader: CurrentReader) -> list[Document]:
    with services.db.read() as db:
        return documents_of(db, reader)


@router.get("/documents/{document_id}", response_class=Response)
def download_document(services: Services, reader: CurrentReader, document_id: str) -> Response:
    with services.db.read() as db:
        name, content = document(db, services.storage, reader, document_id)
    return pdf_answer(name, content)


@router.get("/analyses/{analysis_id}.pdf", response_class=Response)
def download_analysis(services: Services, reader: CurrentReader, analysis_id: str) -> Response:
    with services.db.read() as db:
        analysis = analysis_of(db, reader, analysis_id)
        replaced = replaced_among(db, [analysis])
        cipher = cipher_of(db, analysis.person_id)
    content = analysis_pdf(cipher, reader, analysis, replaced)
    return pdf_answer(file_name_of(analysis), content)


def pdf_answer(name: str, content: bytes) -> Response:
    """Give a PDF to be saved under a name that is ours."""
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
