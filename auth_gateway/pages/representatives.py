"""« Second représentant légal »: whom one invited, what one received; forms that need no script."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError

from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.representatives import routes
from auth_gateway.services import ServiceSet
from wording import say, words

HERE = "/espace/compte/representants"

router = APIRouter(prefix=HERE, include_in_schema=False)

Id = Annotated[str, Form(max_length=32)]


@router.get("")
def show(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "") -> Response:
    return _page(services, pages, member, notice=words("accounts", "notices").get(fait))


@router.post("")
def invite(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    *,
    child: Id = "",
    email: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    try:
        routes.invite(routes.Invitation(child=child, email=email), member, services)
    except ValidationError:
        return _page(services, pages, member, problem=say("accounts", "fields", "email"), status=422, email=email)
    except ProblemError as problem:
        return _page(services, pages, member, problem=problem.title, status=problem.status, email=email)
    return to(f"{HERE}?fait=invitation")


@router.post("/accepter")
def accept(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    *,
    representative_id: Id = "",
    certified: Annotated[bool, Form()] = False,
) -> Response:
    try:
        routes.accept(representative_id, routes.Certified(representative=certified), member, services)
    except ProblemError as problem:
        return _page(services, pages, member, problem=problem.title, status=problem.status)
    return to(f"{HERE}?fait=invitation-acceptee")


@router.post("/terminer")
def end(services: Services, member: CurrentMember, representative_id: Id = "") -> Response:
    routes.end(representative_id, member, services)
    return to(f"{HERE}?fait=representation-terminee")


def _page(
    services: ServiceSet,
    pages: Pages,
    member: SignedInMember,
    *,
    notice: str | None = None,
    problem: str | None = None,
    status: int = 200,
    email: str = "",
) -> Response:
    found = routes.shown(services, member)
    return pages.render(
        "representatives.html",
        member_shell(services, member, "/espace/compte"),
        status,
        notice=notice,
        problem=problem,
        email=email,
        children=[{"id": each.id, "name": each.first_name} for each in routes.minors_of(member)],
        sent=[each for each in found if not each.received],
        received=[each for each in found if each.received],
    )
