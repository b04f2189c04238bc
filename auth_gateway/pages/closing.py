"""Closing one's account in a browser: the password, then the link of the e-mail, whose page asks once more."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from auth_gateway.closings import routes, service
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, check_origin
from auth_gateway.pages.frame import anonymous_shell, member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address

router = APIRouter(include_in_schema=False)


@router.get("/espace/compte/fermeture")
def ask(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    return _page(services, pages, member)


@router.post("/espace/compte/fermeture")
def send_link(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    *,
    password: Annotated[str, Form(max_length=1024)] = "",
    erase: Annotated[bool, Form()] = False,
) -> Response:
    try:
        routes.ask_closing(services, member, routes.Asked(password=password, erase=erase))
    except ProblemError as problem:
        return _page(services, pages, member, problem)
    return to("/espace/compte/fermeture")


@router.post("/espace/compte/fermeture/annuler")
def cancel(services: Services, member: CurrentMember) -> Response:
    routes.cancel(member, services)
    return to("/espace/compte?fait=fermeture-annulee")


def _page(services: ServiceSet, pages: Pages, member: SignedInMember, problem: ProblemError | None = None) -> Response:
    with services.db.read() as db:
        asked = service.waiting(db, member.account.id, services.clock.now())
    return pages.render(
        "closing.html",
        member_shell(services, member, "/espace/compte"),
        problem.status if problem else 200,
        problem=problem.title if problem else None,
        asked_at=asked.asked_at if asked else None,
        closed=member.account.closed_at is not None,
    )


@router.get("/fermeture/{token}")
def open_link(services: Services, pages: CurrentPages, token: str) -> Response:
    """Ask once more; opening the link closes nothing (A49, C13)."""
    shell = anonymous_shell(services)
    try:
        with services.db.read() as db:
            service.opened(db, token, services.clock.now())
    except ProblemError as over:
        return pages.render("closing_over.html", shell, over.status, problem=over.title)
    return pages.render("closing_confirm.html", shell)


@router.post("/fermeture/{token}", dependencies=[Depends(check_origin)])
def confirm(services: Services, pages: CurrentPages, address: Address, token: str) -> Response:
    try:
        routes.confirm_closing(services, token, address)
    except ProblemError as problem:
        return pages.render("closing_over.html", anonymous_shell(services), problem.status, problem=problem.title)
    return to("/connexion?motif=fermeture")
