"""One's data over HTTP, and the job that prepares it."""

import datetime as dt
from typing import Any

import structlog
from fastapi import APIRouter, Response
from pydantic import BaseModel

from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.exports import service
from auth_gateway.exports.content import Tools
from auth_gateway.exports.models import ExportStatus
from auth_gateway.services import ServiceSet

router = APIRouter(prefix="/api/v1/me/exports", tags=["exports"])
log = structlog.get_logger()


class ExportView(BaseModel):
    id: str
    status: ExportStatus
    asked_at: dt.datetime


class Received(BaseModel):
    status: str = "received"


@router.post("", status_code=202)
def ask(member: CurrentMember, services: Services) -> Received:
    with services.db.session() as db:
        service.ask(db, services.cipher, member.account.id, services.clock.now())
    return Received()


@router.get("")
def list_exports(member: CurrentMember, services: Services) -> list[ExportView]:
    with services.db.read() as db:
        found = service.exports_of(db, member.account.id)
    return [ExportView(id=each.id, status=each.status, asked_at=each.asked_at) for each in found]


@router.get("/{export_id}/file", response_class=Response)
def download(member: CurrentMember, services: Services, export_id: str) -> Response:
    return file_answer(services, member, export_id)


def file_answer(services: ServiceSet, member: SignedInMember, export_id: str) -> Response:
    with services.db.read() as db:
        name = service.file_of(db, member.account.id, export_id, services.clock.now())
    log.info("export_downloaded", account=member.account.id, export=export_id)
    return Response(
        services.storage.read(name, member.account.cipher),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="mes-donnees-{export_id[:8]}.zip"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def prepare(services: ServiceSet, facts: dict[str, Any]) -> None:
    """Do the job: read, pack with no transaction waiting on a writer, then note where the file is."""
    export_id = facts["export"]
    tools = Tools(services.settings, services.storage)
    with services.db.read() as db:
        cipher = service.owner_of(db, export_id).cipher
        content = service.prepare(db, tools, export_id, services.clock.today(), services.clock.now())
    if content is None:
        return
    storage = services.storage
    name = storage.keep(content, cipher)
    try:
        with services.db.session() as db:
            service.give(db, services.outbox, services.settings, export_id, name=name, now=services.clock.now())
    except BaseException:
        storage.drop(name)
        raise
