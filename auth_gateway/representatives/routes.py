"""The second legal representative over HTTP: what waits or stands, inviting, accepting, ending."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.members import Person
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.mail import Email
from auth_gateway.representatives import service
from auth_gateway.services import ServiceSet

router = APIRouter(prefix="/api/v1/me/representatives", tags=["representatives"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Invitation(_Body):
    child: Annotated[str, StringConstraints(max_length=32)]
    email: Email


class Certified(_Body):
    """`representative`: the guest certifies to be a legal representative of the child."""

    representative: bool = False


class Received(BaseModel):
    status: str = "received"


class RepresentativeView(BaseModel):
    """`who`: the address invited, or the name of who invites when `received`; `child` is a first name."""

    id: str
    child: str
    who: str
    received: bool
    accepted: bool
    asked_at: dt.datetime


def minors_of(member: SignedInMember) -> list[Person]:
    """Return the children to whose estimates this member may invite: those for whom they may ask one (A36)."""
    return [each for each in member.rights.beneficiaries if each.id != member.person.id]


@router.get("")
def list_representatives(member: CurrentMember, services: Services) -> list[RepresentativeView]:
    return [RepresentativeView.model_validate(each, from_attributes=True) for each in shown(services, member)]


@router.post("", status_code=202)
def invite(body: Invitation, member: CurrentMember, services: Services) -> Received:
    """Answer alike whether or not the address has an account."""
    child = next((each for each in minors_of(member) if each.id == body.child), None)
    if not member.rights.may_estimate:
        raise ProblemError(403, "read_only")
    if child is None:
        raise not_found()
    address, now = services.settings.address_of(None), services.clock.now()
    with services.db.session() as db:
        service.invite(db, services.outbox, member.account.id, child, body.email, address=address, now=now)
    return Received()


@router.post("/{representative_id}/accept", status_code=204)
def accept(representative_id: str, body: Certified, member: CurrentMember, services: Services) -> None:
    if not body.representative:
        raise ProblemError(422, "not_representative")
    with services.db.session() as db:
        service.accept(db, services.outbox, member.account, representative_id, services.clock.now())


@router.delete("/{representative_id}", status_code=204)
def end(representative_id: str, member: CurrentMember, services: Services) -> None:
    with services.db.session() as db:
        service.end(db, member.account, representative_id, services.clock.now())


def shown(services: ServiceSet, member: SignedInMember) -> list[service.Shown]:
    with services.db.read() as db:
        return service.shown(db, member.account, member.rights, services.clock.today(), services.clock.now())
