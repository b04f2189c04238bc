"""Changing the e-mail address in a browser; the pages of both links ask once more."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, check_origin
from auth_gateway.email_changes import routes, service
from auth_gateway.pages.frame import anonymous_shell, member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address
from wording import say

router = APIRouter(include_in_schema=False)


@router.get("/espace/compte/adresse-e-mail")
def ask(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    return _form(services, pages, member)


@router.post("/espace/compte/adresse-e-mail")
def send_link(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    email: Annotated[str, Form(max_length=400)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
) -> Response:
    try:
        body = routes.ChangeAsked(password=password, email=email)
        routes.ask_change(services, member.account, body)
    except ValidationError:
        return _form(services, pages, member, say("accounts", "fields", "email"), 422)
    except ProblemError as problem:
        return _form(services, pages, member, problem.title, problem.status)
    return to("/espace/compte?fait=adresse-demandee")


def _form(
    services: ServiceSet, pages: Pages, member: SignedInMember, problem: str | None = None, status: int = 200
) -> Response:
    shell = member_shell(services, member, "/espace/compte")
    return pages.render("email_change.html", shell, status, problem=problem, email=member.account.email)


@router.get("/adresse/annuler/{token}")
def open_undo(services: Services, pages: CurrentPages, token: str) -> Response:
    return _ask_once_more(services, pages, service.undoable, token, "email_undo")


@router.post("/adresse/annuler/{token}", dependencies=[Depends(check_origin)])
def undo(services: Services, pages: CurrentPages, address: Address, token: str) -> Response:
    return _clicked(services, pages, service.undo, token, address=address, reason="adresse-annulee")


@router.get("/adresse/{token}")
def open_link(services: Services, pages: CurrentPages, token: str) -> Response:
    return _ask_once_more(services, pages, service.opened, token, "email_confirm")


@router.post("/adresse/{token}", dependencies=[Depends(check_origin)])
def confirm(services: Services, pages: CurrentPages, address: Address, token: str) -> Response:
    return _clicked(services, pages, service.confirm, token, address=address, reason="adresse")


def _ask_once_more(
    services: ServiceSet, pages: Pages, find: Callable[[Session, str, dt.datetime], object], token: str, step: str
) -> Response:
    """Show the button that does it: opening the link changes nothing (C13)."""
    try:
        with services.db.read() as db:
            find(db, token, services.clock.now())
    except ProblemError as over:
        return _over(services, pages, over)
    return pages.render("link_confirm.html", anonymous_shell(services), step=step, words=_words(step))


def _clicked(
    services: ServiceSet, pages: Pages, act: Callable[..., Account], token: str, *, address: str, reason: str
) -> Response:
    try:
        routes.click(services, act, token, address)
    except ProblemError as over:
        return _over(services, pages, over)
    return to(f"/connexion?motif={reason}")


def _words(step: str) -> dict[str, str]:
    return {name: say("accounts", "links", step, name) for name in ("heading", "text", "button")}


def _over(services: ServiceSet, pages: Pages, problem: ProblemError) -> Response:
    return pages.render("closing_over.html", anonymous_shell(services), problem.status, problem=problem.title)
