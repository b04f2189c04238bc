"""Closing over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.closings import service
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, check_origin
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address
from auth_gateway.signin.steps import require_password

router = APIRouter(prefix="/api/v1", tags=["closings"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Asked(_Body):
    """`erase`: everything is erased too, a week after the click (A59)."""

    password: Annotated[str, StringConstraints(max_length=1024)]
    erase: bool = False


class Confirmed(_Body):
    token: Annotated[str, StringConstraints(max_length=128)]


class Received(BaseModel):
    status: str = "received"


@router.post("/me/closing", status_code=202)
def ask(body: Asked, member: CurrentMember, services: Services) -> Received:
    ask_closing(services, member, body)
    return Received()


def ask_closing(services: ServiceSet, member: SignedInMember, body: Asked) -> None:
    require_password(services, member.account, body.password)
    tools = service.Tools(services.outbox, services.settings)
    with services.db.session() as db:
        service.ask(db, tools, member.account.id, services.clock.now(), erase=body.erase)


@router.post("/me/closing/cancel", status_code=204)
def cancel(member: CurrentMember, services: Services) -> None:
    with services.db.session() as db:
        service.cancel(db, member.account.id, services.clock.now())


@router.post("/closings/confirm", status_code=204, dependencies=[Depends(check_origin)])
def confirm(body: Confirmed, services: Services, address: Address) -> None:
    confirm_closing(services, body.token, address)


def confirm_closing(services: ServiceSet, token: str, address: str) -> None:
    """Close, and end every session: one may sign in again, to read only."""
    services.limits.charge_sign_in(address)
    with services.db.session() as db:
        account = service.confirm(db, services.outbox, token, services.clock.now())
    for session in services.sessions.of(account.id):
        services.sessions.close(session)
