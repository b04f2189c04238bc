"""The contact page: a quote, a question or a complaint for Ligne claire, a problem for the support cell."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from auth_gateway.cases import steps
from auth_gateway.cases.routes import read_form
from auth_gateway.cases.service import Sending
from auth_gateway.cases.written import FORM_BYTES
from auth_gateway.conversations.routes import Acting
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.conversations.service import owned
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.pages.space import read_only
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.shares import UploadPlace
from wording import say, tree

router = APIRouter(prefix="/espace/contact", include_in_schema=False)


@router.get("")
def contact(
    *,
    services: Services,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    fait: str = "",
    devis: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show the page; `devis` is the conversation whose quote goes with what is sent."""
    if devis:
        with services.db.read() as db:
            owned(db, caller, devis)
    return _page(services, member, pages, asked=fait == "assistance", conversation=devis)


@router.post("", max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def send(
    services: Services,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    sending: Annotated[Sending, Depends(read_form)],
) -> Response:
    try:
        case = steps.hand_over(services, caller, sending)
    except ProblemError as problem:
        return _page(services, member, pages, problem=problem, sending=sending)
    return to(f"/espace/echanges/{case.id}?fait=envoi")


@router.post("/assistance")
def ask_support(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    demande: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    try:
        steps.ask_support(services, member.person, "", checked_text(demande))
    except ProblemError as problem:
        return _page(services, member, pages, problem=problem)
    return to("/espace/contact?fait=assistance")


def _page(
    services: ServiceSet,
    member: SignedInMember,
    pages: Pages,
    *,
    problem: ProblemError | None = None,
    sending: Sending | None = None,
    conversation: str = "",
    asked: bool = False,
) -> Response:
    return pages.render(
        "contact.html",
        member_shell(services, member, "/espace/contact"),
        problem.status if problem else 200,
        read_only=read_only(member),
        handover=tree("handover"),
        problem=problem and told(problem),
        comment=(sending and sending.comment) or "",
        conversation=(sending and sending.conversation_id) or conversation,
        asked=asked,
    )


def told(problem: ProblemError) -> str:
    """Say what is wrong, after the name of the file that it is about."""
    name = problem.extensions.get("file")
    return say("cases", "about_file", file=name, problem=problem.title) if name else problem.title
