"""« Mes droits sur mes données », and the officer's list of what was asked."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError

from auth_gateway.data_rights import routes, service
from auth_gateway.data_rights.models import RequestKind, RequestStatus
from auth_gateway.dependencies import CurrentMember, CurrentOfficer, Services, SignedInMember
from auth_gateway.pages.frame import member_shell, staff_shell
from auth_gateway.pages.rendering import OFFICER_NAVIGATION, CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from wording import words

HERE = "/espace/compte/droits"

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=8000)]


@router.get(HERE)
def show(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "") -> Response:
    return _page(services, pages, member, notice=words("accounts", "notices").get(fait))


@router.post(f"{HERE}/effacement")
def erase(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    password: Annotated[str, Form(max_length=1024)] = "",
) -> Response:
    try:
        routes.ask_erasure(routes.WithPassword(password=password), member, services)
    except ProblemError as problem:
        return _page(services, pages, member, problem=problem)
    return to(f"{HERE}?fait=demande")


@router.post(f"{HERE}/effacement/annuler")
def keep(services: Services, member: CurrentMember) -> Response:
    routes.cancel_erasure(member, services)
    return to(f"{HERE}?fait=effacement-annule")


@router.post(f"{HERE}/limitation")
def restrict(services: Services, member: CurrentMember) -> Response:
    routes.ask_restriction(member, services)
    return to(f"{HERE}?fait=demande")


@router.post(f"{HERE}/limitation/annuler")
def lift(services: Services, member: CurrentMember) -> Response:
    routes.lift_restriction(member, services)
    return to(f"{HERE}?fait=limitation-levee")


@router.post(f"{HERE}/opposition")
def oppose(services: Services, member: CurrentMember, text: Text = "") -> Response:
    return _with_words(services, member, RequestKind.OBJECTION, text)


@router.post(f"{HERE}/directive")
def direct(services: Services, member: CurrentMember, text: Text = "") -> Response:
    return _with_words(services, member, RequestKind.DIRECTIVE, text)


def _with_words(services: ServiceSet, member: SignedInMember, kind: RequestKind, text: str) -> Response:
    try:
        body = routes.WithWords(text=text.replace("\r\n", "\n"))
    except ValidationError:
        return to(f"{HERE}?fait=texte-attendu")
    try:
        routes.ask(services, member, kind, body.text)
    except ProblemError:
        return to(f"{HERE}?fait=trop-de-demandes")
    return to(f"{HERE}?fait=demande")


def _page(
    services: ServiceSet,
    pages: Pages,
    member: SignedInMember,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
) -> Response:
    with services.db.read() as db:
        found = service.requests_of(db, member.account.id)
        erasure = service.open_request(db, member.account.id, RequestKind.ERASURE)
    return pages.render(
        "data_rights.html",
        member_shell(services, member, "/espace/compte"),
        problem.status if problem else 200,
        notice=notice,
        problem=problem.title if problem else None,
        dpo=services.settings.dpo_address,
        erased_on=paris_date(erasure.due_at) if erasure and erasure.due_at else None,
        restricted=member.account.restricted_at is not None,
        directive=routes.directive_of(services, member),
        requests=[(each, service.state_of(each)) for each in found],
        kinds=words("accounts", "data_requests", "kinds"),
    )


@router.get("/protection-des-donnees")
def list_requests(services: Services, officer: CurrentOfficer, pages: CurrentPages) -> Response:
    with services.db.read() as db:
        found = [
            {
                "id": each.request.id,
                "kind": each.request.kind,
                "state": service.state_of(each.request),
                "waits": each.request.kind is RequestKind.OBJECTION and each.request.status is RequestStatus.OPEN,
                "reference": each.request.reference,
                "asked_at": each.request.asked_at,
                "due_on": paris_date(each.request.due_at) if each.request.due_at else None,
                "who": f"{each.person.first_name} {each.person.last_name}" if each.person else None,
                "email": each.account.email if each.person else None,
                "words": each.words,
            }
            for each in service.received(db)
        ]
    return pages.render(
        "data_requests.html",
        staff_shell(services, officer, OFFICER_NAVIGATION, "/protection-des-donnees"),
        requests=found,
        kinds=words("accounts", "data_requests", "kinds"),
    )


@router.post("/protection-des-donnees/{request_id}/repondue")
def answered(services: Services, officer: CurrentOfficer, request_id: str) -> Response:
    with services.db.session() as db:
        service.answered(db, request_id, officer.account, services.clock.now())
    return to("/protection-des-donnees")
