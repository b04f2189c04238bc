"""« Mon compte »: address and telephone, sessions, who read one's data, suspension; forms that need no script."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError

from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.me import routes, service
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.pages.signin import to
from auth_gateway.signin.routes import drop_session_cookie
from wording import say, words

router = APIRouter(prefix="/espace/compte", include_in_schema=False)


@router.get("/coordonnees")
def ask_profile(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    address, phone = member.account.address or member.person.address, member.account.phone or member.person.phone
    shell = member_shell(services, member, "/espace/compte")
    return pages.render("profile.html", shell, address=address or "", phone=phone or "", problem=None)


@router.post("/coordonnees")
def edit_profile(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    address: Annotated[str, Form(max_length=400)] = "",
    phone: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    try:
        routes.edit_profile(services, member, routes.Profile(address=address, phone=phone))
    except ValidationError:
        shell = member_shell(services, member, "/espace/compte")
        problem = say("accounts", "profile_problem")
        return pages.render("profile.html", shell, 422, address=address, phone=phone, problem=problem)
    return to("/espace/compte?fait=coordonnees")


@router.get("/securite")
def security(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "") -> Response:
    with services.db.read() as db:
        accesses = service.accesses(db, member.person.id, None)
    sessions = [
        {
            "id": each.id,
            "opened_at": dt.datetime.fromtimestamp(each.created_at, dt.UTC),
            "acted_at": dt.datetime.fromtimestamp(each.last_action_at, dt.UTC),
            "here": each.key == member.session.key,
        }
        for each in services.sessions.of(member.account.id)
    ]
    return pages.render(
        "security.html",
        member_shell(services, member, "/espace/compte"),
        sessions=sessions,
        accesses=accesses,
        kinds=words("accounts", "accesses"),
        notice=words("accounts", "notices").get(fait),
    )


@router.post("/securite/connexions")
def end_sessions(
    services: Services, member: CurrentMember, session: Annotated[str, Form(max_length=32)] = ""
) -> Response:
    """End one session, or all the others where none is named."""
    for each in services.sessions.of(member.account.id):
        if each.key != member.session.key and session in {"", each.id}:
            services.sessions.close(each)
    return to("/espace/compte/securite?fait=connexions")


@router.post("/securite/suspendre")
def suspend(services: Services, member: CurrentMember) -> Response:
    routes.suspend(services, member)
    answer = to("/connexion?motif=suspension")
    drop_session_cookie(answer)
    return answer
