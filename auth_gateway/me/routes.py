"""One's own account over HTTP: profile, sessions, access history, suspension."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.accounts import Account
from auth_gateway.console.models import ReadKind
from auth_gateway.dependencies import CurrentlySignedIn, CurrentMember, Services, SignedIn, SignedInMember
from auth_gateway.me import service
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import describe, drop_session_cookie
from auth_gateway.signin.schemas import MeAnswer

AddressText = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True, pattern=r"^[^\x00-\x1f]*$")]
Phone = Annotated[str, StringConstraints(max_length=20, strip_whitespace=True, pattern=r"^(\+?[0-9 .]{6,20})?$")]

router = APIRouter(prefix="/api/v1/me", tags=["me"])


class Profile(BaseModel):
    """What a member may change (A41); anything else is the mutuelle's."""

    model_config = ConfigDict(extra="allow")

    address: AddressText | None = None
    phone: Phone | None = None


class SessionView(BaseModel):
    id: str
    created_at: dt.datetime
    last_action_at: dt.datetime
    current: bool


class AccessView(BaseModel):
    id: str
    at: dt.datetime
    who: str
    what: ReadKind


@router.patch("")
def edit(body: Profile, member: CurrentMember, services: Services) -> MeAnswer:
    edit_profile(services, member, body)
    with services.db.read() as db:
        account = db.get_one(Account, member.account.id)
    return describe(services, SignedIn(account, member.session, member.person, member.rights, []))


def edit_profile(services: ServiceSet, member: SignedInMember, body: Profile) -> None:
    if body.model_extra:
        raise ProblemError(422, "not_editable", fields=sorted(body.model_extra))
    with services.db.session() as db:
        service.edit_profile(db, member.account.id, body.model_dump(exclude_unset=True))


@router.get("/sessions")
def list_sessions(signed_in: CurrentlySignedIn, services: Services) -> list[SessionView]:
    return [
        SessionView(
            id=each.id,
            created_at=dt.datetime.fromtimestamp(each.created_at, dt.UTC),
            last_action_at=dt.datetime.fromtimestamp(each.last_action_at, dt.UTC),
            current=each.key == signed_in.session.key,
        )
        for each in services.sessions.of(signed_in.account.id)
    ]


@router.delete("/sessions/{session_id}", status_code=204)
def end_session(session_id: str, signed_in: CurrentlySignedIn, services: Services, response: Response) -> None:
    """End one of one's own; the one that calls too, which is signing out."""
    found = next((each for each in services.sessions.of(signed_in.account.id) if each.id == session_id), None)
    if found is None:
        raise not_found()
    services.sessions.close(found)
    if found.key == signed_in.session.key:
        drop_session_cookie(response)


@router.delete("/sessions", status_code=204)
def end_other_sessions(signed_in: CurrentlySignedIn, services: Services) -> None:
    end_others(services, signed_in.account.id, signed_in.session.key)


def end_others(services: ServiceSet, account_id: str, kept: str) -> None:
    for each in services.sessions.of(account_id):
        if each.key != kept:
            services.sessions.close(each)


class Notifications(BaseModel):
    """Which e-mails the member wants (N2); those about security always leave."""

    model_config = ConfigDict(extra="forbid")

    answer: bool
    document: bool
    deadline: bool


@router.get("/notifications")
def read_notifications(member: CurrentMember) -> Notifications:
    account = member.account
    return Notifications(
        answer=account.tells_answers, document=account.tells_documents, deadline=account.tells_deadlines
    )


@router.put("/notifications")
def choose_notifications(body: Notifications, member: CurrentMember, services: Services) -> Notifications:
    with services.db.session() as db:
        account = db.get_one(Account, member.account.id, with_for_update=True)
        account.tells_answers, account.tells_documents = body.answer, body.document
        account.tells_deadlines = body.deadline
    return body


@router.get("/accesses")
def list_accesses(
    member: CurrentMember, services: Services, after: Annotated[str | None, Query(max_length=32)] = None
) -> list[AccessView]:
    """Tell who read what, advisors included (A60)."""
    with services.db.read() as db:
        found = service.accesses(db, member.person.id, after)
    return [AccessView(id=each.id, at=each.at, who=each.who, what=each.kind) for each in found]


@router.post("/compromise", status_code=204)
def report_compromise(member: CurrentMember, services: Services, response: Response) -> None:
    """Suspend at once (A32): every session ends, and only the support cell opens the account again."""
    suspend(services, member)
    drop_session_cookie(response)


def suspend(services: ServiceSet, member: SignedInMember) -> None:
    with services.db.session() as db:
        service.report_compromise(db, services.outbox, services.settings, member.account.id, services.clock.now())
    end_others(services, member.account.id, "")
