"""A new password over HTTP: forgotten, or changed by a person who is signed in. Nobody is signed in by either."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.accounts import Account, renewal
from auth_gateway.dependencies import CurrentlySignedIn, Services, check_origin
from auth_gateway.passwords import service
from auth_gateway.platform.sessions import SignedInSession
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address, remember_browser, set_session_cookie
from auth_gateway.signin.steps import require_password

Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00-\x1f]*$")]
Password = Annotated[str, StringConstraints(max_length=1024)]
Token = Annotated[str, StringConstraints(max_length=128)]

router = APIRouter(prefix="/api/v1", tags=["passwords"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ResetAsked(_Body):
    email: Email


class ResetDone(_Body):
    token: Token
    password: Password


class Change(_Body):
    current: Password
    new: Password


class Received(BaseModel):
    status: str = "received"


@router.post("/password-resets", status_code=202, dependencies=[Depends(check_origin)])
def ask_reset(body: ResetAsked, services: Services, address: Address) -> Received:
    """Answer alike whether or not somebody has this address (A20)."""
    note_reset(services, body.email, address)
    return Received()


def note_reset(services: ServiceSet, email: str, address: str) -> None:
    services.limits.charge_sign_in(address)
    with services.db.session() as db:
        service.ask_reset(db, services.cipher, email, services.clock.now())


@router.post("/password-resets/complete", status_code=204, dependencies=[Depends(check_origin)])
def complete_reset(body: ResetDone, services: Services, response: Response, address: Address) -> None:
    """Choose the new password; the browser gets its own allowance of tries, and no session."""
    account = renew_by_link(services, body.token, body.password, address)
    remember_browser(response, services.vault, account)


def renew_by_link(services: ServiceSet, token: str, password: str, address: str) -> Account:
    services.limits.charge_sign_in(address)
    with services.db.read() as db:
        chosen = service.renewing_by_link(db, token, services.clock.now())
    return _renew(services, chosen, password)


@router.post("/me/password", status_code=204)
def change(body: Change, signed_in: CurrentlySignedIn, services: Services, response: Response) -> None:
    """Change it (A21); every other session ends, this one goes on under a new cookie."""
    change_password(services, signed_in.account, signed_in.session, body, response)


def change_password(
    services: ServiceSet, account: Account, session: SignedInSession, asked: Change, response: Response
) -> None:
    require_password(services, account, asked.current)
    with services.db.read() as db:
        chosen = service.renewing(db, account)
    renewed = _renew(services, chosen, asked.new)
    set_session_cookie(response, services.sessions.rotate(session, renewed.password_version))


def _renew(services: ServiceSet, chosen: service.Renewing, password: str) -> Account:
    account = chosen.account
    new = renewal.prepare(services.passwords, account.id, account.password_hash, password, chosen.personal)
    with services.db.session() as db:
        return service.write(db, services.vault, services.outbox, chosen, new, now=services.clock.now())
