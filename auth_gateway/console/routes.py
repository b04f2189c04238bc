"""The advisors' console over HTTP: for them only, a member sees nothing here (404)."""

from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.cases.files import download_name
from auth_gateway.cases.service import storage_of
from auth_gateway.console import service
from auth_gateway.dependencies import CurrentAdvisor, Services

Json = dict[str, Any]

router = APIRouter(prefix="/api/v1/console", tags=["console"])


@router.get("/conversations")
def list_conversations(services: Services, _advisor: CurrentAdvisor) -> list[Json]:
    return service.conversations(services)


@router.get("/conversations/{conversation_id}")
def read_conversation(services: Services, advisor: CurrentAdvisor, conversation_id: str) -> Json:
    return service.conversation(services, advisor.account, conversation_id)


@router.get("/cases")
def list_cases(services: Services, _advisor: CurrentAdvisor) -> list[Json]:
    return service.cases(services)


@router.get("/cases/{case_id}/attachment", response_class=Response)
def download_attachment(services: Services, advisor: CurrentAdvisor, case_id: str) -> Response:
    """Give the file to be saved, never to be shown: it was sent by somebody and no scanner has seen it."""
    row, cipher = service.attachment(services, advisor.account, case_id)
    return Response(
        storage_of(services).read(row.storage_name, cipher),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{download_name(case_id, row.kind)}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )
