"""Registering, activating, and the documents to accept, in a browser; every form works without a script."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from auth_gateway.consents import DocumentKind
from auth_gateway.consents import service as consents
from auth_gateway.dependencies import Accepting, Services, check_origin
from auth_gateway.members import Mutuelle
from auth_gateway.pages.frame import anonymous_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.settings import Settings
from auth_gateway.registrations import routes, service
from auth_gateway.services import ServiceSet
from auth_gateway.signin.routes import Address
from wording import say

FIELDS = ("member_number", "last_name", "first_name", "birth_date", "email")

router = APIRouter(include_in_schema=False)


async def read_form(request: Request) -> FormData:
    """Read what was typed; the routes themselves wait for the database, each in a thread of its own."""
    return await request.form(max_files=1, max_fields=16)


Typed = Annotated[FormData, Depends(read_form)]


@router.get("/inscription")
def choose(request: Request, services: Services, pages: CurrentPages) -> Response:
    """Offer the mutuelles, or the form alone under the address of one of them (A5)."""
    own = _mutuelle_of_host(request, services.settings)
    if own is not None:
        return _form(services, pages, own)
    with services.db.read() as db:
        mutuelles = list(db.query(Mutuelle).order_by(Mutuelle.id))
    return pages.render("registration_choice.html", anonymous_shell(services), mutuelles=mutuelles)


def _mutuelle_of_host(request: Request, settings: Settings) -> str | None:
    host = request.headers.get("host", "")
    urls = settings.mutuelle_urls
    return next((each for each, url in urls.items() if url.partition("://")[2].rstrip("/") == host), None)


@router.get("/{mutuelle_id}/inscription")
def ask(services: Services, pages: CurrentPages, mutuelle_id: str) -> Response:
    return _form(services, pages, mutuelle_id)


@router.get("/lmg")
@router.get("/mnh")
@router.get("/mnt")
def tenant(request: Request, services: Services, pages: CurrentPages) -> Response:
    return _form(services, pages, request.url.path.strip("/"))


@router.post("/{mutuelle_id}/inscription", dependencies=[Depends(check_origin)])
def register(services: Services, pages: CurrentPages, address: Address, form: Typed, mutuelle_id: str) -> Response:
    typed = {name: str(form.get(name, "")) for name in FIELDS}
    try:
        body = routes.RegistrationBody.model_validate({"mutuelle": mutuelle_id, **typed})
        routes.note(services, body, address)
    except ValidationError as refused:
        faults = set(FIELDS) & {
            each["loc"][0] for each in refused.errors()
        }  # not the mutuelle: an unknown one has no form
        return _form(services, pages, mutuelle_id, typed, {name: say("accounts", "fields", name) for name in faults})
    except ProblemError as problem:
        return _form(services, pages, mutuelle_id, typed, {"birth_date": problem.title}, status=problem.status)
    return pages.render("registration_received.html", anonymous_shell(services))


def _form(
    services: ServiceSet,
    pages: Pages,
    mutuelle_id: str,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    *,
    status: int = 422,
) -> Response:
    with services.db.read() as db:
        mutuelle = db.get(Mutuelle, mutuelle_id)
    if mutuelle is None:
        raise not_found()
    return pages.render(
        "registration.html",
        anonymous_shell(services),
        status if faults else 200,
        mutuelle=mutuelle,
        typed=typed or dict.fromkeys(FIELDS, ""),
        faults=faults or {},
        latest=services.clock.today().isoformat(),
    )


@router.get("/activation/{token}")
def open_link(services: Services, pages: CurrentPages, token: str) -> Response:
    """Show the five steps; opening the link uses nothing up."""
    return _steps(services, pages, token)


@router.post("/activation/{token}", dependencies=[Depends(check_origin)])
def activate(services: Services, pages: CurrentPages, address: Address, form: Typed, token: str) -> Response:
    ticked = {name: form.get(name) == "oui" for name in ("adult", "personal_data", "hosting")}
    body = routes.ActivationBody.model_validate(
        {
            "token": token[:128],
            **ticked,
            "terms": str(form.get("terms", ""))[:20] or None,
            "password": str(form.get("password", ""))[:1024],
        }
    )
    try:
        routes.activate_account(services, body, address)
    except ProblemError as problem:
        return _steps(services, pages, token, problem, {**ticked, "terms": body.terms is not None})
    return to("/connexion?motif=inscription")


def _steps(
    services: ServiceSet,
    pages: Pages,
    token: str,
    problem: ProblemError | None = None,
    ticked: dict[str, bool] | None = None,
) -> Response:
    shell = anonymous_shell(services)
    try:
        with services.db.read() as db:
            opened = service.activating(db, token, services.clock.today(), services.clock.now())
    except ProblemError as over:
        return pages.render("link_over.html", shell, over.status, problem=over.title)
    told = problem.extensions if problem else {}
    missing = [each["message"] for each in told.get("errors", [])]
    return pages.render(
        "activation.html",
        shell,
        problem.status if problem else 200,
        first_name=opened.person.first_name,
        terms=opened.terms,
        ticked=ticked or {},
        problem=problem.title if problem else None,
        reasons=told.get("reasons", []) or missing,
    )


@router.get("/conditions")
def documents(services: Services, pages: CurrentPages) -> Response:
    """Show what is in force, to anybody."""
    with services.db.read() as db:
        found = consents.in_force(db, services.clock.today())
    return pages.render("documents_in_force.html", anonymous_shell(services), documents=_shown(found.values()))


@router.get("/conditions/accepter")
def ask_acceptance(services: Services, pages: CurrentPages, signed_in: Accepting) -> Response:
    if not signed_in.must_accept:
        return to("/")
    return pages.render(
        "documents_to_accept.html",
        anonymous_shell(services),
        documents=_shown(signed_in.must_accept),
        csrf_token=signed_in.session.csrf_token,
    )


@router.post("/conditions/accepter")
def accept(
    services: Services,
    signed_in: Accepting,
    document: Annotated[DocumentKind, Form()],
    version: Annotated[str, Form(max_length=20)],
) -> Response:
    today, now = services.clock.today(), services.clock.now()
    with services.db.session() as db:
        consents.accept(db, signed_in.account, document, version, today=today, now=now)
    return to("/conditions/accepter")


def _shown(documents: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": each.kind,
            "title": say("accounts", "documents", each.kind),
            "version": each.version,
            "effective_on": each.effective_on,
            "html": each.html,
        }
        for each in sorted(documents, key=lambda each: str(each.kind), reverse=True)  # the terms, then the legal notice
    ]
