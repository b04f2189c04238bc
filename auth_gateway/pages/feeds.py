"""The weekly files as the desk and the administrators see them: how old each is, what came in, what became of it."""

from fastapi import APIRouter, Response

from auth_gateway.dependencies import Services, WhoReadsFeeds
from auth_gateway.feeds.service import freshness, recent
from auth_gateway.pages.frame import staff_shell
from auth_gateway.pages.rendering import ADMINISTRATOR_NAVIGATION, ADVISOR_NAVIGATION, CurrentPages
from auth_gateway.staff import DESK
from wording import words

HERE = "/conseiller/fichiers"

router = APIRouter(include_in_schema=False)


@router.get(HERE)
def feeds(services: Services, reader: WhoReadsFeeds, pages: CurrentPages) -> Response:
    at_the_desk = reader.account.role in DESK
    with services.db.read() as db:
        mutuelles, files = freshness(db, services.clock.now()), recent(db)
    return pages.render(
        "feeds.html",
        staff_shell(services, reader, ADVISOR_NAVIGATION if at_the_desk else ADMINISTRATOR_NAVIGATION, HERE),
        mutuelles=mutuelles,
        files=files,
        names={each.mutuelle.id: each.mutuelle.name for each in mutuelles},
        refusals=words("feeds", "refusals"),
        states=words("feeds", "states"),
    )
