"""Changing the address over HTTP."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.accounts import Account
from auth_gateway.dependencies import CurrentMember, Services, check_origin
from auth_gateway.email_changes import service
from auth_gateway.platform.limits import Share
from auth_gateway.platform.mail import Email
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address
from auth_gateway.signin.steps import require_password

router = APIRouter(prefix="/api/v1", tags=["email-changes"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ChangeAsked(_Body):
    password: Annotated[str, StringConstraints(max_length=1024)]
    email: Email


class Clicked(_Body):
    token: Annotated[str, StringConstraints(max_length=128)]


class Received(BaseModel):
    status: str = "received"


@router.post("/me/email-changes", status_code=202)
def ask(body: ChangeAsked, member: CurrentMember, services: Services) -> Received:
    ask_change(services, member.account, body)
    return Received()


def ask_change(services: ServiceSet, account: Account, body: ChangeAsked) -> None:
    require_password(services, account, body.password)
    services.limits.charge(Share.EMAIL_CHANGES, account.id)
    with services.db.session() as db:
        service.ask(db, tools_of(services), account.id, body.email, services.clock.now())


def tools_of(services: ServiceSet) -> service.Tools:
    return service.Tools(services.outbox, services.settings)


@router.post("/email-changes/confirm", status_code=204, dependencies=[Depends(check_origin)])
def confirm(body: Clicked, services: Services, address: Address) -> None:
    click(services, service.confirm, body.token, address)


@router.post("/email-changes/undo", status_code=204, dependencies=[Depends(check_origin)])
def undo(body: Clicked, services: Services, address: Address) -> None:
    click(services, service.undo, body.token, address)


def click(services: ServiceSet, act: Callable[..., Account], token: str, address: str) -> None:
    """Confirm or undo, then end every session."""
    services.limits.charge_sign_in(address)
    with services.db.session() as db:
        account = act(db, tools_of(services), token, services.clock.now())
    for session in services.sessions.of(account.id):
        services.sessions.close(session)
