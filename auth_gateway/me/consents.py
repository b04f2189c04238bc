"""The documents over HTTP, their acceptance, and what one agreed to."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.closings import service as closings
from auth_gateway.consents import service
from auth_gateway.consents.models import ConsentKind, DocumentKind, LegalDocument
from auth_gateway.dependencies import Accepting, CurrentMember, Services
from auth_gateway.signin.steps import require_password
from wording import say

router = APIRouter(prefix="/api/v1", tags=["consents"])


class DocumentView(BaseModel):
    version: str
    effective_on: dt.date
    html: str


class DocumentsView(BaseModel):
    terms: DocumentView | None
    legal: DocumentView | None


class Acceptance(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: DocumentKind
    version: Annotated[str, StringConstraints(max_length=20)]


class ConsentView(BaseModel):
    consent: ConsentKind
    version: str | None
    given: bool
    at: dt.datetime


def _view(documents: Mapping[DocumentKind, LegalDocument]) -> DocumentsView:
    shown = {
        kind: DocumentView(version=each.version, effective_on=each.effective_on, html=each.html)
        for kind, each in documents.items()
    }
    return DocumentsView(terms=shown.get(DocumentKind.TERMS), legal=shown.get(DocumentKind.LEGAL))


@router.get("/terms")
def current(services: Services) -> DocumentsView:
    """Give the versions in force: only the one online applies (A56)."""
    with services.db.read() as db:
        return _view(service.in_force(db, services.clock.today()))


@router.get("/terms/{version}")
def of_version(services: Services, version: str) -> DocumentsView:
    with services.db.read() as db:
        return _view(service.of_version(db, version))


@router.post("/me/acceptances", status_code=204)
def accept(body: Acceptance, signed_in: Accepting, services: Services) -> None:
    with services.db.session() as db:
        service.accept(
            db,
            signed_in.account,
            body.document,
            body.version,
            today=services.clock.today(),
            now=services.clock.now(),
        )


class Withdrawal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    consent: ConsentKind
    password: Annotated[str, StringConstraints(max_length=1024)]


class Stops(BaseModel):
    """What stops, in words, and from when on."""

    consent: ConsentKind
    stops: str
    at: dt.datetime


@router.post("/me/consents/withdraw", status_code=202)
def withdraw(body: Withdrawal, member: CurrentMember, services: Services) -> Stops:
    require_password(services, member.account, body.password)
    now = services.clock.now()
    with services.db.session() as db:
        closings.withdraw(db, services.outbox, member.account.id, body.consent, now)
    return Stops(consent=body.consent, stops=say("accounts", "withdrawals", body.consent), at=now)


@router.get("/me/consents")
def consents(member: CurrentMember, services: Services) -> list[ConsentView]:
    with services.db.read() as db:
        rows = service.history(db, member.account.id)
    return [ConsentView(consent=row.kind, version=row.version, given=row.given, at=row.at) for row in rows]
