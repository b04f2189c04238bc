"""Signing in and out, and who is signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from auth_gateway.accounts import Account
from auth_gateway.consents.service import to_accept
from auth_gateway.dependencies import CsrfChecked, Services, SignedIn, Watching, check_origin
from auth_gateway.feeds.service import data_as_of
from auth_gateway.members import Mutuelle, Relation, is_minor
from auth_gateway.members.covers import label_of
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.services import ServiceSet
from auth_gateway.signin import steps, tries
from auth_gateway.signin.schemas import (
    BeneficiaryView,
    CodeAnswer,
    CodeBody,
    DocumentNamed,
    LoginAnswer,
    LoginBody,
    MeAnswer,
    Named,
)

KNOWN_BROWSER = "__Host-oxyccam-known"
KNOWN_SECONDS = 365 * 86_400  # A35

router = APIRouter(prefix="/api/v1", tags=["sign-in"])


def caller_address(request: Request) -> str:
    """Return the peer's address; uvicorn has replaced it by X-Forwarded-For only for a proxy that we trust."""
    return request.client.host if request.client else "unknown"


Address = Annotated[str, Depends(caller_address)]


def set_session_cookie(response: Response, cookie: str) -> None:
    """Give the browser its session: gone when it closes (A25), never readable by a script."""
    response.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="lax")


def remember_browser(response: Response, vault: Vault, account: Account) -> None:
    """Give this browser its own allowance of password tries; it opens nothing."""
    known = tries.remember_browser(vault, account.email)
    response.set_cookie(
        KNOWN_BROWSER, known, max_age=KNOWN_SECONDS, path="/", secure=True, httponly=True, samesite="lax"
    )


def drop_session_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


@router.post("/auth/login", dependencies=[Depends(check_origin)])
def log_in(body: LoginBody, request: Request, services: Services, address: Address) -> LoginAnswer:
    opened = steps.log_in(services, body.email, body.password, address, request.cookies.get(KNOWN_BROWSER))
    return LoginAnswer(challenge=opened.token, expires_at=opened.expires_at)


@router.post("/auth/otp", dependencies=[Depends(check_origin)])
def enter_code(
    body: CodeBody, request: Request, response: Response, services: Services, address: Address
) -> CodeAnswer:
    opened = steps.enter_code(services, body.challenge, body.code, address, request.cookies.get(COOKIE))
    set_session_cookie(response, opened.cookie)
    remember_browser(response, services.vault, opened.account)
    with services.db.read() as db:
        documents = to_accept(db, opened.account, services.clock.today())
    must_accept = [DocumentNamed(document=each.kind, version=each.version) for each in documents]
    return CodeAnswer(csrf_token=opened.session.csrf_token, must_accept=must_accept)


@router.post("/auth/logout", status_code=204)
def log_out(session: CsrfChecked, services: Services, response: Response) -> None:
    services.sessions.close(session)
    drop_session_cookie(response)


@router.get("/me")
def me(signed_in: Watching, services: Services) -> MeAnswer:
    return describe(services, signed_in)


def describe(services: ServiceSet, signed_in: SignedIn) -> MeAnswer:
    """Tell a person what is held that matters to a quote (O9); an advisor has no member's data."""
    account, person, rights = signed_in.account, signed_in.person, signed_in.rights
    csrf_token = signed_in.session.csrf_token
    if person is None:
        return MeAnswer(role=account.role, email=account.email, name=account.staff_name or "", csrf_token=csrf_token)
    with services.db.read() as session:
        mutuelle, updated_at = session.get_one(Mutuelle, person.mutuelle_id), data_as_of(session, person)
    today = services.clock.today()
    return MeAnswer(
        role=account.role,
        email=account.email,
        first_name=person.first_name,
        last_name=person.last_name,
        name=f"{person.first_name} {person.last_name}",
        rights=rights.level,
        rights_reason=rights.reason,
        csrf_token=csrf_token,
        mutuelle=Named(id=mutuelle.id, label=mutuelle.name),
        member_number=person.member_number,
        scheme=person.scheme,
        beneficiaries=[
            BeneficiaryView(
                id="self" if each.id == person.id else each.id,
                first_name=each.first_name,
                relation=Relation.SELF if each.id == person.id else each.relation,
                minor=is_minor(each, today),
            )
            for each in rights.beneficiaries
        ],
        guarantee=_named(person.guarantee_id),
        top_up=_named(person.top_up_id),
        address=account.address or person.address,
        phone=account.phone or person.phone,
        joined_on=person.joined_on,
        struck_off_on=person.struck_off_on,
        updated_at=updated_at,
    )


def _named(guarantee_id: str | None) -> Named | None:
    return Named(id=guarantee_id, label=label_of(guarantee_id)) if guarantee_id else None
