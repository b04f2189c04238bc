"""« Mes données » in a browser."""

from fastapi import APIRouter, Response

from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.exports import routes, service
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from wording import words

router = APIRouter(prefix="/espace/compte/donnees", include_in_schema=False)


@router.get("")
def show(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    return _page(services, member, pages)


@router.post("")
def ask(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    try:
        routes.ask(member, services)
    except ProblemError as problem:
        return _page(services, member, pages, problem)
    return to("/espace/compte/donnees")


@router.get("/{export_id}.zip")
def download(services: Services, member: CurrentMember, export_id: str) -> Response:
    return routes.file_answer(services, member, export_id)


def _page(
    services: Services, member: CurrentMember, pages: CurrentPages, problem: ProblemError | None = None
) -> Response:
    with services.db.read() as db:
        found = service.exports_of(db, member.account.id)
    return pages.render(
        "exports.html",
        member_shell(services, member, "/espace/compte"),
        problem.status if problem else 200,
        exports=found,
        states=words("accounts", "exports"),
        problem=problem.title if problem else None,
    )
