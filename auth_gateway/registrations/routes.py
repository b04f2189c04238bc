"""Registering and activating over HTTP. Nobody is signed in, and the answer to a request is always the same."""

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, StrictBool, StringConstraints

from auth_gateway.accounts import Account, renewal
from auth_gateway.dependencies import Services, check_origin
from auth_gateway.members import comes_of_age_on
from auth_gateway.platform import jobs
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.mail import Email
from auth_gateway.registrations import service
from auth_gateway.registrations.matching import Asked
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address
from wording import say

Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True, pattern=r"^[^\x00-\x1f]*$")]
Number = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True, pattern=r"^[\w .-]+$")]
router = APIRouter(prefix="/api/v1", tags=["registrations"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RegistrationBody(_Body):
    """The six fields (A7)."""

    mutuelle: Literal["lmg", "mnh", "mnt"]
    member_number: Number
    last_name: Name
    first_name: Name
    birth_date: dt.date
    email: Email


class Received(BaseModel):
    status: str = "received"


class ActivationBody(_Body):
    """The five steps (A10); a box that is not ticked is refused with its path."""

    token: Annotated[str, StringConstraints(max_length=128)]
    adult: StrictBool = False  # nothing but a JSON true agrees
    terms: Annotated[str, StringConstraints(max_length=20)] | None = None
    personal_data: StrictBool = False
    hosting: StrictBool = False
    password: Annotated[str, StringConstraints(max_length=1024)]


@router.post("/registrations", status_code=202, dependencies=[Depends(check_origin)])
def register(body: RegistrationBody, services: Services, address: Address) -> Received:
    note(services, body, address)
    return Received()


def note(services: ServiceSet, body: RegistrationBody, address: str) -> None:
    """Keep the request for the worker; a minor by the date typed is told so, which reveals nothing (A2)."""
    services.limits.charge_sign_in(address)
    if services.clock.today() < comes_of_age_on(body.birth_date):
        raise ProblemError(422, "not_adult")
    with services.db.session() as db:
        jobs.ask(db, services.cipher, service.JOB, body.model_dump(mode="json"), services.clock.now())


def consider(services: ServiceSet, facts: dict[str, Any]) -> None:
    """Do the job: the edge that opens the transaction, in the worker."""
    body = RegistrationBody.model_validate(facts)
    asked = Asked(body.mutuelle, body.member_number, body.last_name, body.first_name, body.birth_date, body.email)
    tools = service.Tools(services.vault, services.outbox, services.settings)
    with services.db.session() as db:
        service.consider(db, tools, asked, services.clock.today(), services.clock.now())


@router.post("/activations", status_code=204, dependencies=[Depends(check_origin)])
def activate(body: ActivationBody, services: Services, address: Address) -> None:
    activate_account(services, body, address)


def activate_account(services: ServiceSet, body: ActivationBody, address: str) -> Account:
    """Check the boxes, then the password, then make the account; what is refused leaves the link good."""
    services.limits.charge_sign_in(address)
    today, now = services.clock.today(), services.clock.now()
    with services.db.read() as db:
        opened = service.activating(db, body.token, today, now)
    missing = [name for name in ("adult", "personal_data", "hosting") if not getattr(body, name)]
    if body.terms is None or body.terms != opened.terms:
        missing.append("terms")
    if missing:
        errors = [{"path": name, "message": say("accounts", "activation", name)} for name in missing]
        raise ProblemError(422, "boxes_missing", errors=errors)
    new = renewal.prepare(services.passwords, opened.account_id, None, body.password, opened.personal)
    with services.db.session() as db:
        return service.activate(db, services.outbox, opened, new, today=today, now=now)
