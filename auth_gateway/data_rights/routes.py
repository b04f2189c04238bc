"""One's data rights over HTTP; the officer's list is a page."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.data_rights import service
from auth_gateway.data_rights.models import DataRequest, RequestKind, RequestStatus
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.platform.clock import paris_date
from auth_gateway.services import ServiceSet
from auth_gateway.signin.steps import require_password

Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]

router = APIRouter(prefix="/api/v1/me", tags=["data-rights"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WithPassword(_Body):
    password: Annotated[str, StringConstraints(max_length=1024)]


class WithWords(_Body):
    text: Words


class Receipt(BaseModel):
    """`done_on`: of an erasure, the day on which nothing can be brought back."""

    reference: str
    kind: RequestKind
    status: RequestStatus
    asked_at: dt.datetime
    done_on: dt.date | None


class Directive(BaseModel):
    text: str | None


def receipt(request: DataRequest) -> Receipt:
    return Receipt(
        reference=request.reference,
        kind=request.kind,
        status=request.status,
        asked_at=request.asked_at,
        done_on=paris_date(request.due_at) if request.due_at else None,
    )


@router.get("/data-requests")
def list_requests(member: CurrentMember, services: Services) -> list[Receipt]:
    with services.db.read() as db:
        return [receipt(each) for each in service.requests_of(db, member.account.id)]


@router.post("/erasure", status_code=202)
def ask_erasure(body: WithPassword, member: CurrentMember, services: Services) -> Receipt:
    require_password(services, member.account, body.password)
    return receipt(ask(services, member, RequestKind.ERASURE))


@router.post("/erasure/cancel", status_code=204)
def cancel_erasure(member: CurrentMember, services: Services) -> None:
    cancel(services, member, RequestKind.ERASURE)


@router.post("/restriction", status_code=202)
def ask_restriction(member: CurrentMember, services: Services) -> Receipt:
    return receipt(ask(services, member, RequestKind.RESTRICTION))


@router.post("/restriction/cancel", status_code=204)
def lift_restriction(member: CurrentMember, services: Services) -> None:
    cancel(services, member, RequestKind.RESTRICTION)


@router.post("/objection", status_code=202)
def object_to_a_use(body: WithWords, member: CurrentMember, services: Services) -> Receipt:
    return receipt(ask(services, member, RequestKind.OBJECTION, body.text))


@router.get("/directive")
def read_directive(member: CurrentMember, services: Services) -> Directive:
    return Directive(text=directive_of(services, member))


@router.put("/directive")
def write_directive(body: WithWords, member: CurrentMember, services: Services) -> Receipt:
    return receipt(ask(services, member, RequestKind.DIRECTIVE, body.text))


def ask(services: ServiceSet, member: SignedInMember, kind: RequestKind, words: str = "") -> DataRequest:
    with services.db.session() as db:
        return service.ask(db, services.outbox, member.account.id, kind, now=services.clock.now(), words=words)


def cancel(services: ServiceSet, member: SignedInMember, kind: RequestKind) -> None:
    with services.db.session() as db:
        service.cancel(db, member.account.id, kind, services.clock.now())


def directive_of(services: ServiceSet, member: SignedInMember) -> str | None:
    """Return the directive that stands, None when there is none."""
    with services.db.read() as db:
        found = service.open_request(db, member.account.id, RequestKind.DIRECTIVE)
    return service.words_of(member.account, found) if found else None
