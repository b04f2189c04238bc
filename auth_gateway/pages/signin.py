"""Signing in and out in a browser, with plain forms that need no script.

Between the two steps the challenge waits in a cookie of its own, never in an address: addresses are kept in histories
and logs.
"""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from auth_gateway.accounts import Account, AccountRole
from auth_gateway.demo.routes import accounts
from auth_gateway.dependencies import CsrfChecked, Services, check_origin, get_signed_in
from auth_gateway.pages.frame import anonymous_shell
from auth_gateway.pages.french import clock_time
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.services import ServiceSet
from auth_gateway.signin import service, steps
from auth_gateway.signin.routes import (
    KNOWN_BROWSER,
    Address,
    drop_session_cookie,
    remember_browser,
    set_session_cookie,
)
from wording import words

CHALLENGE_COOKIE = "__Host-oxyccam-code"
HOME = {
    AccountRole.MEMBER: "/espace",
    AccountRole.ADVISOR: "/conseiller",
    AccountRole.SUPERVISOR: "/conseiller",
    AccountRole.ADMINISTRATOR: "/conseiller/fichiers",
    AccountRole.DPO: "/protection-des-donnees",
}

router = APIRouter(include_in_schema=False)

ChallengeCookie = Annotated[str, Cookie(alias=CHALLENGE_COOKIE)]


def to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303)


@router.get("/")
def home(request: Request, services: Services) -> Response:
    session = services.sessions.find(request.cookies.get(COOKIE))
    with services.db.read() as db:
        account = db.get(Account, session.account_id) if session else None
    return to(HOME[account.role] if account else "/connexion")


@router.get("/connexion")
def ask_password(services: Services, pages: CurrentPages, motif: str = "") -> Response:
    return _password_page(services, pages, notice=words("pages", "notices").get(motif))


def _password_page(
    services: ServiceSet,
    pages: Pages,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
    email: str = "",
) -> Response:
    return pages.render(
        "signin.html",
        anonymous_shell(services),
        problem.status if problem else 200,
        notice=notice,
        problem=problem.title if problem else None,
        email=email,
        accounts=accounts() if services.settings.demonstration else [],
    )


@router.post("/connexion", dependencies=[Depends(check_origin)])
def take_password(
    request: Request,
    services: Services,
    pages: CurrentPages,
    address: Address,
    *,
    email: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=256)] = "",
) -> Response:
    try:
        opened = steps.log_in(services, email, password, address, request.cookies.get(KNOWN_BROWSER))
    except ProblemError as problem:
        return _password_page(services, pages, problem=problem, email=email)
    answer = to("/connexion/code")
    value = f"{opened.token}.{int(opened.expires_at.timestamp())}"
    lasts = int(service.CODE_LONGEST.total_seconds())
    answer.set_cookie(CHALLENGE_COOKIE, value, max_age=lasts, path="/", secure=True, httponly=True, samesite="strict")
    return answer


@router.get("/connexion/code")
def ask_code(services: Services, pages: CurrentPages, challenge: ChallengeCookie = "") -> Response:
    if not challenge:
        return to("/connexion")
    return _code_page(services, pages, challenge)


def _code_page(services: ServiceSet, pages: Pages, challenge: str, problem: ProblemError | None = None) -> Response:
    _token, _dot, ends = challenge.partition(".")
    until = clock_time(dt.datetime.fromtimestamp(int(ends), dt.UTC)) if ends.isdecimal() and len(ends) < 12 else None
    return pages.render(
        "code.html",
        anonymous_shell(services),
        problem.status if problem else 200,
        until=until,
        problem=problem.title if problem else None,
        over=problem is not None and problem.extensions.get("attempts_left") == 0,
    )


@router.post("/connexion/code", dependencies=[Depends(check_origin)])
def take_code(
    request: Request,
    services: Services,
    pages: CurrentPages,
    address: Address,
    *,
    code: Annotated[str, Form(max_length=16)] = "",
    challenge: ChallengeCookie = "",
) -> Response:
    """Open the session; a code that is over means signing in from the start (A30)."""
    token = challenge.partition(".")[0]
    try:
        opened = steps.enter_code(services, token, code.replace(" ", ""), address, request.cookies.get(COOKIE))
    except ProblemError as problem:
        if problem.status == 410:
            return _without_challenge(to("/connexion?motif=code"))
        page = _code_page(services, pages, challenge, problem)
        return _without_challenge(page) if problem.extensions.get("attempts_left") == 0 else page
    answer = to(HOME[opened.account.role])
    set_session_cookie(answer, opened.cookie)
    remember_browser(answer, services.vault, opened.account)
    return _without_challenge(answer)


def _without_challenge(answer: Response) -> Response:
    answer.delete_cookie(CHALLENGE_COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return answer


@router.post("/deconnexion")
def log_out(session: CsrfChecked, services: Services) -> Response:
    services.sessions.close(session)
    answer = to("/connexion?motif=sortie")
    drop_session_cookie(answer)
    return answer


@router.post("/session/prolonger", status_code=204, dependencies=[Depends(get_signed_in)])
def stay_signed_in() -> None:
    """« Rester connecté »: the dependency has counted the call as an action of the person."""
