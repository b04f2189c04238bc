"""« Modèles de réponse »: the canned replies, kept by supervisors and administrators."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from auth_gateway.accounts import AccountRole
from auth_gateway.console import canned
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import KeepsReplies, Services, SignedInStaff
from auth_gateway.pages.frame import staff_shell
from auth_gateway.pages.rendering import ADMINISTRATOR_NAVIGATION, SUPERVISOR_NAVIGATION, CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from wording import words

HERE = "/conseiller/modeles"

router = APIRouter(prefix=HERE, include_in_schema=False)


@router.get("")
def show(services: Services, staff: KeepsReplies, pages: CurrentPages, fait: str = "") -> Response:
    return _page(services, staff, pages, notice=words("desk", "canned_done").get(fait))


@router.post("")
def keep(
    services: Services,
    staff: KeepsReplies,
    pages: CurrentPages,
    titre: Annotated[str, Form(max_length=80)] = "",
    texte: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    try:
        title, text = checked_text(titre), checked_text(texte)
        with services.db.session() as db:
            canned.keep(db, staff.account.id, title, text, services.clock.now())
    except ProblemError as problem:
        return _page(services, staff, pages, problem=problem, title=titre, text=texte)
    return to(f"{HERE}?fait=garde")


@router.post("/{reply_id}/supprimer")
def drop(services: Services, staff: KeepsReplies, reply_id: str) -> Response:
    with services.db.session() as db:
        canned.drop(db, staff.account.id, reply_id, services.clock.now())
    return to(f"{HERE}?fait=supprime")


def _page(
    services: ServiceSet,
    staff: SignedInStaff,
    pages: Pages,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
    title: str = "",
    text: str = "",
) -> Response:
    supervises = staff.account.role is AccountRole.SUPERVISOR
    navigation = SUPERVISOR_NAVIGATION if supervises else ADMINISTRATOR_NAVIGATION
    with services.db.read() as db:
        replies = canned.replies(db)
    return pages.render(
        "canned.html",
        staff_shell(services, staff, navigation, HERE),
        problem.status if problem else 200,
        replies=replies,
        notice=notice,
        problem=problem and problem.title,
        title=title,
        text=text,
    )
