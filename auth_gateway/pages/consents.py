"""« Mes accords et mes e-mails » in a browser."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError

from auth_gateway.closings.service import ENDED_BY
from auth_gateway.consents.service import history
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.me import consents as routes
from auth_gateway.me.routes import Notifications, choose_notifications, read_notifications
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from wording import words

HERE = "/espace/compte/accords"

router = APIRouter(prefix=HERE, include_in_schema=False)

Ticked = Annotated[bool, Form()]


@router.get("")
def show(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "") -> Response:
    return _page(services, pages, member, notice=words("accounts", "notices").get(fait))


@router.post("/e-mails")
def choose(
    services: Services,
    member: CurrentMember,
    *,
    answer: Ticked = False,
    document: Ticked = False,
    deadline: Ticked = False,
) -> Response:
    choose_notifications(Notifications(answer=answer, document=document, deadline=deadline), member, services)
    return to(f"{HERE}?fait=notifications")


@router.post("/retirer")
def withdraw(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    consent: Annotated[str, Form(max_length=24)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
) -> Response:
    try:
        routes.withdraw(routes.Withdrawal.model_validate({"consent": consent, "password": password}), member, services)
    except ValidationError:
        return to(HERE)
    except ProblemError as problem:
        return _page(services, pages, member, problem=problem)
    return to(f"{HERE}?fait=accord-retire")


def _page(
    services: ServiceSet,
    pages: Pages,
    member: SignedInMember,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
) -> Response:
    with services.db.read() as db:
        found = history(db, member.account.id)
    chosen, labels = read_notifications(member).model_dump(), words("accounts", "notifications")
    return pages.render(
        "consents.html",
        member_shell(services, member, "/espace/compte"),
        problem.status if problem else 200,
        notice=notice,
        problem=problem.title if problem else None,
        notifications=[(name, labels[name], ticked) for name, ticked in chosen.items()],
        consents=found,
        kinds=words("accounts", "consents"),
        withdrawable=list(ENDED_BY),
        closed=member.account.closed_at is not None,
    )
