"""Choosing a new password in a browser: by the link of an e-mail, or from the account. Works without a script."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from auth_gateway.dependencies import CurrentMember, Services, check_origin
from auth_gateway.pages.frame import anonymous_shell, member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.passwords import routes, service
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address, remember_browser

router = APIRouter(include_in_schema=False)

Email = Annotated[str, Form(max_length=254)]
Password = Annotated[str, Form(max_length=1024)]


@router.get("/mot-de-passe-oublie")
def forgotten(services: Services, pages: CurrentPages) -> Response:
    return pages.render("password_forgotten.html", anonymous_shell(services), asked=False, problem=None)


@router.post("/mot-de-passe-oublie", dependencies=[Depends(check_origin)])
def ask_link(services: Services, pages: CurrentPages, address: Address, email: Email = "") -> Response:
    try:
        routes.note_reset(services, email, address)
    except ProblemError as problem:
        shell = anonymous_shell(services)
        return pages.render("password_forgotten.html", shell, problem.status, asked=False, problem=problem.title)
    return pages.render("password_forgotten.html", anonymous_shell(services), asked=True, problem=None)


@router.get("/mot-de-passe/{token}")
def open_link(services: Services, pages: CurrentPages, token: str) -> Response:
    """Show the form; opening the link uses nothing up (C13)."""
    try:
        with services.db.read() as db:
            service.renewing_by_link(db, token, services.clock.now())
    except ProblemError as problem:
        return _over(services, pages, problem)
    return _form(services, pages)


@router.post("/mot-de-passe/{token}", dependencies=[Depends(check_origin)])
def choose(services: Services, pages: CurrentPages, address: Address, token: str, password: Password = "") -> Response:
    try:
        account = routes.renew_by_link(services, token, password, address)
    except ProblemError as problem:
        return _over(services, pages, problem) if problem.status == 410 else _form(services, pages, problem)
    answer = to("/connexion?motif=mot-de-passe")
    remember_browser(answer, services.vault, account)
    return answer


def _form(services: ServiceSet, pages: Pages, problem: ProblemError | None = None) -> Response:
    shell = anonymous_shell(services)
    return pages.render("password_new.html", shell, problem.status if problem else 200, **_told(problem))


def _over(services: ServiceSet, pages: Pages, problem: ProblemError) -> Response:
    return pages.render(
        "password_forgotten.html", anonymous_shell(services), problem.status, asked=False, problem=problem.title
    )


def _told(problem: ProblemError | None) -> dict[str, Any]:
    return {
        "problem": problem.title if problem else None,
        "reasons": problem.extensions.get("reasons", []) if problem else [],
    }


@router.get("/espace/compte/mot-de-passe")
def ask_change(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    shell = member_shell(services, member, "/espace/compte")
    return pages.render("password_change.html", shell, **_told(None))


@router.post("/espace/compte/mot-de-passe")
def change(
    services: Services, member: CurrentMember, pages: CurrentPages, current: Password = "", password: Password = ""
) -> Response:
    answer = to("/espace/compte?fait=mot-de-passe")
    try:
        routes.change_password(
            services, member.account, member.session, routes.Change(current=current, new=password), answer
        )
    except ProblemError as problem:
        shell = member_shell(services, member, "/espace/compte")
        return pages.render("password_change.html", shell, problem.status, **_told(problem))
    return answer
